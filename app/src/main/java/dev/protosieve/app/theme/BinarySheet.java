package dev.protosieve.app.theme;

import java.io.IOException;
import java.nio.file.Path;
import javafx.css.Stylesheet;

/**
 * Writes JavaFX's binary form of a style sheet beside it, which JavaFX then prefers: parsing takes a twentieth of what the window
 * does at its start. The build runs this.
 */
final class BinarySheet {

    private BinarySheet() {
    }

    /** The style sheets, {@code .css} each. */
    public static void main(String[] sheets) throws IOException {
        for (String sheet : sheets) {
            Stylesheet.convertToBinary(Path.of(sheet).toFile(), Path.of(sheet.replaceFirst("css$", "bss")).toFile());
        }
    }
}
