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

    /**
     * Of how much there is of something.
     *
     * @param beyond the operator between the size and a bound that is missed
     * @param bound unsigned
     */
    static Demand size(String id, String words, String size, String beyond, long bound, String unit) {
        String shown = words + Literals.counted(bound, unit);
        // protovalidate-java's implementations read such a number with a sign here and without one there
        return bound < 0 ? unknown(id, shown, "the bound is beyond any size")
                : met(id, shown, Cel.compare(size, beyond, Long.toString(bound)));
    }
}
