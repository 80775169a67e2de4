package dev.protosieve.app.session;

import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A running (or ended) filter at one moment.
 *
 * @param elapsed since it was attached
 * @param rules the rules at work now, in order
 * @param causes packets by every other cause
 * @param counted events the counters say must exist: packets by rule or cause but those that rules send no event for,
 *     replaced filters included
 * @param received events that arrived here
 * @param lost events that found no room
 * @param passed packets let through by the rules, by counters
 * @param dropped packets dropped, by counters
 * @param wouldDrop packets that rules would have dropped but for observe mode, by counters
 * @param observing whether drops are only counted now
 * @param beside what rules measured that gave no verdict
 * @param events the newest first
 * @param ended whether it is detached, so that the numbers are final
 */
public record RunSnapshot(Duration elapsed, List<RuleCount> rules, Map<Cause, Long> causes, long counted, long received,
        long lost, long passed, long dropped, long wouldDrop, boolean observing, Beside beside, Chart chart,
        List<SeenEvent> events,
        boolean ended) {

    public RunSnapshot {
        rules = List.copyOf(rules);
        causes = Map.copyOf(causes);
        events = List.copyOf(events);
    }

    /** Whether every counted event was received or is known to be lost; while it runs the counters may be ahead. */
    public boolean addsUp() {
        return counted == received + lost;
    }

    /**
     * @param errors in log, sample and count rules, after which the evaluation went on; replaced filters included
     * @param keysLost packets that a count or a limit could not measure, for want of room; replaced filters included
     * @param groups one entry for each {@code count by} rule at work, read about once a second; replaced filters included
     */
    public record Beside(long errors, long keysLost, List<RuleGroups> groups) {
        public Beside {
            groups = List.copyOf(groups);
        }
    }

    /**
     * What a {@code count by} rule has counted.
     *
     * @param number of the rule, from 1
     * @param by the expression, as the file has it
     * @param values how many there are
     * @param packets all of them, those that are lost too
     * @param lost packets of values that were given up for newer ones, or found no room
     * @param top most packets first
     */
    public record RuleGroups(int number, String name, String by, int values, long packets, long lost,
            List<GroupCount> top) {
        public RuleGroups {
            top = List.copyOf(top);
        }
    }

    /**
     * @param value as a condition would write it
     * @param perSecond packets between the last two readings
     */
    public record GroupCount(String value, long packets, long bytes, long perSecond) {
    }

    /**
     * @param number from 1, in the file of the filter at work
     * @param key what {@link CountedRules} finds it by in another text
     * @param perSecond packets of the last whole second
     * @param trend packets a second, oldest first
     */
    public record RuleCount(int number, String key, String name, Action action, long packets, long bytes,
            long perSecond,
            long[] trend) {
    }

    /**
     * Packets by second, as the counters saw them.
     *
     * @param from second of the first column, relative to now: {@code -90}
     * @param bands from the bottom
     * @param marks when rules were replaced, in seconds relative to now
     */
    public record Chart(double from, double step, List<Band> bands, List<Mark> marks) {
        public static final Chart EMPTY = new Chart(-90, 1, List.of(), List.of());

        public Chart {
            bands = List.copyOf(bands);
            marks = List.copyOf(marks);
        }
    }

    /**
     * One layer of the chart.
     *
     * @param rule number of the rule, 0 for what belongs to none
     * @param cause {@link Cause#RULE} for rules, those of earlier ones too
     * @param stacked false for rules that give no verdict, whose packets are counted by a later rule again
     * @param perSecond one number a column
     */
    public record Band(int rule, Cause cause, String name, Verdict verdict, boolean stacked, double[] perSecond) {
    }

    /** A moment worth a line in the chart. */
    public record Mark(double second, String text) {
    }

    /**
     * @param rule number of the rule, in the file of its filter; 0 when a cause decided
     * @param key of the rule, as {@link RuleCount#key}; empty when a cause decided
     * @param observed whether its filter only observed, so that no packet was dropped
     * @param source address and port of the sender
     * @param message the decoded message on one line, or why it could not be decoded
     * @param captured the packet's first bytes; nobody writes to them
     * @param length of the whole packet in bytes
     */
    public record SeenEvent(long sequence, Instant time, int rule, String key, Cause cause, Action action,
            boolean observed, String source, String message, byte[] captured, int length) {
    }
}
