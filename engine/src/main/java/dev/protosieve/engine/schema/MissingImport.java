package dev.protosieve.engine.schema;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An import that was not found, and the folders nearby that would mend it. */
public record MissingImport(Path from, String name) {

    static final String CODE = "schema.missing-import";
    private static final Pattern MESSAGE = Pattern.compile("the import \"(.*)\" is not found");
    private static final int LEVELS_UP = 5;
    private static final int LEVELS_DOWN = 8;
    private static final int MOST_FOLDERS = 30_000;
    private static final int MOST_FOUND = 5;

    static Diagnostic diagnostic(Place place, String name, String tried) {
        return Diagnostic.error(CODE, place, "the import \"" + name + "\" is not found", tried);
    }

    /** What the diagnostic is about; absent for another kind of diagnostic. */
    public static Optional<MissingImport> of(Diagnostic diagnostic) {
        Matcher said = MESSAGE.matcher(diagnostic.message());
        return diagnostic.code().equals(CODE) && said.matches()
                ? Optional.of(new MissingImport(Path.of(diagnostic.place().file()), said.group(1)))
                : Optional.empty();
    }

    /** Folders below which the file is, nearest first: around the importing file, its parents and their children. */
    public List<Path> search(Duration limit) {
        return search(limit, () -> false);
    }

    /** @param stop asked at each folder; what was found until it said yes is the answer */
    public List<Path> search(Duration limit, BooleanSupplier stop) {
        long last = System.nanoTime() + limit.toNanos();
        BooleanSupplier end = () -> System.nanoTime() > last || stop.getAsBoolean();
        Set<Path> found = new LinkedHashSet<>();
        Set<Path> seen = new LinkedHashSet<>();
        Path at = ImportResolver.folder(from.toAbsolutePath().normalize());
        for (int level = 0; level <= LEVELS_UP && found.size() < MOST_FOUND && !end.getAsBoolean(); level++) {
            walk(at, end, seen, found);
            @Nullable Path up = at.getParent();
            // the top folder and the ones in it (home folders, the whole system) are no place of one project
            if (up == null || up.getNameCount() < 2) {
                break;
            }
            at = up;
        }
        return new ArrayList<>(found).subList(0, Math.min(found.size(), MOST_FOUND));
    }

    private void walk(Path top, BooleanSupplier end, Set<Path> seen, Set<Path> found) {
        try {
            Files.walkFileTree(top, EnumSet.noneOf(FileVisitOption.class), LEVELS_DOWN,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                            boolean hidden = String.valueOf(folder.getFileName()).startsWith(".");
                            if (end.getAsBoolean() || seen.size() > MOST_FOLDERS) {
                                return FileVisitResult.TERMINATE;
                            }
                            if (hidden && !folder.equals(top) || !seen.add(folder)) {
                                return FileVisitResult.SKIP_SUBTREE;
                            }
                            if (Files.isRegularFile(folder.resolve(name))) {
                                found.add(folder);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException problem) {
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            // a folder that vanished holds nothing
        }
    }
}
