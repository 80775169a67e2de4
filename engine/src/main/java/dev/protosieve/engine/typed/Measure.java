package dev.protosieve.engine.typed;

import java.util.Optional;

/** What a rule measures beside its own matches. */
public sealed interface Measure {

    /** Nothing: {@code pass}, {@code drop}, {@code log}. */
    record None() implements Measure {
    }

    /** {@code sample}: the 1st, the {@code every}+1st, ... match on a CPU is reported. */
    record Sample(int every) implements Measure {
    }

    /** {@code count}: packets and bytes by the value of {@code by}; without one only the rule's own matches. */
    record Count(Optional<Expr> by) implements Measure {
    }

    /**
     * {@code limit}: a bucket holds up to {@code burst} tokens and gets a new one every {@code interval}; a packet takes one, and
     * is dropped when there is none.
     *
     * @param interval nanoseconds
     * @param per a bucket for each value of it; one bucket for all packets without it
     */
    record Limit(long interval, int burst, Optional<Expr> per) implements Measure {

        /** How long an empty bucket takes to be full, in nanoseconds. */
        public long depth() {
            return interval * burst;
        }
    }

    /** The expression whose values are told apart, if there is one. */
    default Optional<Expr> key() {
        return switch (this) {
            case None _, Sample _ -> Optional.empty();
            case Count count -> count.by();
            case Limit limit -> limit.per();
        };
    }
}
