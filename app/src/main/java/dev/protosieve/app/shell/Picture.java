package dev.protosieve.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javax.imageio.ImageIO;

/** A window as a PNG file. */
final class Picture {

    private Picture() {
    }

    /** On the FX thread. */
    static WritableImage of(Region root) {
        return root.snapshot(new SnapshotParameters(), null);
    }

    /** Off the FX thread; makes the folders that are missing. */
    static void write(WritableImage image, Path png) throws IOException {
        Path folder = png.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", png.toFile());
    }
}
