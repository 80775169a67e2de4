package dev.protosieve.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.project.Draft;
import dev.protosieve.app.project.Folders;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.RefusingTarget;
import dev.protosieve.app.session.RunSession;
import dev.protosieve.app.session.RunState;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.shell.GuiLauncher;
import dev.protosieve.app.shell.GuiOptions;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.emit.CompiledFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the window from the first look to a running filter, with mouse and keys; pictures of the main steps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class JourneyTest {

    /** A filter with a rule that has these words is refused, at its second rule. */
    private static final String TOO_FAR = "too far";

    private final Workers workers = new Workers(Throwable::printStackTrace);
    private Path work;
    private Path crashed;
    private GuiLauncher gui;
    private Hands hands;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        work = folder;
        System.setProperty("testfx.robot", "glass");
        Folders folders = new Folders(work.resolve("config"), work.resolve("state"));
        crashed = write("crashed/t.sieve", Samples.HEAD);
        try (Draft draft = Draft.begin(folders.drafts())) {
            draft.write(new Document(Optional.of(crashed), crashed.getParent(), Samples.HEAD + "drop if msg.safe\n",
                    Samples.HEAD));
        }
        gui = GuiLauncher.open(
                GuiOptions.STANDARD.size(1280, 800).remembering(folders).samples(Path.of("..", "sample-protos")),
                Samples.checker(),
                List.of(new RefusingTarget(JourneyTest::refusal)), "No live kernel in this test", workers,
                new FxThread());
        hands = new Hands(gui);
    }

    private static Optional<String> refusal(CompiledFilter filter) {
        boolean bad = new String(filter.debug().btf(), StandardCharsets.UTF_8).contains(TOO_FAR);
        return bad ? Optional.of(RefusingTarget.logAtRule(filter, 1)) : Optional.empty();
    }

    /** What the window showed when a journey came to nothing, before it is put away. */
    @RegisterExtension
    final TestExecutionExceptionHandler witness = (context, failure) -> {
        hands.picture("failed-" + context.getRequiredTestMethod().getName());
        System.out.println(context.getDisplayName() + " failed; windows and keys: " + hands.windows());
        throw failure;
    };

    @AfterEach
    void putAway() {
        hands.keys(KeyCode.ESCAPE);
        if (gui.run() instanceof RunState.Running) {
            gui.stop();
        }
        gui.type(gui.document().saved());
    }

    @AfterAll
    void close() {
        gui.close();
        workers.close();
    }

    private Path write(String name, String text) throws IOException {
        Path file = work.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A rule file beside the small schema, open and compiled. */
    private Path opened(String name, String rules) throws IOException {
        write(name + "/t.proto", Samples.PROTO);
        Path file = write(name + "/" + name + ".sieve", Samples.HEAD + rules);
        gui.openFile(file);
        Hands.await(name, () -> gui.document().name().equals(name + ".sieve"));
        gui.showBlocks(true);
        return file;
    }

    @Test
    @Order(1)
    void givesBackWhatACrashLeft() throws IOException {
        write("crashed/t.proto", Samples.PROTO);
        hands.see("#recover");
        hands.read("drop if msg.safe");
        hands.picture("9-found");
        hands.click("#recover");
        hands.rulesBecome(Samples.HEAD + "drop if msg.safe\n");
        assertEquals(Samples.HEAD, Files.readString(crashed), "nothing is written without being asked");
        hands.see("#rule-card-1");
        hands.picture("9-recovered");
        hands.keys(KeyCode.CONTROL, KeyCode.S);
        Hands.await("the file", () -> !gui.document().isDirty());
        assertEquals(hands.rules(), Files.readString(crashed));
        hands.keys(KeyCode.CONTROL, KeyCode.W);
        hands.see("#welcome");
    }

    @Test
    @Order(2)
    void goesFromAnEmptyWindowToARunningFilterWithoutTypingARule() throws IOException {
        long begin = System.nanoTime();
        hands.see("#welcome");
        hands.picture("1-welcome");
        gui.openFile(write("first/t.proto", Samples.PROTO));
        hands.read("Every path is safe");
        hands.makeRule("query");
        hands.see("#rule-card-1");
        Hands.await("the rule on the field", () -> hands.field("query").endsWith("rules [1]"));
        hands.picture("1-rule");
        hands.click("#rule-card-1 .chip-value");
        hands.fill("#term-value", "cat");
        hands.picture("1-value");
        hands.keys(KeyCode.ENTER);
        hands.awaitRule("\"cat\"");
        hands.makeRule("page");
        hands.see("#rule-card-2");
        hands.click("#load");
        Hands.await("the run", () -> gui.run() instanceof RunState.Running);
        RunSession session = gui.session().orElseThrow();
        for (int i = 0; i < 50; i++) {
            session.run(Frames.query(i % 2 == 0 ? "cat" : "dog"));
        }
        Hands.await("the counters", () -> hands.said("#reconciliation").startsWith("50 counted = 50"));
        hands.picture("1-running");
        hands.click("#detach");
        Hands.await("the end", () -> gui.run() instanceof RunState.Stopped);
        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 60);
    }

    @Test
    @Order(3)
    void mendsABrokenImportWithOneClickAndTakesItBack() throws IOException {
        write("mend/other/root/x/b.proto", "syntax = \"proto3\"; message B { int32 n = 1; }");
        write("mend/src/a.proto", "syntax = \"proto3\"; import \"x/b.proto\"; message A { B b = 1; }");
        String text = "schema \"a.proto\"\nmessage A\nmatch udp.dst_port == 9000\ndrop if msg.b.n > 3\n";
        gui.openFile(write("mend/src/a.sieve", text));
        hands.see("#schema-problem");
        hands.read("x/b.proto");
        hands.picture("2-broken");
        hands.press("Add import \"../other/root\"");
        hands.awaitRule("import");
        hands.field("b");
        Hands.await("the end of the problem", () -> !hands.sees("#schema-problem"));
        hands.read("instructions");
        hands.picture("2-mended");
        hands.click("#undo");
        hands.rulesBecome(text);
        hands.see("#schema-problem");
    }

    @Test
    @Order(4)
    void mendsARuleThatTheVerifierRefused() throws IOException {
        opened("refused", "drop if msg.page > 3\ndrop if msg.query.contains(\"too far\")\n");
        hands.read("Rejected by the verifier");
        Hands.await("the refused instruction", () -> hands.is("#listing .list-cell", "refused"));
        Hands.await("the mark on the rule", () -> hands.see("#rule-card-2").getStyleClass().contains("faulty"));
        assertFalse(hands.see("#rule-card-1").getStyleClass().contains("faulty"));
        assertTrue(hands.see("#load").isDisabled());
        hands.picture("3-refused");
        hands.click("#rule-card-2 .chip-value");
        hands.fill("#term-value", "near");
        hands.keys(KeyCode.ENTER);
        hands.read("Every path is safe");
        Hands.await("the accepted instructions", () -> !hands.is("#listing .list-cell", "refused"));
        hands.picture("3-accepted");
    }

    @Test
    @Order(5)
    void takesOverWhatAnotherEditorWroteAndAsksWhenThereIsUnsavedWork() throws IOException {
        Path file = opened("shared", "drop if msg.page > 3\n");
        hands.read("instructions");
        Files.writeString(file, Samples.HEAD + "drop if msg.page > 4\n");
        hands.awaitRule("> 4");
        hands.makeRule("safe");
        hands.awaitRule("msg.safe");
        String mine = hands.rules();
        Files.writeString(file, Samples.HEAD + "drop if msg.page > 5\n");
        hands.see("#conflict");
        hands.picture("4-asked");
        hands.click("#conflict-mine");
        Hands.await("the end of the question", () -> !hands.sees("#conflict"));
        assertEquals(mine, hands.rules());
        Files.writeString(file, Samples.HEAD + "drop if msg.page > 6\n");
        hands.see("#conflict");
        hands.click("#conflict-show");
        hands.read("Lines with + are yours");
        hands.picture("4-difference");
        hands.click("#conflict-theirs");
        hands.rulesBecome(Samples.HEAD + "drop if msg.page > 6\n");
        hands.click("#undo");
        hands.rulesBecome(mine);
    }

    @Test
    @Order(6)
    void buildsRulesWithBlocksOnlyAndTakesAllOfItBack() throws IOException {
        opened("blocks", "drop if msg.page > 3\n");
        hands.awaitRule("msg.page > 3");
        String before = hands.rules();
        hands.makeRule("query");
        hands.click("#rule-card-2 .chip-value");
        hands.fill("#term-value", "cat");
        hands.keys(KeyCode.ENTER);
        hands.awaitRule("msg.query.contains(\"cat\")");
        hands.write("|");
        hands.click("#term-value");
        hands.fill("#term-value", "dog");
        hands.picture("5-or");
        hands.keys(KeyCode.ENTER);
        hands.awaitRule("msg.query.contains(\"cat\") || msg.query.contains(\"dog\")");
        hands.keys(KeyCode.ESCAPE);
        hands.keys(KeyCode.RIGHT);
        hands.write("&");
        hands.choose("#term-operator", "is one of");
        hands.click("#term-value");
        hands.fill("#term-value", "bird");
        hands.keys(KeyCode.ENTER);
        hands.fill("#term-value", "fish");
        hands.keys(KeyCode.ENTER);
        hands.picture("5-list");
        hands.click("#term-ok");
        hands.awaitRule("(msg.query.contains(\"cat\") || msg.query.contains(\"dog\")) && "
                + "msg.query in [\"bird\", \"fish\"]");
        hands.press("any of");
        hands.awaitRule("(msg.query.contains(\"cat\") && msg.query.contains(\"dog\"))");
        hands.click("#undo");
        hands.makeRule("tags");
        hands.press("some");
        hands.pick("every element");
        hands.awaitRule("msg.tags.all(t, t.contains(\"A\"))");
        hands.picture("5-groups");
        String built = hands.rules();
        moveCopyAndSwitchOff(built);
        while (!hands.see("#undo").isDisabled()) {
            String now = hands.rules();
            hands.click("#undo");
            Hands.await("the step back", () -> !hands.rules().equals(now));
        }
        assertEquals(before, hands.rules());
    }

    private void moveCopyAndSwitchOff(String built) throws IOException {
        hands.click("#rule-card-3 .card-number");
        hands.keys(KeyCode.ALT, KeyCode.UP);
        Hands.await("the other order", () -> hands.rules().indexOf("tags") < hands.rules().indexOf("bird"));
        hands.keys(KeyCode.CONTROL, KeyCode.D);
        Hands.await("the copy", () -> hands.rules().split("msg.tags.all", -1).length == 3);
        hands.keys(KeyCode.CONTROL, KeyCode.SLASH);
        Hands.await("the rule that is off", () -> hands.sees(".rule-card.off"));
        hands.picture("5-off");
        hands.click("#undo");
        hands.click("#undo");
        hands.click("#undo");
        hands.rulesBecome(built);
        hands.keys(KeyCode.CONTROL, KeyCode.G);
        hands.awaitKeys("#finder-letters");
        hands.write("1");
        hands.keys(KeyCode.ENTER);
        hands.awaitKeys(".blocks");
        hands.keys(KeyCode.CONTROL, KeyCode.C);
        hands.keys(KeyCode.CONTROL, KeyCode.T);
        hands.click("#rule-text");
        hands.awaitKeys("#rule-text");
        hands.keys(KeyCode.CONTROL, KeyCode.END);
        hands.keys(KeyCode.CONTROL, KeyCode.V);
        hands.rulesBecome(built + "drop if msg.page > 3");
        hands.keys(KeyCode.CONTROL, KeyCode.B);
        hands.see("#rule-card-4");
        hands.picture("5-pasted");
    }

    @Test
    @Order(7)
    void mendsAMistakeInTheText() throws IOException {
        opened("text", "");
        hands.keys(KeyCode.CONTROL, KeyCode.T);
        hands.click("#rule-text");
        hands.keys(KeyCode.CONTROL, KeyCode.END);
        hands.write("drop if msg.pge > 3\n");
        hands.see("#problems");
        hands.read("pge");
        Hands.await("the squiggle", () -> hands.sees(".squiggle-error"));
        hands.picture("6-mistake");
        hands.press("Write page");
        Hands.await("the end of the problem", () -> !hands.sees("#problems"));
        hands.keys(KeyCode.CONTROL, KeyCode.B);
        hands.see("#rule-card-1");
        hands.picture("6-mended");
    }

    @Test
    @Order(8)
    void composesAMessageAndFollowsItThroughTheProgram() throws IOException {
        opened("lab", "drop if msg.query.contains(\"cat\")\ndrop if msg.page > 3\n");
        hands.keys(KeyCode.CONTROL, KeyCode.L);
        hands.see("#lab-fields");
        hands.read("query");
        hands.click("#lab-fields .text-field");
        hands.write("a cat");
        Hands.await("the verdict", () -> hands.said("#lab-verdict").equals("Dropped"));
        Hands.await("why", () -> hands.said("#lab-cause").startsWith("by rule 1"));
        hands.picture("7-verdict");
        hands.keys(KeyCode.F10);
        Hands.await("the second step", () -> hands.said("#lab-where").startsWith("step 2 of"));
        hands.keys(KeyCode.F10);
        Hands.await("the third step", () -> hands.said("#lab-where").startsWith("step 3 of"));
        hands.keys(KeyCode.SHIFT, KeyCode.F10);
        Hands.await("the second step", () -> hands.said("#lab-where").startsWith("step 2 of"));
        hands.picture("7-step");
        hands.clickByte("63");
        Hands.await("the field of the byte", () -> hands.selected("#lab-tree").contains("cat"));
        Hands.await("the field in the schema", () -> hands.selected("#schema-tree").startsWith("query, "));
        Hands.await("the block that reads it", () -> hands.is("#rule-card-1 .block", "linked"));
        assertFalse(hands.is("#rule-card-2 .block", "linked"));
        hands.read("\u25cf");
        hands.picture("7-byte");
        hands.click("#lab-save");
        hands.awaitRule("expect drop");
        hands.keys(KeyCode.CONTROL, KeyCode.L);
    }

    @Test
    @Order(9)
    void findsAFieldAndSeesOnTheRuleThatItVanished() throws IOException {
        Path file = opened("schema", "drop if msg.page > 3\n");
        hands.field("query");
        hands.keys(KeyCode.CONTROL, KeyCode.F);
        hands.awaitKeys("#schema-search");
        hands.write("price");
        hands.see("#schema-tree .search-hit");
        hands.picture("8-found");
        hands.keys(KeyCode.DOWN);
        hands.awaitKeys("#schema-tree");
        hands.keys(KeyCode.ENTER);
        hands.awaitRule("msg.deep.price");
        hands.click("#schema-search");
        hands.keys(KeyCode.ESCAPE);
        Files.writeString(file.resolveSibling("t.proto"), Samples.PROTO.replace("double price", "double cost"));
        Hands.await("the mark on the rule", () -> hands.see("#rule-card-2").getStyleClass().contains("faulty"));
        hands.picture("8-vanished");
    }

    @Test
    @Order(10)
    void needsNoMouse() throws IOException {
        Path file = opened("keys", "drop if msg.page > 3\n");
        hands.field("query");
        hands.keys(KeyCode.CONTROL, KeyCode.DIGIT1);
        hands.keys(KeyCode.F6);
        hands.write("n");
        hands.awaitKeys("#term-field");
        hands.keys(KeyCode.TAB);
        hands.keys(KeyCode.TAB);
        hands.fill("#term-value", "dog");
        hands.keys(KeyCode.ENTER);
        hands.awaitRule("\"dog\"");
        hands.keys(KeyCode.F2);
        hands.fill("#rule-name", "no dogs");
        hands.keys(KeyCode.ENTER);
        hands.awaitRule("\"no dogs\"");
        hands.keys(KeyCode.CONTROL, KeyCode.S);
        Hands.await("the file", () -> !gui.document().isDirty());
        assertEquals(hands.rules(), Files.readString(file));
        hands.command("theme: dark");
        Hands.await("the dark theme", () -> hands.sees(".theme-dark"));
        hands.keys(KeyCode.F11);
        Hands.await("two panes", () -> hands.count(".pane") == 2);
        hands.picture("10-presentation");
        hands.keys(KeyCode.F11);
        Hands.await("all panes", () -> hands.count(".pane") > 2);
        hands.keys(KeyCode.CONTROL, KeyCode.ADD);
        hands.picture("10-larger");
        hands.keys(KeyCode.CONTROL, KeyCode.DIGIT0);
        hands.command("theme: light");
        Hands.await("the light theme", () -> hands.sees(".theme-light"));
    }
}
