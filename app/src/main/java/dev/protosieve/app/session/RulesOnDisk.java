package dev.protosieve.app.session;

import dev.protosieve.engine.text.LineEnds;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A rule file as the window has it.
 *
 * @param text its lines end with {@code \n}
 * @param ends what they end with on the disk
 */
public record RulesOnDisk(String text, LineEnds ends) {

    /** @throws IOException when it cannot be read, is no UTF-8 or far too large */
    public static RulesOnDisk read(Path file) throws IOException {
        return of(BoundedFile.text(file));
    }

    /** @param text with any line ends */
    public static RulesOnDisk of(String text) {
        return new RulesOnDisk(LineEnds.unified(text), LineEnds.of(text));
    }

    /** The same; of a text that has no line ends, with those that it had before. */
    RulesOnDisk after(LineEnds before) {
        return text.contains("\n") ? this : new RulesOnDisk(text, before);
    }
}
