package dev.protosieve.engine.pattern;

import dev.protosieve.engine.pattern.Threads.Neighbour;
import java.util.BitSet;
import java.util.SortedMap;

/** What a state of the automaton stands for, before it is minimal. */
sealed interface StateKey {

    /**
     * Between two characters.
     *
     * @param waiting the steps that wait here
     */
    record Between(Neighbour before, BitSet waiting) implements StateKey {
    }

    /**
     * Inside a character of which octets are missing.
     *
     * @param missing octets, each worth six bits
     * @param open by the step behind, the values of these bits that lead there
     */
    record Inside(int missing, SortedMap<Integer, RuneSet> open) implements StateKey {
    }

    /** The pattern was found. */
    record Found() implements StateKey {
    }
}
