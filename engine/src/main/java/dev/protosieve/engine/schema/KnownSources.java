package dev.protosieve.engine.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Descriptor sets and archives that were read before and have not changed on the disk: rules are edited far more often. */
final class KnownSources {

    /** Large ones take tens of megabytes. */
    private static final int MOST = 4;

    private final Map<Path, Kept<FileDescriptorSet>> sets = new LinkedHashMap<>();
    private final Map<Path, Kept<Map<String, byte[]>>> archives = new LinkedHashMap<>();

    private record Kept<T>(String stamp, T content) {
    }

    synchronized Optional<FileDescriptorSet> set(Path path) throws IOException {
        return find(sets, path);
    }

    synchronized void keep(Path path, FileDescriptorSet set) throws IOException {
        put(sets, path, set);
    }

    synchronized Map<String, byte[]> archive(Path path) throws IOException {
        Optional<Map<String, byte[]>> before = find(archives, path);
        if (before.isPresent()) {
            return before.get();
        }
        Map<String, byte[]> content = ArchiveReader.read(path);
        put(archives, path, content);
        return content;
    }

    private static <T> Optional<T> find(Map<Path, Kept<T>> kept, Path path) throws IOException {
        if (!kept.containsKey(path)) {
            return Optional.empty();
        }
        Kept<T> old = Objects.requireNonNull(kept.get(path));
        return old.stamp().equals(stamp(path)) ? Optional.of(old.content()) : Optional.empty();
    }

    private static <T> void put(Map<Path, Kept<T>> kept, Path path, T content) throws IOException {
        kept.remove(path);
        if (kept.size() == MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(path, new Kept<>(stamp(path), content));
    }

    private static String stamp(Path path) throws IOException {
        return Files.size(path) + " " + Files.getLastModifiedTime(path);
    }
}
