package dev.protosieve.app.shell;

import dev.protosieve.app.session.Sources;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Opens a file or folder that is dropped anywhere on the window where no pane takes it. */
final class FileDrop {

    private FileDrop() {
    }

    /** @param rules opens a rule file; everything else is a schema */
    static void on(Scene scene, Consumer<Path> rules, Sources sources) {
        scene.setOnDragOver(drag -> {
            if (fits(drag)) {
                drag.acceptTransferModes(TransferMode.COPY);
            }
        });
        scene.setOnDragDropped(drag -> {
            if (fits(drag)) {
                Path file = drag.getDragboard().getFiles().getFirst().toPath();
                drag.setDropCompleted(true);
                if (Sources.isRules(file)) {
                    rules.accept(file);
                } else {
                    sources.openFresh(file);
                }
            }
        });
    }

    private static boolean fits(DragEvent drag) {
        return drag.getDragboard().hasFiles() && drag.getDragboard().getFiles().size() == 1;
    }
}
