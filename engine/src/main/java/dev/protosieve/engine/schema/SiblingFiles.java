package dev.protosieve.engine.schema;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of opened folders and archives: where an import is looked for when no root is known that has it. */
final class SiblingFiles {

    private final Supplier<List<Path>> all;
    private @Nullable Map<String, List<Path>> byName;

    /** @param all asked when the first import is missing */
    SiblingFiles(Supplier<List<Path>> all) {
        this.all = all;
    }

    /** The file whose path ends with that name, the one that shares most folders with {@code from} first. */
    Optional<ImportResolver.Found> named(String name, Path from) {
        if (byName == null) {
            byName = all.get().stream().collect(Collectors.groupingBy(path -> String.valueOf(path.getFileName())));
        }
        Path end = from.getFileSystem().getPath(name);
        return byName.getOrDefault(String.valueOf(end.getFileName()), List.of()).stream()
                .filter(path -> path.endsWith(end) && path.getNameCount() > end.getNameCount())
                .max(Comparator.comparingInt((Path path) -> shared(path, from))
                        .thenComparing(Comparator.reverseOrder()))
                .map(path -> new ImportResolver.Found(path, root(path, end)));
    }

    private static Path root(Path path, Path end) {
        Path root = path;
        for (int i = 0; i < end.getNameCount(); i++) {
            root = ImportResolver.folder(root);
        }
        return root;
    }

    private static int shared(Path a, Path b) {
        int most = Math.min(a.getNameCount(), b.getNameCount());
        int same = 0;
        while (same < most && a.getName(same).equals(b.getName(same))) {
            same++;
        }
        return same;
    }
}
