package dev.protosieve.bpf.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.typed.Cause;
import org.junit.jupiter.api.Test;

class FinalEntryTest {

    /** Rule 0 logs, rule 1 drops, rule 2 logs. */
    private static final CounterLayout LAYOUT = new CounterLayout(3);
    private static final int DEFAULT = LAYOUT.cause(Cause.DEFAULT);
    private static final int ERROR = LAYOUT.cause(Cause.ERROR);

    @Test
    void isTheRuleThatEndedTheEvaluationAndNotTheOneThatLogged() {
        assertEquals(LAYOUT.rule(1), entry(LAYOUT.rule(0), LAYOUT.rule(1)));
    }

    @Test
    void isTheDefaultWhenRulesOnlyLogged() {
        assertEquals(DEFAULT, entry(LAYOUT.rule(0), LAYOUT.rule(2), DEFAULT));
    }

    @Test
    void isNotTheErrorOfAConditionThatWasOnlyToLog() {
        assertEquals(LAYOUT.rule(1), entry(CounterLayout.ERRORS_IGNORED, LAYOUT.rule(1)));
        assertEquals(DEFAULT, entry(CounterLayout.ERRORS_IGNORED, DEFAULT));
    }

    @Test
    void isTheErrorThatCameAfterALog() {
        assertEquals(ERROR, entry(LAYOUT.rule(0), ERROR));
    }

    @Test
    void isNeverTheCounterOfLostEvents() {
        assertEquals(LAYOUT.rule(1), entry(CounterLayout.EVENTS_LOST, LAYOUT.rule(1)));
        assertEquals(-1, entry(CounterLayout.EVENTS_LOST));
    }

    @Test
    void isNoneWhenThePacketWasNotForTheFilter() {
        assertEquals(-1, entry());
    }

    private static int entry(int... moved) {
        long[] before = new long[2 * LAYOUT.entries()];
        long[] after = before.clone();
        for (int entry : moved) {
            after[2 * entry]++;
        }
        return FinalEntry.of(LAYOUT, before, after, rule -> rule == 1);
    }
}
