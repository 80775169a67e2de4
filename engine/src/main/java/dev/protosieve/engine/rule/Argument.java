package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.text.Span;
import java.util.Optional;

/** What an action says between its word and {@code if}; {@code span} is empty, behind the word, when that is nothing. */
public sealed interface Argument {

    /** Largest number of a rate, and of a burst. */
    int MOST_TOKENS = 1_000_000;

    Span span();

    /** Of {@code pass}, {@code drop} and {@code log}. */
    record None(Span span) implements Argument {
    }

    /** {@code 1/100}: one packet of so many, from 1 to 2^31-1. */
    record Sample(Span span, int every) implements Argument {
    }

    /** {@code by msg.country}, or nothing. */
    record Count(Span span, Optional<Condition> by) implements Argument {
    }

    /**
     * {@code 100/s burst 200 per msg.client_id}.
     *
     * @param tokens from 1 to {@link #MOST_TOKENS}, in each {@code unit}
     * @param burst from 1 to {@link #MOST_TOKENS}; as many as {@code tokens} when it is left out
     */
    record Limit(Span span, int tokens, Unit unit, int burst, Optional<Condition> per) implements Argument {
    }

    /** What a rate is told for. */
    enum Unit {
        SECOND("s", 1_000_000_000L),
        MINUTE("m", 60_000_000_000L),
        HOUR("h", 3_600_000_000_000L);

        private final String word;
        private final long nanos;

        Unit(String word, long nanos) {
            this.word = word;
            this.nanos = nanos;
        }

        /** As rule files write it. */
        public String word() {
            return word;
        }

        public long nanos() {
            return nanos;
        }
    }
}
