package dev.protosieve.bpf.feature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where this machine keeps control groups of version 2. */
public final class ControlGroups {

    /** One line a mount; the fields behind the hyphen begin with the kind of file system (proc_pid_mountinfo(5)). */
    private static final Path MOUNTS = Path.of("/proc/thread-self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final String KIND = " - cgroup2 ";

    private ControlGroups() {
    }

    /** Where cgroup v2 is mounted, if it is. */
    public static Optional<Path> root() {
        try (Stream<String> lines = Files.lines(MOUNTS)) {
            return lines.filter(line -> line.contains(KIND)).map(ControlGroups::mountPoint).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Blanks stand as octal numbers there. */
    private static Path mountPoint(String line) {
        return Path.of(line.split(" ", -1)[MOUNT_POINT].replace("\\040", " "));
    }
}
