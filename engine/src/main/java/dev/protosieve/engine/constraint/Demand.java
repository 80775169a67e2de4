package dev.protosieve.engine.constraint;

import java.util.Optional;

/**
 * What a rule demands of one value.
 *
 * @param fault true when the value violates it; empty when nothing says so
 * @param why there is no fault
 */
record Demand(String id, String words, Optional<Cel> fault, String why) {

    static Demand met(String id, String words, Cel unless) {
        return new Demand(id, words, Optional.of(unless), "");
    }

    static Demand unknown(String id, String words, String why) {
        return new Demand(id, words, Optional.empty(), why);
    }
}
