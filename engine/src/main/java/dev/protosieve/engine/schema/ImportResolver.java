package dev.protosieve.engine.schema;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where imports are looked for: the roots given, the importing file's own folder, the folders opened, and every folder
 * above the importing file.
 *
 * @param given import roots, nearest first
 * @param opened folders that were opened as a whole
 */
record ImportResolver(List<Path> given, List<Path> opened) {

    ImportResolver {
        given = List.copyOf(given);
        opened = List.copyOf(opened);
    }

    /** A file that an import means, and the root it was found below. */
    record Found(Path path, Path root) {
    }

    /** protoc's rule for names (google/protobuf/compiler/importer.cc, DiskSourceTree::OpenVirtualFile). */
    static boolean isProper(String name) {
        return !name.isEmpty() && name.indexOf('\\') < 0 && name.indexOf('\0') < 0 && name.indexOf('\n') < 0
                && List.of(name.split("/", -1)).stream().noneMatch(p -> p.isEmpty() || p.equals(".") || p.equals(".."));
    }

    Optional<Found> find(Path from, String name) {
        return roots(from).stream().map(root -> candidate(root, name)).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Found> candidate(Path root, String name) {
        try {
            Path path = root.resolve(name);
            return Files.isRegularFile(path) ? Optional.of(new Found(path, root)) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** For the hint of a missing import. */
    String tried(Path from) {
        List<Path> named = new ArrayList<>(given);
        named.add(folder(from));
        named.addAll(opened);
        String list = named.stream().map(ImportResolver::shown).distinct().collect(Collectors.joining(", "));
        return "looked in " + list + " and the folders above";
    }

    private SequencedSet<Path> roots(Path from) {
        SequencedSet<Path> roots = new LinkedHashSet<>(given);
        Path own = folder(from);
        roots.add(own);
        roots.addAll(opened);
        Path working = Path.of("").toAbsolutePath();
        for (@Nullable Path up = own.toAbsolutePath().normalize(); up != null; up = up.getParent()) {
            // Stay relative where the user was, so that messages show paths as the user writes them.
            roots.add(!own.isAbsolute() && up.startsWith(working) ? working.relativize(up) : up);
        }
        return roots;
    }

    static Path folder(Path file) {
        @Nullable Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static String shown(Path folder) {
        return folder.toString().isEmpty() ? "." : folder.toString();
    }
}
