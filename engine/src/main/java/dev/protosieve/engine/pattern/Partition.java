package dev.protosieve.engine.pattern;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;

/** States in blocks that no text tells apart: Hopcroft, "An n log n algorithm for minimizing states in a finite automaton". */
final class Partition {

    private final int columns;
    /** The states, block by block, and where each stands. */
    private final int[] states;
    private final int[] place;
    private final int[] blockOf;
    private final int[] first;
    private final int[] size;
    /** How many states of a block, at its beginning, are to be split off. */
    private final int[] marked;
    /** The states that go to a state by a column: {@code from[starts[column][state] .. starts[column][state + 1])}. */
    private final int[][] starts;
    private final int[][] from;
    private final Deque<Integer> splitters = new ArrayDeque<>();
    private final BitSet waiting = new BitSet();
    private int blocks;

    private Partition(int[][] next, int columns) {
        int count = next.length;
        this.columns = columns;
        this.states = new int[count];
        this.place = new int[count];
        this.blockOf = new int[count];
        this.first = new int[count];
        this.size = new int[count];
        this.marked = new int[count];
        this.starts = new int[columns][count + 1];
        this.from = new int[columns][count];
        for (int column = 0; column < columns; column++) {
            invert(next, column, starts[column], from[column]);
        }
    }

    private static void invert(int[][] next, int column, int[] starts, int[] from) {
        for (int[] row : next) {
            starts[row[column] + 1]++;
        }
        for (int i = 0; i + 1 < starts.length; i++) {
            starts[i + 1] += starts[i];
        }
        int[] filled = starts.clone();
        for (int state = 0; state < next.length; state++) {
            from[filled[next[state][column]]++] = state;
        }
    }

    /** @return the block of each state, blocks counted from 0 */
    static int[] of(int[][] next, int columns, BitSet accepting) {
        Partition partition = new Partition(next, columns);
        partition.begin(accepting);
        while (!partition.splitters.isEmpty()) {
            partition.splitBy(partition.splitters.pop());
        }
        return partition.blockOf;
    }

    private void begin(BitSet accepting) {
        for (int state = 0; state < states.length; state++) {
            states[state] = state;
            place[state] = state;
        }
        size[0] = states.length;
        blocks = 1;
        enqueue(0);
        accepting.stream().forEach(this::mark);
        split(0);
    }

    private void enqueue(int block) {
        waiting.set(block);
        splitters.push(block);
    }

    private void splitBy(int splitter) {
        waiting.clear(splitter);
        int[] targets = Arrays.copyOfRange(states, first[splitter], first[splitter] + size[splitter]);
        for (int column = 0; column < columns; column++) {
            BitSet touched = new BitSet();
            for (int target : targets) {
                for (int i = starts[column][target]; i < starts[column][target + 1]; i++) {
                    touched.set(blockOf[from[column][i]]);
                    mark(from[column][i]);
                }
            }
            touched.stream().forEach(this::split);
        }
    }

    private void mark(int state) {
        int block = blockOf[state];
        int to = first[block] + marked[block]++;
        int at = place[state];
        int other = states[to];
        states[to] = state;
        place[state] = to;
        states[at] = other;
        place[other] = at;
    }

    /** Makes the marked states of a block a block of their own, unless they are all. */
    private void split(int block) {
        int part = marked[block];
        marked[block] = 0;
        if (part == 0 || part == size[block]) {
            return;
        }
        int made = blocks++;
        first[made] = first[block];
        size[made] = part;
        first[block] += part;
        size[block] -= part;
        for (int i = first[made]; i < first[made] + part; i++) {
            blockOf[states[i]] = made;
        }
        enqueue(waiting.get(block) || part <= size[block] ? made : block);
    }
}
