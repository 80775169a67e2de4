package dev.protosieve.app.session;

import java.util.Map;

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
    }
}
