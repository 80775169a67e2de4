package dev.protosieve.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopBarTest {

    private static final String STYLE = "data:text/css,.top-bar { -fx-padding: 8 14 8 14; -fx-spacing: 12; }";

    @Test
    void isAsHighAsItsLinesAtEveryWidth(@TempDir Path folder) {
        FxThread fx = new FxThread();
        fx.start();
        CompletableFuture.runAsync(() -> {
            Region target = new Region();
            target.setPrefSize(400, 30);
            TopBar bar = new TopBar(new Workbench(Samples.document(folder, Samples.HEAD)), target, () -> {
            });
            new Scene(bar).getStylesheets().add(STYLE);
            bar.applyCss();
            TreeSet<Integer> lines = new TreeSet<>();
            for (int width = 700; width > 400; width--) {
                bar.resize(width, 100);
                bar.layout();
                int before = bar.getChildren().size();
                bar.requestLayout();
                bar.prefHeight(-1);
                int measured = bar.getChildren().size();
                bar.layout();
                assertEquals(before + " " + before, measured + " " + bar.getChildren().size(), "lines at " + width);
                lines.add(measured);
            }
            assertEquals(new TreeSet<>(List.of(1, 2)), lines);
        }, fx).join();
    }
}
