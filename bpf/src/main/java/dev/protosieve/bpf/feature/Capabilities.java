package dev.protosieve.bpf.feature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this thread is privileged to do.
 *
 * @param effective the line {@code CapEff} of /proc/thread-self/status: a bit a capability
 */
public record Capabilities(long effective) {

    /** What filters take, with the numbers of include/uapi/linux/capability.h. */
    public enum Wanted {
        /** Network hooks. */
        CAP_NET_ADMIN(12),
        /** Packet sockets. */
        CAP_NET_RAW(13),
        /** Event rings, and pointers in verified programs. */
        CAP_PERFMON(38),
        /** Maps and programs. */
        CAP_BPF(39);

        private final int bit;

        Wanted(int bit) {
            this.bit = bit;
        }
    }

    /** The old capability that stands for CAP_BPF and CAP_PERFMON too. */
    private static final int CAP_SYS_ADMIN = 21;
    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final String LINE = "CapEff:";

    /** Those of the calling thread; none where there is no Linux. */
    public static Capabilities current() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return new Capabilities(lines.filter(line -> line.startsWith(LINE)).findFirst()
                    .map(line -> Long.parseUnsignedLong(line.substring(LINE.length()).strip(), 16)).orElse(0L));
        } catch (IOException e) {
            return new Capabilities(0);
        }
    }

    public boolean has(Wanted wanted) {
        return isSet(wanted.bit) || wanted.bit >= Wanted.CAP_PERFMON.bit && isSet(CAP_SYS_ADMIN);
    }

    /** Those that are missing, in the order of the enum. */
    public List<Wanted> missing() {
        return Stream.of(Wanted.values()).filter(wanted -> !has(wanted)).toList();
    }

    private boolean isSet(int bit) {
        return (effective >>> bit & 1) != 0;
    }
}
