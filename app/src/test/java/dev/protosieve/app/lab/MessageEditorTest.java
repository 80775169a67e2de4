package dev.protosieve.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageEditorTest {

    private static final String RULES = """
            schema "times.proto"
            message times.Shift
            match udp.dst_port == 9000
            pass if msg.page > 3
            """;

    private static Workbench open(Path folder) {
        try {
            Files.writeString(folder.resolve("times.proto"), """
                    syntax = "proto3";
                    package times;
                    import "google/protobuf/timestamp.proto";
                    message Shift { google.protobuf.Timestamp from = 1; int32 page = 2; }
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Workbench bench = new Workbench(Document.opened(folder.resolve("times.sieve"), RULES));
        bench.check().set(new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("test")));
        return bench;
    }

    @Test
    void aTimeThatJsonCannotShowLeavesTheOtherEditorsAtWork(@TempDir Path folder) {
        FxThread fx = new FxThread();
        fx.start();
        CompletableFuture.runAsync(() -> {
            LabViewModel lab = new LabViewModel(open(folder));
            MessageEditor editor = new MessageEditor(lab);
            TextArea text = (TextArea) editor.lookup("#lab-text-area");
            TextArea json = (TextArea) editor.lookup("#lab-json-area");
            text.setText("from { seconds: 999999999999 }");
            assertTrue(json.isDisabled() && json.getPromptText().startsWith("JSON cannot show"), json.getPromptText());
            text.setText("from { seconds: 9 } page: 7");
            assertEquals(Optional.of("0a 02 08 09 10 07"), lab.text(MessageForm.HEX));
            assertTrue(!json.isDisabled() && json.getText().contains("1970-01-01T00:00:09Z"), json.getText());
        }, fx).join();
    }
}
