package dev.protosieve.engine.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Constructed automaton to the smallest one, with kinds of octets that nothing tells apart made one class. */
final class Minimizer {

    private static final int OCTETS = 256;

    private final int[][] next;
    private final BitSet accepting;
    private final int columns;
    private final int start;
    private final int[] columnOf;

    /** @param columnOf the column of each octet */
    private Minimizer(int[][] next, BitSet accepting, int start, int[] columnOf) {
        this.next = next;
        this.accepting = accepting;
        this.columns = next[0].length;
        this.start = start;
        this.columnOf = columnOf;
    }

    static Dfa minimize(RawDfa raw) {
        int[] kinds = new int[OCTETS];
        for (int octet = 0; octet < OCTETS; octet++) {
            kinds[octet] = raw.alphabet().kind(octet);
        }
        return new Minimizer(raw.rows().toArray(int[][]::new), raw.accepting(), 0, kinds).withoutEqualColumns()
                .quotient().withoutEqualColumns().ordered();
    }

    private Minimizer withoutEqualColumns() {
        Map<List<Integer>, Integer> known = new HashMap<>();
        int[] classes = new int[columns];
        for (int column = 0; column < columns; column++) {
            List<Integer> entries = new ArrayList<>(next.length);
            for (int[] row : next) {
                entries.add(row[column]);
            }
            int fresh = known.size();
            classes[column] = Objects.requireNonNull(known.computeIfAbsent(entries, _ -> fresh));
        }
        int[][] narrow = new int[next.length][known.size()];
        for (int state = 0; state < next.length; state++) {
            for (int column = 0; column < columns; column++) {
                narrow[state][classes[column]] = next[state][column];
            }
        }
        return new Minimizer(narrow, accepting, start, Arrays.stream(columnOf).map(c -> classes[c]).toArray());
    }

    private Minimizer quotient() {
        int[] block = Partition.of(next, columns, accepting);
        int count = Arrays.stream(block).max().orElseThrow() + 1;
        int[][] merged = new int[count][columns];
        BitSet ends = new BitSet();
        for (int state = 0; state < next.length; state++) {
            ends.set(block[state], accepting.get(state));
            for (int column = 0; column < columns; column++) {
                merged[block[state]][column] = block[next[state][column]];
            }
        }
        return new Minimizer(merged, ends, block[start], columnOf);
    }

    private boolean isFinal(int state) {
        return Arrays.stream(next[state]).allMatch(n -> n == state);
    }

    /** Numbers the states as {@link Dfa} has them. */
    private Dfa ordered() {
        List<Integer> order = reached();
        List<Integer> reading = new ArrayList<>(order.stream().filter(s -> !isFinal(s) && !accepting.get(s)).toList());
        int firstAccepting = reading.size();
        order.stream().filter(s -> !isFinal(s) && accepting.get(s)).forEach(reading::add);
        int[] number = new int[next.length];
        for (int state : order) {
            number[state] = isFinal(state) ? reading.size() + (accepting.get(state) ? 0 : 1) : reading.indexOf(state);
        }
        int[] table = new int[reading.size() * columns];
        for (int i = 0; i < reading.size(); i++) {
            for (int column = 0; column < columns; column++) {
                table[i * columns + column] = number[next[reading.get(i)][column]];
            }
        }
        byte[] classes = new byte[OCTETS];
        for (int octet = 0; octet < OCTETS; octet++) {
            classes[octet] = (byte) columnOf[octet];
        }
        return new Dfa(classes, columns, table, number[start], firstAccepting);
    }

    /** From the first state on, near ones first, so that rows that are used together lie together. */
    private List<Integer> reached() {
        BitSet seen = new BitSet();
        seen.set(start);
        List<Integer> order = new ArrayList<>(List.of(start));
        for (int i = 0; i < order.size(); i++) {
            for (int to : next[order.get(i)]) {
                if (!seen.get(to)) {
                    seen.set(to);
                    order.add(to);
                }
            }
        }
        return order;
    }
}
