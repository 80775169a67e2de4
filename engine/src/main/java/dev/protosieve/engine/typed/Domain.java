package dev.protosieve.engine.typed;

/** A set of values that an expression may have; never smaller than the truth. */
sealed interface Domain permits Numbers, Texts {

    /** Whether no value is left. */
    boolean isEmpty();
}
