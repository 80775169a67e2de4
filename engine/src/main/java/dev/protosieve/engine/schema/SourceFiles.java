package dev.protosieve.engine.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Files by path, on the disk and inside opened archives: {@code x.zip} is read like a folder, so its files have paths
 * like {@code x.zip/common/a.proto}.
 */
final class SourceFiles {

    private final Map<Path, byte[]> archived = new HashMap<>();
    private final Map<Path, Path> archives = new HashMap<>();

    /** Makes the files of an archive readable below its path; names are relative, with slashes. */
    void mount(Path archive, Map<String, byte[]> files) throws IOException {
        Path real = archive.toRealPath();
        archives.put(plain(archive), real);
        files.forEach((name, bytes) -> archived.put(real.resolve(name), bytes));
    }

    boolean isFile(Path path) {
        return archived.containsKey(lexical(path)) || Files.isRegularFile(path);
    }

    /** The same path whichever way a file is reached. */
    Path real(Path path) throws IOException {
        Path inside = lexical(path);
        return archived.containsKey(inside) ? inside : path.toRealPath();
    }

    /** As {@link #real}, also for a folder inside an archive; absent when there is nothing. */
    Optional<Path> realFolder(Path path) {
        Path inside = lexical(path);
        if (archived.keySet().stream().anyMatch(file -> file.startsWith(inside))) {
            return Optional.of(inside);
        }
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    byte[] bytes(Path path) throws IOException {
        Path inside = lexical(path);
        return archived.containsKey(inside) ? Objects.requireNonNull(archived.get(inside)) : SourceFile.bytes(path);
    }

    private Path lexical(Path path) {
        Path plain = plain(path);
        return archives.entrySet().stream().filter(e -> plain.startsWith(e.getKey())).findFirst()
                .map(e -> e.getValue().resolve(e.getKey().relativize(plain)).normalize()).orElse(plain);
    }

    private static Path plain(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
