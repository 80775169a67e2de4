package dev.protosieve.engine.schema;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every file the one name that protoc and the descriptors know it by: as it is imported, or else relative to a root.
 */
final class FileNames {

    private final ImportResolver resolver;
    /** By real path, how the first import of a file names it. */
    private final Map<Path, String> importedAs;
    /** By real path of an importing file, the root its first import was found below. */
    private final Map<Path, Path> rootOf;
    private final Map<Path, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /**
     * @param importedAs by real path, how the first import of a file names it
     * @param rootOf by real path of an importing file, the root its first import was found below
     */
    FileNames(ImportResolver resolver, Map<Path, String> importedAs, Map<Path, Path> rootOf) {
        this.resolver = resolver;
        this.importedAs = importedAs;
        this.rootOf = rootOf;
    }

    void add(ProtoFile file) {
        Path real = file.real();
        String wanted = importedAs.containsKey(real) ? Objects.requireNonNull(importedAs.get(real))
                : belowRoot(real).orElse(slashed(real.subpath(real.getNameCount() - 1, real.getNameCount())));
        String name = wanted;
        // Two files may want one name when they come from different roots: add folders until they differ.
        for (int parts = 2; !taken.add(name) || WellKnownTypes.has(name); parts++) {
            int from = Math.max(0, real.getNameCount() - parts);
            name = parts > real.getNameCount() ? taken.size() + "/" + wanted
                    : slashed(real.subpath(from, real.getNameCount()));
        }
        names.put(real, name);
    }

    String of(Path real) {
        return Objects.requireNonNull(names.get(real));
    }

    private Optional<String> belowRoot(Path real) {
        List<Path> roots = new ArrayList<>(resolver.given());
        roots.addAll(resolver.opened());
        if (rootOf.containsKey(real)) {
            roots.add(Objects.requireNonNull(rootOf.get(real)));
        }
        return roots.stream().map(resolver.files()::realFolder).flatMap(Optional::stream)
                .filter(root -> real.startsWith(root) && !real.equals(root))
                .map(root -> slashed(root.relativize(real))).findFirst();
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
