package dev.protosieve.app.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FontSearchTest {

    /** Longer paths are refused to everybody, root too (limits.h: PATH_MAX is 4096). */
    private static final String LONG_NAME = "x".repeat(250);

    @TempDir
    private Path folder;

    @Test
    void findsAFontBelow() throws IOException {
        assertFalse(FontSearch.anyIn(folder));
        assertFalse(FontSearch.anyIn(folder.resolve("none")));
        Files.createFile(Files.createDirectory(folder.resolve("truetype")).resolve("a.ttf"));
        assertTrue(FontSearch.anyIn(folder));
    }

    @Test
    void goesPastFoldersThatCannotBeRead() throws IOException {
        Path built = Files.createDirectories(nested(folder.resolve("built"), 4));
        Path fonts = Files.createDirectories(nested(folder.resolve("fonts"), 14));
        Path far = fonts.resolve("far");
        Files.move(folder.resolve("built"), far);
        try {
            assertFalse(FontSearch.anyIn(fonts), () -> "none is below " + built);
            Files.createFile(fonts.resolve("a.otf"));
            assertTrue(FontSearch.anyIn(fonts));
        } finally {
            Files.move(far, folder.resolve("built"));
        }
    }

    private static Path nested(Path path, int times) {
        return times == 0 ? path : nested(path.resolve(LONG_NAME), times - 1);
    }
}
