package dev.protosieve.engine.pattern;

/** What became of the text of a pattern. */
public sealed interface PatternOutcome {

    /** @param dfa finds the pattern anywhere in a text */
    record Compiled(Dfa dfa) implements PatternOutcome {
    }

    /**
     * Finding the pattern is nothing but a test for a text.
     *
     * @param atStart whether the text must stand at the beginning
     * @param atEnd whether it must stand at the end
     */
    record Plain(boolean atStart, boolean atEnd, String text) implements PatternOutcome {
    }

    /**
     * No pattern.
     *
     * @param start and end of what is wrong, offsets in the pattern
     */
    record Bad(int start, int end, String message, String hint) implements PatternOutcome {
    }

    /**
     * A pattern whose automaton is too large.
     *
     * @param what how large, as a phrase
     */
    record TooBig(String what) implements PatternOutcome {
    }
}
