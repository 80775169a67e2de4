package dev.protosieve.bpf.feature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/** The machine's processors as the kernel counts them (Documentation/admin-guide/cputopology.rst). */
public final class Cpus {

    private static final Path FOLDER = Path.of("/sys/devices/system/cpu");

    private Cpus() {
    }

    /** Why the kernel's lists of processors cannot be read, in one phrase; empty when they can. */
    public static Optional<String> missing() {
        return missing(FOLDER);
    }

    static Optional<String> missing(Path folder) {
        return Files.isReadable(folder.resolve("possible")) && Files.isReadable(folder.resolve("online"))
                ? Optional.empty()
                : Optional.of(folder + " cannot be read: /sys is not mounted");
    }

    /** How many there can ever be: per-CPU map values have one part for each. */
    public static int possible() {
        return read("possible").length();
    }

    /** The numbers of those that run now. */
    public static BitSet online() {
        return read("online");
    }

    private static BitSet read(String list) {
        try {
            return parse(Files.readString(FOLDER.resolve(list)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param list as the kernel writes it: {@code 0-3,8} */
    static BitSet parse(String list) {
        BitSet cpus = new BitSet();
        for (String range : list.strip().split(",")) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
            cpus.set(first, last + 1);
        }
        return cpus;
    }
}
