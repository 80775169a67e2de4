package dev.protosieve.engine.emit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What makes programs faster and can be left out; the verdicts are the same with and without. */
public enum Optimisation {
    /** One reading of a string tells which of many searched texts it cannot contain. */
    JOINT_SEARCH("a string that many rules search is read once for all of them"),
    /** A long list of constants is searched by halves. */
    LIST_SEARCH("long lists of constants are searched by halves"),
    /** What seldom happens is laid out behind everything else, so that what happens often lies close together. */
    RARE_LAST("what seldom happens is laid out behind what happens often");

    private final String effect;

    Optimisation(String effect) {
        this.effect = effect;
    }

    /** The name for people: {@code joint-search}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, in one line. */
    public String effect() {
        return effect;
    }

    /** Empty when there is none of that name. */
    public static Optional<Optimisation> of(String word) {
        return Arrays.stream(values()).filter(o -> o.word().equals(word)).findFirst();
    }
}
