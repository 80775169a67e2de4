package dev.protosieve.engine.event;

import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Verdict;

/**
 * A verdict that a filter reported.
 *
 * @param timeNanos of CLOCK_MONOTONIC
 * @param entry of {@link dev.protosieve.engine.emit.CounterLayout}
 * @param rule position in the typed rules when the cause is {@link Cause#RULE}, otherwise -1
 * @param length of the whole packet in bytes
 * @param captured its first bytes, from the Ethernet header on, or from an empty stand-in where the hook
 *     shows none; nobody writes to them
 */
public record FilterEvent(long timeNanos, int cpu, int entry, Cause cause, int rule, Verdict verdict, int length,
        byte[] captured) {

    /** Whether the packet was longer than what was captured. */
    public boolean isCut() {
        return captured.length < length;
    }
}
