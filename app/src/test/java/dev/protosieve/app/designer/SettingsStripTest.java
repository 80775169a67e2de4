package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsStripTest {

    private static Settings settings(String message, List<String> messages) {
        return new Settings(List.of("a.proto"), message, messages, "", "datagram", false, Map.of(), Remarks.NONE,
                List.of());
    }

    @Test
    void showingAnotherFileChangesNothingInIt(@TempDir Path folder) {
        FxThread fx = new FxThread();
        fx.start();
        Document document = Samples.document(folder, Samples.HEAD + "drop if msg.page > 1\n");
        String shown = CompletableFuture.supplyAsync(() -> {
            Workbench bench = new Workbench(document);
            BlocksViewModel model = new BlocksViewModel(bench, new Gestures(bench));
            SettingsStrip strip = new SettingsStrip(model, new TermEditor(model, () -> {
            }, _ -> {
            }));
            new Scene(strip);
            strip.applyCss();
            strip.show(settings("a.One", List.of("a.One", "a.Two")));
            strip.show(settings("b.Two", List.of("b.One", "b.Two", "a.One")));
            assertEquals(document.text(), bench.document().get().text());
            return "" + ((ComboBox<?>) strip.lookup("#setting-message")).getValue();
        }, fx).join();
        assertEquals("b.Two", shown);
    }
}
