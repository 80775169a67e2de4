package dev.protosieve.engine.emit;

import dev.protosieve.engine.typed.Cause;

/**
 * The entries of the map {@code counters}: a per-CPU array with 16 bytes an entry, packets (u64) and bytes (u64).
 *
 * <p>First come the causes but {@link Cause#RULE} (in {@link #FIXED} order), then {@link #EVENTS_LOST}, then one entry a
 * rule.
 *
 * @param rules how many rules
 */
public record CounterLayout(int rules) {

    public static final int ENTRY_SIZE = 16;
    public static final java.util.List<Cause> FIXED = java.util.List.of(Cause.DEFAULT, Cause.MALFORMED, Cause.ERROR,
            Cause.LIMIT, Cause.UNSEEN);
    /** Events that found the ring full: counted by the program itself, in packets. */
    public static final int EVENTS_LOST = FIXED.size();
    private static final int FIRST_RULE = FIXED.size() + 1;

    public int entries() {
        return FIRST_RULE + rules;
    }

    public int rule(int rule) {
        return FIRST_RULE + rule;
    }

    public int cause(Cause cause) {
        return FIXED.indexOf(cause);
    }

    /** The rule that an entry counts, or -1. */
    public int ruleAt(int entry) {
        return entry >= FIRST_RULE ? entry - FIRST_RULE : -1;
    }

    /** The cause that an entry counts; {@link #EVENTS_LOST} has none. */
    public Cause causeAt(int entry) {
        if (entry == EVENTS_LOST) {
            throw new IllegalArgumentException("entry " + entry + " counts lost events");
        }
        return entry >= FIRST_RULE ? Cause.RULE : FIXED.get(entry);
    }
}
