package dev.protosieve.bpf.attach;

import dev.protosieve.bpf.feature.ControlGroups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A control group of version 2: Documentation/admin-guide/cgroup-v2.rst.
 *
 * @param name as the user calls it
 * @param path its directory
 */
public record ControlGroup(String name, Path path) {

    /** Enough to choose from; any other can be named. */
    private static final int MOST = 200;
    private static final int DEPTH = 3;

    /** What came of looking for a control group. */
    public sealed interface Lookup {
        record Found(ControlGroup group) implements Lookup {
        }

        record Unusable(String reason, String hint) implements Lookup {
        }
    }

    /** @param name a directory, or where it is below the place where cgroup v2 is mounted */
    public static Lookup usable(String name) {
        Optional<Path> root = ControlGroups.root();
        if (root.isEmpty()) {
            return new Lookup.Unusable("cgroup v2 is not mounted here",
                    "mount it: mount -t cgroup2 none /sys/fs/cgroup");
        }
        try {
            Path path = root.get().resolve(name);
            if (!Files.isDirectory(path)) {
                return new Lookup.Unusable("there is no control group " + name, "groups here: " + examples());
            }
            return path.toRealPath().startsWith(root.get()) ? new Lookup.Found(new ControlGroup(name, path))
                    : new Lookup.Unusable(name + " is no control group of version 2",
                            "those are below " + root.get());
        } catch (IOException | InvalidPathException e) {
            return new Lookup.Unusable("the control group " + name + " cannot be read: " + e.getMessage(), "");
        }
    }

    private static String examples() {
        List<String> names = names();
        return String.join(", ", names.subList(0, Math.min(8, names.size()))) + (names.size() > 8 ? ", ..." : "");
    }

    /** The directory of the root, then groups below it by their names; not all where there are many. */
    public static List<String> names() {
        Optional<Path> root = ControlGroups.root();
        if (root.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(root.get(), DEPTH)) {
            return below.filter(Files::isDirectory).limit(MOST)
                    .map(path -> path.equals(root.get()) ? path.toString() : root.get().relativize(path).toString())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(root.get().toString());
        }
    }
}
