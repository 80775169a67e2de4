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
     * @param without the same without one rule, by its number; -1 where that does not load
     */
    record Measured(int whole, Map<Integer, Integer> without) implements Cost {
        public Measured {
            without = Map.copyOf(without);
        }

        /** What a rule adds in nanoseconds, or saves by deciding before others, in words; empty where it was not measured. */
        public Optional<String> own(int rule) {
            int rest = without.getOrDefault(rule, -1);
            int own = whole - rest;
            return rest < 0 ? Optional.empty()
                    : Optional.of((own > 0 ? "+" + own : own == 0 ? "0" : "saves " + -own) + " ns");
        }
    }
}
