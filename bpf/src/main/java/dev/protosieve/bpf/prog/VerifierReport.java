package dev.protosieve.bpf.prog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The verifier's statistics of a program that it accepted; -1 where the kernel does not tell.
 *
 * @param log what it printed
 * @param processed instructions walked
 * @param stackBytes the deepest stack of any function
 * @param jitedBytes machine code size; 0 where the program is interpreted
 * @param nanos the loading call took, verification and JIT included
 */
public record VerifierReport(String log, long processed, int stackBytes, int jitedBytes, long nanos) {

    /** {@code processed 42 insns (limit 1000000) max_states_per_insn 0 total_states 3 peak_states 3 mark_read 1}. */
    private static final Pattern PROCESSED = Pattern.compile("(?m)^processed (\\d+) insns");
    /** {@code stack depth 16+0 max 16}: one number a function, since Linux 6.10 with the largest sum. */
    private static final Pattern STACK = Pattern.compile("(?m)^stack depth (\\d+(?:\\+\\d+)*)");

    static VerifierReport of(String log, int jitedBytes, long nanos) {
        Matcher processed = PROCESSED.matcher(log);
        long walked = processed.find() ? Long.parseLong(processed.group(1)) : -1;
        return new VerifierReport(log, walked, deepestStack(log), jitedBytes, nanos);
    }

    private static int deepestStack(String log) {
        Matcher stack = STACK.matcher(log);
        int deepest = -1;
        if (stack.find()) {
            for (String depth : stack.group(1).split("\\+")) {
                deepest = Math.max(deepest, Integer.parseInt(depth));
            }
        }
        return deepest;
    }
}
