package dev.protosieve.engine.pattern;

import java.util.BitSet;
import java.util.List;

/**
 * An automaton as it was constructed. State 0 is the first.
 *
 * @param rows the next state by state and kind of octet
 * @param accepting states in which the text may end
 */
record RawDfa(Alphabet alphabet, List<int[]> rows, BitSet accepting) {
}
