package dev.protosieve.engine.pattern;

import java.util.Arrays;

/** Code points, or numbers counted from some code point on, as ordered ranges that do not touch. */
final class RuneSet {

    static final RuneSet NONE = new RuneSet(new int[0]);

    /** First and last of each range. */
    private final int[] bounds;
    private final int hash;

    private RuneSet(int[] bounds) {
        this.bounds = bounds;
        this.hash = Arrays.hashCode(bounds);
    }

    /** @param pairs first and last of each range, in any order, ranges may overlap */
    static RuneSet of(int... pairs) {
        long[] sorted = new long[pairs.length / 2];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (long) pairs[2 * i] << 32 | pairs[2 * i + 1];
        }
        Arrays.sort(sorted);
        int[] merged = new int[pairs.length];
        int size = 0;
        for (long range : sorted) {
            int first = (int) (range >>> 32);
            int last = (int) range;
            if (size > 0 && first <= merged[size - 1] + 1) {
                merged[size - 1] = Math.max(merged[size - 1], last);
            } else {
                merged[size++] = first;
                merged[size++] = last;
            }
        }
        return new RuneSet(Arrays.copyOf(merged, size));
    }

    RuneSet union(RuneSet other) {
        int[] both = Arrays.copyOf(bounds, bounds.length + other.bounds.length);
        System.arraycopy(other.bounds, 0, both, bounds.length, other.bounds.length);
        return of(both);
    }

    boolean contains(int rune) {
        int range = firstEndingAtOrBehind(rune);
        return range < bounds.length && bounds[range] <= rune;
    }

    boolean isEmpty() {
        return bounds.length == 0;
    }

    /** The part in {@code [first, first + size)}, counted from {@code first}. */
    RuneSet slice(int first, int size) {
        int from = firstEndingAtOrBehind(first);
        int to = from;
        while (to < bounds.length && bounds[to] < first + size) {
            to += 2;
        }
        if (from == to) {
            return NONE;
        }
        int[] part = Arrays.copyOfRange(bounds, from, to);
        for (int i = 0; i < part.length; i++) {
            part[i] = Math.clamp(part[i] - (long) first, 0, size - 1);
        }
        return new RuneSet(part);
    }

    /** Position in {@link #bounds} of the first range that does not end before {@code rune}. */
    private int firstEndingAtOrBehind(int rune) {
        int low = 0;
        int high = bounds.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + 1] < rune) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low;
    }

    /** First and last of each range, in order. */
    int[] bounds() {
        return bounds.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuneSet set && hash == set.hash && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
