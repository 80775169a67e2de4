package dev.protosieve.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.css.Stylesheet;

/**
 * Writes JavaFX's binary form of the style sheets beside ours, which JavaFX then prefers: parsing takes a twentieth of what the
 * window does at its start. The build runs this.
 */
final class BinarySheet {

    private BinarySheet() {
    }

    /** The folder of our sheet. */
    public static void main(String[] folder) throws IOException {
        Path sheets = Path.of(folder[0]);
        Files.writeString(sheets.resolve(Theme.DARK_CONTROLS),
                ControlSheet.of(Theme.read(new PrimerDark().getUserAgentStylesheet())));
        Files.writeString(sheets.resolve(Theme.LIGHT_CONTROLS),
                ControlSheet.of(Theme.read(new PrimerLight().getUserAgentStylesheet())));
        convert(sheets.resolve(Theme.DARK_CONTROLS));
        convert(sheets.resolve(Theme.LIGHT_CONTROLS));
        convert(sheets.resolve(Theme.SHEET));
    }

    private static void convert(Path sheet) throws IOException {
        String binary = sheet.getFileName().toString().replaceFirst("css$", "bss");
        Stylesheet.convertToBinary(sheet.toFile(), sheet.resolveSibling(binary).toFile());
    }
}
