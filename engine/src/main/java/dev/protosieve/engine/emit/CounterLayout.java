package dev.protosieve.engine.emit;

import dev.protosieve.engine.typed.Cause;
import java.util.List;

/**
 * The entries of the map {@code counters}: a per-CPU array with 16 bytes an entry, packets (u64) and bytes (u64).
 *
 * <p>First come the causes but {@link Cause#RULE} (in {@link #FIXED} order), then what is counted beside verdicts, in packets
 * only ({@link #EVENTS_LOST} to {@link #KEYS_LOST}), then one entry a rule.
 *
 * @param rules how many rules
 */
public record CounterLayout(int rules) {

    public static final int ENTRY_SIZE = 16;
    public static final List<Cause> FIXED = List.of(Cause.DEFAULT, Cause.MALFORMED, Cause.ERROR,
            Cause.LIMIT, Cause.UNSEEN);
    /** Events that found the ring full: counted by the program itself. */
    public static final int EVENTS_LOST = FIXED.size();
    /** Errors in rules that decide nothing ({@code log}, {@code sample}, {@code count}), after which the evaluation went on. */
    public static final int ERRORS_IGNORED = EVENTS_LOST + 1;
    /** Matches of rules that send no event for them: {@code count}, and {@code sample} between its samples. */
    public static final int EVENTS_SKIPPED = ERRORS_IGNORED + 1;
    /** Values of a {@code count} or a {@code limit} for which the kernel had no room, so that the packet went on unmeasured. */
    public static final int KEYS_LOST = EVENTS_SKIPPED + 1;
    /** Those beside verdicts, in words. */
    public static final List<String> BESIDE = List.of("events_lost", "errors_ignored", "events_skipped", "keys_lost");
    private static final int FIRST_RULE = KEYS_LOST + 1;

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

    /** Whether an entry counts packets by their verdict. */
    public boolean isVerdict(int entry) {
        return entry >= 0 && entry < FIXED.size() || entry >= FIRST_RULE && entry < entries();
    }

    /** The cause that an entry counts; only for those that {@link #isVerdict count verdicts}. */
    public Cause causeAt(int entry) {
        if (!isVerdict(entry)) {
            throw new IllegalArgumentException("entry " + entry + " counts no verdicts");
        }
        return entry >= FIRST_RULE ? Cause.RULE : FIXED.get(entry);
    }
}
