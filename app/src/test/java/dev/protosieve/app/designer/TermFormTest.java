package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.typed.ConditionTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TermFormTest {

    private final FxThread fx = new FxThread();
    private Optional<Schema> schema = Optional.empty();
    private Scope scope = Scope.PACKET;

    @BeforeEach
    void compile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("m.proto"),
                """
                        syntax = "proto3";
                        package t;
                        message Ask { map<string, int32> m = 1; map<int64, Item> items = 2; map<bool, string> yes = 3; string name = 4; }
                        message Item { int32 count = 1; }
                        message Odd { repeated int32 in = 1; }
                        message Odder { repeated string _1 = 1; }
                        """);
        schema = Samples.report(Document.opened(folder.resolve("a.sieve"), """
                schema "m.proto"
                message t.Ask
                match udp.dst_port == 9
                drop if msg.name == "a"
                """)).schema();
        scope = of("t.Ask");
        fx.start();
    }

    private Scope of(String message) {
        return Scope.of(schema.orElseThrow().message(message));
    }

    private <T> T on(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, fx).join();
    }

    private TermForm open(String cel) {
        ConditionTree tree = ConditionTree.of(cel);
        return TermForm.of(scope, tree, tree.root());
    }

    private Optional<String> withKey(String cel, String key) {
        return on(() -> {
            TermForm form = open(cel);
            ((TextField) form.lookup("#term-key")).setText(key);
            return form.cel();
        });
    }

    @Test
    void keyOfAMapCanBeChanged() {
        assertEquals(Optional.of("msg.m[\"b\"] == 3"), withKey("msg.m[\"a \\\"k\"] == 3", "b"));
        assertEquals(Optional.of("msg.items[-8].count > 3"), withKey("msg.items[7].count > 3", "-8"));
        assertEquals(Optional.of("msg.yes[false] == \"x\""), withKey("msg.yes[true] == \"x\"", "false"));
        assertEquals(Optional.empty(), withKey("msg.items[7].count > 3", "seven"));
    }

    @Test
    void moreRoomThanItAsksForMakesNoFewerLines() {
        double[] heights = on(() -> {
            TermForm form = open("msg.m[\"a\"] == 1");
            new Scene(form).getRoot().applyCss();
            return new double[]{form.prefHeight(-1), form.prefHeight(2_000)};
        });
        assertEquals(heights[0], heights[1]);
    }

    @Test
    void whatALineOfTextWouldLoseIsEditedAsCel() {
        for (String cel : List.of("msg.name == \"a\\nb\"", "msg.m[\"a\\tb\"] == 3",
                "msg.m[msg.name] == 3")) {
            assertEquals(Optional.of(cel), on(() -> open(cel).cel()));
        }
        assertNull(on(() -> open("msg.m[\"a\\tb\"] == 3").lookup("#term-key")));
    }

    @Test
    void aCommaEndsANumberOfAListAndIsNoPartOfTheNext() {
        assertEquals(Optional.of("msg.m[\"a\"] in [80, 443]"), on(() -> {
            TermForm form = open("msg.m[\"a\"] in [80]");
            TextField value = (TextField) form.lookup("#term-value");
            value.setText("443");
            Event.fireEvent(value, new KeyEvent(KeyEvent.KEY_TYPED, ",", ",", KeyCode.UNDEFINED, false, false, false,
                    false));
            assertEquals("", value.getText());
            return form.cel();
        }));
    }

    private String pasted(String cel, String values) {
        return on(() -> {
            TermForm form = open(cel);
            TextField value = (TextField) form.lookup("#term-value");
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, values));
            value.paste();
            return form.cel().orElse("") + " and " + value.getText();
        });
    }

    @Test
    void pastedValuesOfAListAreToldApartByTheirCommas() {
        assertEquals("msg.m[\"a\"] in [80, 443, -1] and ", pasted("msg.m[\"a\"] in [80]", "443, -1,80"));
        assertEquals(" and https, ssh", pasted("msg.m[\"a\"] in [80]", "https, 443, ssh"));
        assertEquals("msg.name in [\"a\", \"b,c\"] and b,c", pasted("msg.name in [\"a\"]", "b,c"));
        assertEquals(" and 443, 80", pasted("msg.m[\"a\"] == 80", "443, "), "one value is no list");
    }

    @Test
    void everyCharacterOfATextStays() {
        for (String cel : List.of("msg.name == \"a\" # beta\n && msg.m[\"k\"] > 3",
                "msg.name == \"\"\"a\n\tb\"\"\"", "msg.name + \"a\" ==\n\tmsg.name")) {
            assertEquals(Optional.of(cel), on(() -> open(cel).cel()));
            assertTrue(on(() -> open(cel).verbatim()));
        }
    }

    @Test
    void variableForElementsIsALetter() {
        assertEquals(Optional.of("msg.`in`.exists(i, i == 0)"), on(() -> TermForm.fresh(of("t.Odd")).cel()));
        assertEquals(Optional.of("msg._1.exists(x, x == \"\")"), on(() -> TermForm.fresh(of("t.Odder")).cel()));
    }

    @Test
    void packetsAreMatchedByTheirPortFirst() {
        assertEquals(Optional.of("udp.dst_port == 9000"), on(() -> {
            TermForm form = TermForm.fresh(Scope.PACKET);
            ((TextField) form.lookup("#term-value")).setText("9000");
            return form.cel();
        }));
    }
}
