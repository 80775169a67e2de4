package dev.protosieve.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageEditorTest {

    private static final String RULES = """
            schema "times.proto"
            message times.Shift
            match udp.dst_port == 9000
            pass if msg.page > 3
            """;

    private static Workbench open(Path folder, String rules) {
        try {
            Files.writeString(folder.resolve("times.proto"), """
                    syntax = "proto2";
                    package times;
                    import "google/protobuf/timestamp.proto";
                    message Shift {
                      optional google.protobuf.Timestamp from = 1;
                      optional int32 page = 2;
                      optional bool paid = 3 [default = true];
                      optional string note = 4;
                    }
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Workbench bench = new Workbench(Document.opened(folder.resolve("times.sieve"), rules));
        bench.check().set(new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("test")));
        return bench;
    }

    private static void onFx(Runnable work) {
        FxThread fx = new FxThread();
        fx.start();
        CompletableFuture.runAsync(work, fx).join();
    }

    private static <C extends Control> C editor(MessageEditor editor, Class<C> kind, String field) {
        new Scene(editor);
        editor.applyCss();
        editor.resize(500, 600);
        editor.layout();
        return editor.lookupAll(".field-form *").stream().filter(kind::isInstance).map(kind::cast)
                .filter(c -> field.equals(c.getAccessibleText())).findFirst().orElseThrow();
    }

    @Test
    void aTimeThatJsonCannotShowLeavesTheOtherEditorsAtWork(@TempDir Path folder) {
        onFx(() -> {
            LabViewModel lab = new LabViewModel(open(folder, RULES), Runnable::run, Runnable::run);
            MessageEditor editor = new MessageEditor(lab);
            TextArea text = (TextArea) editor.lookup("#lab-text-area");
            TextArea json = (TextArea) editor.lookup("#lab-json-area");
            text.setText("from { seconds: 999999999999 }");
            assertTrue(json.isDisabled() && json.getPromptText().startsWith("JSON cannot show"), json.getPromptText());
            text.setText("from { seconds: 9 } page: 7");
            assertEquals(Optional.of("0a 02 08 09 10 07"), lab.text(MessageForm.HEX));
            assertTrue(!json.isDisabled() && json.getText().contains("1970-01-01T00:00:09Z"), json.getText());
        });
    }

    @Test
    void showsTheMessageThatTheLabHoldsAlready(@TempDir Path folder) {
        onFx(() -> {
            LabViewModel lab = new LabViewModel(open(folder, RULES + "expect pass { page: 7 }\n"), Runnable::run,
                    Runnable::run);
            MessageEditor editor = new MessageEditor(lab);
            assertEquals("page: 7", ((TextArea) editor.lookup("#lab-text-area")).getText());
            assertEquals(Optional.of("page: 7"), lab.text(MessageForm.TEXT));
        });
    }

    @Test
    void saysThatThereIsNoMessageBeforeTheRulesCompile(@TempDir Path folder) {
        onFx(() -> {
            MessageEditor editor = new MessageEditor(
                    new LabViewModel(open(folder, RULES + "drop if\n"), Runnable::run, Runnable::run));
            assertEquals("The message appears when the rules compile.",
                    ((TextArea) editor.lookup("#lab-text-area")).getPromptText());
        });
    }

    @Test
    void aCheckBoxShowsTheDefaultOfAFieldThatIsNotSet(@TempDir Path folder) {
        onFx(() -> {
            LabViewModel lab = new LabViewModel(open(folder, RULES), Runnable::run, Runnable::run);
            CheckBox paid = editor(new MessageEditor(lab), CheckBox.class, "paid");
            assertTrue(paid.isSelected());
            paid.fire();
            assertEquals(Optional.of("paid: false"), lab.text(MessageForm.TEXT));
        });
    }

    @Test
    void whatIsNoValueIsSaidUntilItIsOne(@TempDir Path folder) {
        onFx(() -> {
            MessageEditor editor = new MessageEditor(
                    new LabViewModel(open(folder, RULES), Runnable::run, Runnable::run));
            TextField page = editor(editor, TextField.class, "page");
            Label mistake = (Label) editor.lookup("#lab-mistake");
            page.setText("7z");
            assertEquals("\u201c7z\u201d is no value of page, which takes whole numbers from -2147483648 to 2147483647."
                    + " The last good message stays.", mistake.getText());
            page.setText("7");
            assertFalse(mistake.isVisible());
        });
    }

    @Test
    void theKeysStayAtWhatWasAddedOrTakenAway(@TempDir Path folder) {
        onFx(() -> {
            MessageEditor editor = new MessageEditor(
                    new LabViewModel(open(folder, RULES), Runnable::run, Runnable::run));
            editor(editor, Button.class, "Add from").fire();
            assertEquals("seconds", focused(editor));
            editor.layout();
            editor.lookupAll(".button").stream().filter(b -> "Unset from (Alt+Delete)".equals(b.getAccessibleText()))
                    .forEach(b -> ((Button) b).fire());
            assertEquals("Add from", focused(editor));
        });
    }

    private static String focused(MessageEditor editor) {
        return editor.getScene().getFocusOwner().getAccessibleText();
    }

    @Test
    void aStringOfSeveralLinesIsNotEditedInOne(@TempDir Path folder) {
        onFx(() -> {
            LabViewModel lab = new LabViewModel(open(folder, RULES), Runnable::run, Runnable::run);
            lab.edit(MessageForm.TEXT, "note: \"a\\nb\"");
            TextField note = editor(new MessageEditor(lab), TextField.class, "note");
            assertEquals("a\u240ab", note.getText());
            assertFalse(note.isEditable());
            assertEquals(Optional.of("note: \"a\\nb\""), lab.text(MessageForm.TEXT));
        });
    }
}
