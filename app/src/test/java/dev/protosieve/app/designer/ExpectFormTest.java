package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExpectFormTest {

    private static final String HEAD = "schema \"a\"\nmessage A\ndrop if msg.a\n";
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
            ExpectForm form = new ExpectForm(Optional.of(model.expectations().get().getFirst()), List.of());
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
}
