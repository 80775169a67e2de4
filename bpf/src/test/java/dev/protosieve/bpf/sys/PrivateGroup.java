package dev.protosieve.bpf.sys;

import dev.protosieve.bpf.feature.ControlGroups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A control group of a test, which is gone when it is closed; those of processes that were killed are swept away. */
public final class PrivateGroup implements AutoCloseable {

    private static final String PREFIX = "protosieve-test-";
    private static final String MEMBERS = "cgroup.procs";
    private static final AtomicInteger MADE = new AtomicInteger();

    private final Path root = ControlGroups.root().orElseThrow();
    private final Path path;

    public PrivateGroup() {
        sweep();
        path = root.resolve(PREFIX + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet());
        try {
            Files.createDirectory(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why no group can be made here, if so. */
    public static Optional<String> missing() {
        if (ControlGroups.root().isEmpty()) {
            return Optional.of("cgroup v2 is not mounted");
        }
        try {
            new PrivateGroup().close();
            return Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.of("no control group can be made: " + e.getMessage());
        }
    }

    private void sweep() {
        try (Stream<Path> groups = Files.list(root)) {
            for (Path group : groups.filter(p -> p.getFileName().toString().startsWith(PREFIX)).toList()) {
                long pid = Long.parseLong(group.getFileName().toString().split("-", -1)[2]);
                if (ProcessHandle.of(pid).isEmpty() && Files.readAllLines(group.resolve(MEMBERS)).isEmpty()) {
                    Files.deleteIfExists(group);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below the place where cgroup v2 is mounted. */
    public String name() {
        return root.relativize(path).toString();
    }

    public Path path() {
        return path;
    }

    /** Moves a process in. */
    public void add(long pid) {
        move(pid, path);
    }

    private static void move(long pid, Path group) {
        try {
            Files.writeString(group.resolve(MEMBERS), Long.toString(pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With this process in the group: sockets stay in the group that their process was in when they were made. */
    public <T> T inside(Supplier<T> work) {
        long self = ProcessHandle.current().pid();
        Path home = home();
        add(self);
        try {
            return work.get();
        } finally {
            move(self, home);
        }
    }

    /** The line of version 2 in /proc/self/cgroup is {@code 0::/path}. */
    private Path home() {
        try {
            return Files.readAllLines(Path.of("/proc/self/cgroup")).stream().filter(line -> line.startsWith("0::"))
                    .map(line -> root.resolve(line.substring("0::/".length()))).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves what is still in it to the root, and removes it. */
    @Override
    public void close() {
        try {
            List<String> left = Files.readAllLines(path.resolve(MEMBERS));
            left.forEach(pid -> move(Long.parseLong(pid), root));
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
