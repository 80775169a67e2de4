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
     * @param whole nanoseconds that the filter takes for the lab's packet
     * @param own what a rule adds to them, by its number, negative when it saves by deciding before others; without those
     *        that were not measured
     */
    record Measured(int whole, Map<Integer, Integer> own) implements Cost {
        public Measured {
            own = Map.copyOf(own);
        }

        /** The part of a rule in words. */
        public Optional<String> own(int rule) {
            return Optional.ofNullable(own.get(rule))
                    .map(nanos -> (nanos > 0 ? "+" + nanos : nanos == 0 ? "0" : "saves " + -nanos) + " ns");
        }
    }
}
