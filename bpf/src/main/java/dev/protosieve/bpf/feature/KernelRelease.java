package dev.protosieve.bpf.feature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which Linux this is. Distributions carry features back, so this is for people and for limits that cannot be probed.
 *
 * @param text {@code 6.18.44-amd64}
 */
public record KernelRelease(String text, int major, int minor) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)");

    /** The running kernel; {@code unknown}, 0.0, where there is no Linux. */
    public static KernelRelease current() {
        try {
            return parse(Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
        } catch (IOException e) {
            return parse("unknown");
        }
    }

    /** 0.0 for what has no numbers. */
    public static KernelRelease parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.find()
                ? new KernelRelease(text, Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)))
                : new KernelRelease(text, 0, 0);
    }

    public boolean isAtLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }
}
