package dev.protosieve.engine.schema;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where imports are looked for: the roots given, then the roots that the importing file is known to be below (its module
 * of buf, with the other modules of that workspace, and the folder opened). Only what none of them has is looked for by guess: in
 * the file's own folder, other folders opened, every folder above, and what those keep for others.
 */
final class ImportResolver {

    /** As many folders as a person reads in one sentence. */
    private static final int MOST_NAMED = 5;

    private final List<Path> given;
    private final List<Path> opened;
    private final SourceFiles files;
    private final SiblingFiles siblings;
    private final Map<Path, SequencedSet<Path>> rootsOf = new HashMap<>();

    /**
     * @param given import roots, nearest first
     * @param opened folders that were opened as a whole
     * @param siblings all files in them
     */
    ImportResolver(List<Path> given, List<Path> opened, SourceFiles files, SiblingFiles siblings) {
        this.given = List.copyOf(given);
        this.opened = List.copyOf(opened);
        this.files = files;
        this.siblings = siblings;
    }

    /** A file that an import means, and the root it was found below. */
    record Found(Path path, Path root) {
    }

    List<Path> given() {
        return given;
    }

    List<Path> opened() {
        return opened;
    }

    SourceFiles files() {
        return files;
    }

    /** protoc's rule for names (google/protobuf/compiler/importer.cc, DiskSourceTree::OpenVirtualFile). */
    static boolean isProper(String name) {
        return !name.isEmpty() && name.indexOf('\\') < 0 && name.indexOf('\0') < 0 && name.indexOf('\n') < 0
                && List.of(name.split("/", -1)).stream().noneMatch(p -> p.isEmpty() || p.equals(".") || p.equals(".."));
    }

    Optional<Found> find(Path from, String name) {
        return rootsOf.computeIfAbsent(folder(from), this::roots).stream().map(root -> candidate(root, name))
                .flatMap(Optional::stream).findFirst().or(() -> siblings.named(name, from));
    }

    private Optional<Found> candidate(Path root, String name) {
        try {
            Path path = root.resolve(name);
            return files.isFile(path) ? Optional.of(new Found(path, root)) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** For the hint of a missing import. */
    String tried(Path from, String name) {
        SequencedSet<Path> roots = rootsOf.computeIfAbsent(folder(from), this::roots);
        Optional<Path> locked = roots.stream().flatMap(root -> locked(root, name).stream()).findFirst();
        if (locked.isPresent()) {
            return "it may be in " + shown(locked.get()) + ", which you may not enter; give yourself the right";
        }
        return "looked in " + named(roots) + ", hidden folders left out; "
                + "name its root with import \"FOLDER\"";
    }

    private static String named(SequencedSet<Path> roots) {
        List<String> all = roots.stream().map(ImportResolver::shown).distinct().toList();
        int rest = all.size() - MOST_NAMED;
        return all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (rest > 0 ? " and " + rest + (rest == 1 ? " more folder" : " more folders") : "");
    }

    /** The folder of the import, where it is there and closed. */
    private static Optional<Path> locked(Path root, String name) {
        try {
            return Optional.of(folder(root.resolve(name))).filter(f -> Files.isDirectory(f) && !Files.isExecutable(f));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private SequencedSet<Path> roots(Path own) {
        SequencedSet<Path> roots = new LinkedHashSet<>(given);
        List<Path> above = above(own);
        List<List<Path>> workspaces = above.stream().map(KeptRoots::modules).toList();
        workspaces.stream().filter(modules -> modules.stream().anyMatch(m -> holds(m, own))).forEach(roots::addAll);
        opened.stream().filter(folder -> holds(folder, own)).forEach(roots::add);
        roots.add(own);
        roots.addAll(opened);
        roots.addAll(above);
        workspaces.forEach(roots::addAll);
        above.forEach(folder -> roots.addAll(KeptRoots.usual(folder)));
        return roots;
    }

    private static boolean holds(Path root, Path folder) {
        return folder.toAbsolutePath().normalize().startsWith(root.toAbsolutePath().normalize());
    }

    private static List<Path> above(Path own) {
        List<Path> above = new ArrayList<>();
        Path working = Path.of("").toAbsolutePath();
        for (@Nullable Path up = own.toAbsolutePath().normalize(); up != null; up = up.getParent()) {
            // Stay relative where the user was, so that messages show paths as the user writes them.
            above.add(!own.isAbsolute() && up.startsWith(working) ? working.relativize(up) : up);
        }
        return above;
    }

    static Path folder(Path file) {
        @Nullable Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static String shown(Path folder) {
        return folder.toString().isEmpty() ? "." : folder.toString();
    }
}
