package dev.protosieve.app.session;

import dev.protosieve.engine.text.LineEnds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rule files as the window has them: their lines end with {@code \n}, and with what they had when they are written again. */
public final class RulesOnDisk {

    private RulesOnDisk() {
    }

    /** @throws IOException when it cannot be read or is no UTF-8 */
    public static String read(Path file) throws IOException {
        return LineEnds.unified(Files.readString(file));
    }

    /** The text with the line ends of that file; as it is where that cannot be read. */
    public static String like(Path file, String text) {
        try {
            return LineEnds.like(Files.readString(file), text);
        } catch (IOException e) {
            return text;
        }
    }
}
