package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Duration;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExpectFormTest {

    private static final String HEAD = "schema \"a\"\nmessage A\ndrop if msg.a\n";
    @TempDir
    private Path folder;
    private final FxThread fx = new FxThread();

    @BeforeEach
    void start() {
        fx.start();
    }

    private record Edited(boolean valid, boolean stale, String line) {
    }

    /** The first expectation after its message was edited and its verdict made pass. */
    private Edited edit(String line, UnaryOperator<String> edit) {
        return CompletableFuture.supplyAsync(() -> {
            Workbench bench = new Workbench(Document.unsaved(Path.of("."), HEAD + line));
            Gestures gestures = new Gestures(bench);
            BlocksViewModel model = new BlocksViewModel(bench, gestures);
            ExpectForm form = new ExpectForm(Optional.of(model.expectations().get().getFirst()), List.of(),
                    Optional.empty());
            TextArea body = (TextArea) form.lookup("#expect-body");
            body.setText(edit.apply(body.getText()));
            boolean valid = form.valid().get();
            if (valid) {
                gestures.setExpectation(0, "pass", form.label(), form.body());
            }
            String text = bench.document().get().text();
            return new Edited(valid, bench.treeStale().get(), text.substring(HEAD.length()));
        }, fx).join();
    }

    @Test
    void commentBehindTheLastFieldStaysInItsLine() {
        for (String line : List.of("expect drop { query: \"cAt\"  # both\n}", "expect drop {  # don't {\n  a: 1\n}",
                "expect drop { a: 1\n         b: 2 # ) both\n}")) {
            assertEquals(new Edited(true, false, line.replace("drop", "pass")), edit(line, body -> body));
            assertEquals(new Edited(true, false, "expect pass {\n  a: 2  # both\n}"),
                    edit(line, _ -> "a: 2  # both"));
        }
    }

    @Test
    void linesKeepTheirIndent() {
        String line = "expect drop {\n  a: 1\n  b {\n    c: 2\n  }\n}";
        String once = edit(line, body -> body.replace("1", "7")).line();
        assertEquals(line.replace("drop", "pass").replace("1", "7"), once);
        assertEquals(once.replace("7", "8"), edit(once, body -> body.replace("7", "8")).line());
    }

    @Test
    void whatWouldEndTheLineEarlyIsRefused() {
        for (String body : List.of("a: 1 }", "a { b: 1", "a: \"x", "a: 1 } # {", "a: 1 }\npass\nexpect drop {")) {
            assertFalse(edit("expect drop {}", _ -> body).valid(), body);
        }
        assertTrue(edit("expect drop {}", _ -> "a: \"}\" # }").valid());
    }

    private record Judged(boolean valid, String words, String example) {
    }

    private Judged judge(String text) {
        return CompletableFuture.supplyAsync(() -> {
            ExpectForm form = new ExpectForm(Optional.empty(), List.of(), Optional.of(Duration.getDescriptor()));
            TextArea body = (TextArea) form.lookup("#expect-body");
            body.setText(text);
            return new Judged(form.valid().get(), ((Label) form.lookup("#expect-hint")).getText(),
                    body.getPromptText());
        }, fx).join();
    }

    @Test
    void aMessageThatIsNoneOfTheSchemaIsSaidAtOnce() {
        assertEquals(new Judged(false, "there is no field google.protobuf.Duration.nope", "seconds: 1  nanos: 1"),
                judge("nope: 1"));
        assertTrue(judge("seconds: 2").valid());
        assertTrue(judge("").valid());
    }

    @Test
    void aLineWithAMistakeIsMarkedAndTheOthersAreNot() {
        List<Optional<String>> mistakes = CompletableFuture.supplyAsync(() -> {
            Document document = Samples.document(folder, Samples.HEAD
                    + "drop if msg.page > 3\nexpect pass { page: 1 }\nexpect drop { nope: 1 }\n");
            Workbench bench = new Workbench(document);
            bench.check().set(new Check(Samples.report(document), new VerifierAnswer.NotAsked("")));
            return new BlocksViewModel(bench, new Gestures(bench)).expectations().get().stream()
                    .map(ExpectLine::mistake).toList();
        }, fx).join();
        assertEquals(List.of(Optional.empty(), Optional.of("there is no field t.Ask.nope")), mistakes);
    }
}
