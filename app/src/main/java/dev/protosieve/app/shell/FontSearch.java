package dev.protosieve.app.shell;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for a font, past folders that may not be read. */
final class FontSearch extends SimpleFileVisitor<Path> {

    private static final int DEPTH = 6;

    private boolean found;

    private FontSearch() {
    }

    static boolean anyIn(Path folder) {
        FontSearch search = new FontSearch();
        try {
            Files.walkFileTree(folder, Set.of(), DEPTH, search);
        } catch (IOException _) {
            // what was found until then counts
        }
        return search.found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        found = file.toString().endsWith(".ttf") || file.toString().endsWith(".otf");
        return found ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) {
        return FileVisitResult.CONTINUE;
    }
}
