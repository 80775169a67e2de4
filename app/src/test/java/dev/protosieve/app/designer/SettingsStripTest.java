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
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsStripTest {

    private static Settings settings(String message, List<String> messages) {
        return new Settings(List.of("a.proto"), message, messages, "", "datagram", false, Map.of(), Remarks.NONE,
                List.of());
    }

    @Test
    void showingAnotherFileChangesNothingInIt(@TempDir Path folder) {
        assertEquals(List.of("b.Two", "b.Two"), shown(folder, settings("a.One", List.of("a.One", "a.Two")),
                settings("b.Two", List.of("b.One", "b.Two", "a.One"))));
    }

    @Test
    void messageStaysWhenItsSchemaIsThere(@TempDir Path folder) {
        assertEquals(List.of("a.Two", "a.Two"),
                shown(folder, settings("a.Two", List.of()), settings("a.Two", List.of("a.One", "a.Two", "a.Three"))));
        assertEquals(List.of("a.Two", "a.Two"),
                shown(folder, Settings.NONE, settings("a.Two", List.of()),
                        settings("a.Two", List.of("a.One", "a.Two", "a.Three"))));
        assertEquals(List.of("a.One", "a.One"),
                shown(folder, settings("a.One", List.of("a.One")), settings("a.One", List.of("a.Two", "a.Three"))));
    }

    /** The message that is chosen, and the one that the eye sees, when one file was shown behind another. */
    private static List<String> shown(Path folder, Settings... each) {
        FxThread fx = new FxThread();
        fx.start();
        Document document = Samples.document(folder, Samples.HEAD + "drop if msg.page > 1\n");
        return CompletableFuture.supplyAsync(() -> {
            Workbench bench = new Workbench(document);
            BlocksViewModel model = new BlocksViewModel(bench, new Gestures(bench));
            SettingsStrip strip = new SettingsStrip(model, new TermEditor(model, () -> {
            }, _ -> {
            }));
            for (Settings settings : each) {
                strip.show(settings);
                if (strip.getScene() == null) {
                    new Scene(strip);
                }
                strip.applyCss();
                strip.layout();
            }
            assertEquals(document.text(), bench.document().get().text());
            ComboBox<?> message = (ComboBox<?>) strip.lookup("#setting-message");
            return List.of("" + message.getValue(), eyes(message).filter(t -> t != null).reduce("", String::concat));
        }, fx).join();
    }

    private static Stream<String> eyes(Node node) {
        if (node instanceof ListCell<?> cell && cell.getParent() instanceof ComboBox<?>) {
            return Stream.of(cell.getText());
        }
        return node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream().flatMap(SettingsStripTest::eyes)
                : Stream.empty();
    }
}
