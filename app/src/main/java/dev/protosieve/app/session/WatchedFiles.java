package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.schema.MissingImport;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which files and folders decide what a schema is, also while it does not open. */
final class WatchedFiles {

    private static final int MOST = 2_000;

    private WatchedFiles() {
    }

    /**
     * @param sources what the rules name
     * @param roots where the rules say that imports are
     * @param report of the last compile
     * @param before what these sources held when they last opened; its files count while nothing opens
     */
    static List<Path> of(List<Path> sources, List<Path> roots, CompileReport report, Optional<Schema> before) {
        Optional<Schema> schema = report.schema();
        List<Path> opened = before.map(s -> Stream.concat(s.sources().values().stream(),
                s.index().entries().stream().map(e -> e.path())).toList()).orElse(List.of());
        Set<Path> files = new LinkedHashSet<>(sources);
        report.diagnostics().stream().filter(d -> d.code().startsWith("schema."))
                .forEach(d -> atFault(d, report.source().name()).ifPresent(files::add));
        report.diagnostics().stream().flatMap(d -> MissingImport.of(d).stream())
                .flatMap(missing -> wouldBe(missing, roots)).distinct().limit(MOST / 2).forEach(files::add);
        schema.ifPresentOrElse(s -> files.addAll(s.sources().values()), () -> files.addAll(opened));
        List<Path> all = files.stream().limit(MOST).toList();
        Set<Path> watched = new LinkedHashSet<>(all);
        Stream.concat(all.stream(), opened.stream())
                .forEach(f -> sources.stream().filter(f::startsWith).findFirst()
                        .ifPresent(top -> between(f, top, watched)));
        return watched.stream().limit(2 * MOST).toList();
    }

    /** Where a missing import would be; these files are not there, and that one of them comes is what is waited for. */
    private static Stream<Path> wouldBe(MissingImport missing, List<Path> roots) {
        Stream<Path> above = Stream.iterate(missing.from().toAbsolutePath().normalize().getParent(), Objects::nonNull,
                Path::getParent);
        try {
            Path name = Path.of(missing.name());
            return Stream.concat(roots.stream(), above).map(root -> root.resolve(name));
        } catch (InvalidPathException _) {
            return Stream.of();
        }
    }

    /** The file that has a mistake; the folder of one that misses an import, where it may come to be. */
    private static Optional<Path> atFault(Diagnostic diagnostic, String rules) {
        try {
            Path file = Path.of(diagnostic.place().file());
            boolean misses = diagnostic.code().equals("schema.missing-import");
            return diagnostic.place().file().equals(rules) ? Optional.empty()
                    : misses ? Optional.ofNullable(file.getParent()) : Optional.of(file);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static void between(Path file, Path top, Set<Path> into) {
        for (@Nullable Path at = file.getParent(); at != null && at.startsWith(top) && into.add(at);) {
            at = at.getParent();
        }
    }

    /** What changes when the file does, or when .proto files or folders come to or leave the folder. */
    static String stamp(Path file) {
        try {
            return Files.isDirectory(file) ? names(file) : Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException | UncheckedIOException e) {
            return "gone";
        }
    }

    /** Whether a file was written after that. */
    static boolean isNewer(Path file, Instant then) {
        try {
            return Files.isRegularFile(file) && Files.getLastModifiedTime(file).toInstant().isAfter(then);
        } catch (IOException e) {
            return false;
        }
    }

    private static String names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(e -> e.toString().endsWith(".proto") || Files.isDirectory(e))
                    .map(e -> "" + e.getFileName()).sorted().collect(Collectors.joining("\n"));
        }
    }
}
