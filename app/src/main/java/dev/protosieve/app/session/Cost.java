package dev.protosieve.app.session;

import java.util.Map;
import java.util.Optional;

/** What rules cost in nanoseconds, as far as it was measured. */
public sealed interface Cost {

    /** @param why in one sentence; empty while nobody asked */
    record Unknown(String why) implements Cost {
    }

    record Measuring() implements Cost {
    }

    /**
     * What one rule adds.
     *
     * @param nanos in the middle of the rounds, negative when it saves time
     * @param spread how far a round may be from that, in nanoseconds
     */
    record Share(int nanos, int spread) {

        /** {@code +14 ns}, {@code saves 9 ns}; {@code ±3 ns} when no more than the spread. */
        String words() {
            return Math.abs(nanos) <= spread ? "\u00b1" + spread + " ns"
                    : nanos > 0 ? "+" + nanos + " ns" : "saves " + -nanos + " ns";
        }
    }

    /**
     * @param whole nanoseconds that the filter takes for the lab's packet
     * @param own what a rule adds to them, by its number, negative when it saves by deciding before others; without those
     *        that were not measured
     */
    record Measured(int whole, Map<Integer, Share> own) implements Cost {
        public Measured {
            own = Map.copyOf(own);
        }

        /** The part of a rule in words. */
        public Optional<String> own(int rule) {
            return Optional.ofNullable(own.get(rule)).map(Share::words);
        }
    }
}
