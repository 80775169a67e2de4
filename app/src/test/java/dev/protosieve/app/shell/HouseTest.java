package dev.protosieve.app.shell;

import static dev.protosieve.app.task.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.project.Draft;
import dev.protosieve.app.project.Folders;
import dev.protosieve.app.project.Settings;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.sim.SimulatorTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** What belongs to the window and to no pane, in the real window. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HouseTest {

    private static final Path PICTURES = Path.of("target", "pictures");
    private static final String RULES = Samples.HEAD + "drop if msg.query.contains(\"A\")\n";

    private Path work;
    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final FxRobot robot = new FxRobot();
    private Folders folders;
    private Path file;
    private GuiLauncher gui;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        work = folder;
        System.setProperty("testfx.robot", "glass");
        folders = new Folders(work.resolve("config"), work.resolve("state"));
        file = Samples.document(Files.createDirectories(work.resolve("rules")), RULES).file().orElseThrow();
        Draft draft = Draft.begin(folders.drafts());
        draft.write(new Document(Optional.of(file), file.getParent(), RULES + "# typed before the crash\n", RULES));
        draft.close();
        Settings.read(folders.settings()).opened("rules", work.resolve("gone.sieve"));
        gui = GuiLauncher.open(
                GuiOptions.STANDARD.size(1280, 720).remembering(folders).samples(Path.of("..", "sample-protos")),
                Samples.checker(), List.of(new SimulatorTarget()), "No live kernel here",
                workers, new FxThread());
    }

    @AfterAll
    void close() {
        gui.close();
        workers.close();
    }

    private boolean shows(String query) {
        return robot.lookup(query).tryQuery().map(Node::isVisible).orElse(false);
    }

    private void press(String query) {
        await(query, () -> shows(query));
        robot.interact(() -> robot.lookup(query).<ButtonBase>query().fire());
    }

    private void command(String letters) {
        press("#all-commands");
        await("the palette", () -> shows("#finder-letters"));
        robot.interact(() -> robot.lookup("#finder-letters").queryAs(TextField.class).setText(letters));
        robot.push(KeyCode.ENTER);
    }

    private void settleRecovery() {
        await("the window", () -> shows("#recover") || shows("#machine") || shows("#welcome"));
        if (shows("#recover")) {
            press("#recover");
            await("the recovered text", () -> gui.document().text().contains("typed before the crash"));
        }
    }

    @Test
    @Order(1)
    void offersWhatACrashLeftAndSavesIt() throws IOException {
        gui.picture(PICTURES.resolve("recovery.png"));
        settleRecovery();
        assertEquals(RULES, Files.readString(file), "nothing is overwritten without being asked");
        assertTrue(gui.document().isDirty());
        command("save");
        await("the file", () -> !gui.document().isDirty());
        assertTrue(Files.readString(file).contains("typed before the crash"));
    }

    @Test
    void asksBeforeSavingOverWhatAnotherProgramWrote() throws IOException {
        settleRecovery();
        Path other = Files.writeString(work.resolve("rules").resolve("other.sieve"), RULES);
        gui.openFile(other);
        await("the file", () -> gui.document().name().equals("other.sieve"));
        gui.type(RULES + "# mine\n");
        Files.writeString(other, RULES + "# theirs\n");
        command("save");
        await("the question", () -> shows("#keep-mine"));
        gui.picture(PICTURES.resolve("changed-on-disk.png"));
        assertTrue(Files.readString(other).contains("# theirs"));
        press("#keep-mine");
        await("the file", () -> !gui.document().isDirty());
        assertTrue(Files.readString(other).contains("# mine"));
    }

    @Test
    void keepsTheLineEndsOfAFile() throws IOException {
        settleRecovery();
        Path windows = Files.writeString(work.resolve("rules").resolve("windows.sieve"), RULES.replace("\n", "\r\n"));
        gui.openFile(windows);
        await("the file", () -> gui.document().name().equals("windows.sieve"));
        assertEquals(RULES, gui.document().text());
        assertFalse(gui.document().isDirty());
        gui.type(RULES + "# mine\n");
        command("save");
        await("the file", () -> !gui.document().isDirty());
        assertEquals((RULES + "# mine\n").replace("\n", "\r\n"), Files.readString(windows));
    }

    @Test
    void keepsTheLineEndsOfAFileThatIsGone() throws IOException {
        settleRecovery();
        Path windows = Files.writeString(work.resolve("rules").resolve("gone.sieve"), RULES.replace("\n", "\r\n"));
        gui.openFile(windows);
        await("the file", () -> gui.document().name().equals("gone.sieve"));
        Files.delete(windows);
        gui.type(RULES + "# mine\n");
        command("save");
        await("the file", () -> !gui.document().isDirty());
        assertEquals((RULES + "# mine\n").replace("\n", "\r\n"), Files.readString(windows));
    }

    @Test
    void saysInWordsThatTheFileIsGoneAndSavesItAgain() throws IOException {
        settleRecovery();
        Path lost = Files.writeString(work.resolve("rules").resolve("lost.sieve"), RULES);
        gui.openFile(lost);
        await("the file", () -> gui.document().name().equals("lost.sieve"));
        assertFalse(shows("#gone"));
        Files.delete(lost);
        await("the words", () -> shows("#gone"));
        gui.picture(PICTURES.resolve("gone.png"));
        press("#gone-save");
        await("the file", () -> !gui.document().isDirty());
        assertEquals(RULES, Files.readString(lost));
        await("the end of the words", () -> !shows("#gone"));
    }

    @Test
    void asksBeforeWritingOverAFileWhoseEndingWasNotTyped() throws IOException {
        settleRecovery();
        Path there = Files.writeString(work.resolve("there.sieve"), "# theirs\n");
        Deque<Path> written = new ArrayDeque<>();
        robot.interact(() -> gui.window().desk().whereAllowed(work.resolve("there"), ".sieve", written::add));
        await("the question", () -> shows("#replace"));
        assertTrue(written.isEmpty());
        press("#replace");
        await("the answer", () -> written.contains(there));
        robot.interact(() -> gui.window().desk().whereAllowed(work.resolve("new"), ".sieve", written::add));
        assertEquals(work.resolve("new.sieve"), written.getLast());
        robot.interact(() -> gui.window().desk().whereAllowed(there, ".sieve", written::add));
        assertEquals(there, written.getLast(), "the dialog asked about that name itself");
    }

    @Test
    void opensWhatWereRulesAsRulesWhateverTheirName() throws IOException {
        settleRecovery();
        Path odd = Files.writeString(work.resolve("rules").resolve("edge-1.2"), RULES);
        robot.interact(() -> gui.window().desk().open(odd));
        gui.openFile(file);
        await("the other file", () -> gui.document().file().equals(Optional.of(file)));
        gui.openFile(odd);
        await("the rules", () -> gui.document().file().equals(Optional.of(odd)));
        assertEquals(RULES, gui.document().text());
    }

    @Test
    void asksBeforeClosingWhatIsNotSaved() throws IOException {
        settleRecovery();
        gui.type(RULES + "# not saved\n");
        command("quit");
        await("the question", () -> shows("#dont-save"));
        gui.picture(PICTURES.resolve("save-question.png"));
        press("#cancel");
        assertFalse(gui.isClosed());
        assertTrue(gui.document().isDirty());
        gui.type(gui.document().saved());
    }

    @Test
    void welcomesWithLessonsAndFilesOfBefore() throws IOException {
        settleRecovery();
        gui.type(gui.document().saved());
        command("welcome");
        await("the page", () -> shows("#lesson-1-first-filter"));
        assertTrue(robot.lookup("gone.sieve  (missing)").tryQuery().isPresent());
        gui.picture(PICTURES.resolve("welcome.png"));
        press("#lesson-2-strings");
        await("the lesson", () -> gui.document().text().startsWith("# 2. Looking into text"));
        assertEquals(Optional.empty(), gui.document().file(), "the original stays as it is");
    }

    @Test
    void presentsInLargeLettersAndComesBack() throws IOException {
        settleRecovery();
        long before = robot.lookup(".pane").queryAll().size();
        command("presentation");
        await("fewer panes", () -> robot.lookup(".pane").queryAll().size() == 2);
        gui.picture(PICTURES.resolve("presentation.png"));
        command("leave presentation");
        await("all panes", () -> robot.lookup(".pane").queryAll().size() == before);
    }

    @Test
    void everyControlHasAName() {
        settleRecovery();
        List<String> nameless = robot.lookup(n -> n.isFocusTraversable() && n.isVisible()).queryAll().stream()
                .filter(HouseTest::isNameless).map(Node::toString).toList();
        assertEquals(List.of(), nameless);
    }

    private static boolean isNameless(Node node) {
        boolean own = node instanceof ButtonBase || node instanceof MenuButton || node instanceof TextInputControl;
        String words = node instanceof Labeled l && l.getText() != null ? l.getText() : "";
        boolean around = node.getParent() instanceof Parent p && p.getAccessibleText() != null;
        return own && words.isBlank() && node.getAccessibleText() == null && !around
                && !(node instanceof TextField f && f.getPromptText() != null && !f.getPromptText().isBlank());
    }
}
