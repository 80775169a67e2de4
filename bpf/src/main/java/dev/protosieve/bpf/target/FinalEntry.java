package dev.protosieve.bpf.target;

import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.typed.Cause;
import java.util.function.IntPredicate;

/**
 * Which counters entry tells how a run ended. Several move in one run when {@code log} rules match; only one entry belongs to
 * what ended the evaluation.
 */
final class FinalEntry {

    private FinalEntry() {
    }

    /**
     * @param before the counters before the run, packets and bytes in turn
     * @param after the same behind it
     * @param ends whether a match of a rule ends the evaluation
     * @return the entry, or -1 when the packet was not for the filter
     */
    static int of(CounterLayout layout, long[] before, long[] after, IntPredicate ends) {
        int lastLog = -1;
        for (int entry = layout.entries() - 1; layout.ruleAt(entry) >= 0; entry--) {
            if (moved(before, after, entry)) {
                if (ends.test(layout.ruleAt(entry))) {
                    return entry;
                }
                lastLog = Math.max(lastLog, entry);
            }
        }
        for (Cause cause : CounterLayout.FIXED) {
            if (moved(before, after, layout.cause(cause))) {
                return layout.cause(cause);
            }
        }
        return lastLog;
    }

    private static boolean moved(long[] before, long[] after, int entry) {
        return before[2 * entry] != after[2 * entry];
    }
}
