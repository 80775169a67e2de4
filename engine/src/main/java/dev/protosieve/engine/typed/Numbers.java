package dev.protosieve.engine.typed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Numbers as ranges without overlap, in order. A BOOL is 0 or 1, a DOUBLE its {@link DoubleKeys key}, a point or span of time its
 * nanoseconds.
 *
 * @param nan whether it may be NaN too, which lies in no range
 */
record Numbers(List<Piece> pieces, boolean nan) implements Domain {

    /** More pieces than these become fewer and larger ones. */
    private static final int MOST = 64;

    static final Numbers NONE = new Numbers(List.of(), false);

    /** From {@code low} to {@code high}, both included. */
    record Piece(BigInteger low, BigInteger high) {
    }

    Numbers {
        pieces = List.copyOf(pieces);
    }

    static Numbers between(BigInteger low, BigInteger high) {
        return low.compareTo(high) > 0 ? NONE : new Numbers(List.of(new Piece(low, high)), false);
    }

    static Numbers between(long low, long high) {
        return between(BigInteger.valueOf(low), BigInteger.valueOf(high));
    }

    static Numbers only(BigInteger value) {
        return between(value, value);
    }

    static Numbers only(long value) {
        return only(BigInteger.valueOf(value));
    }

    Numbers withNan(boolean maybe) {
        return maybe == nan ? this : new Numbers(pieces, maybe);
    }

    @Override
    public boolean isEmpty() {
        return pieces.isEmpty() && !nan;
    }

    /** Whether it is one number. */
    boolean isOne() {
        return !nan && pieces.size() == 1 && low().equals(high());
    }

    /** The least; there must be a piece. */
    BigInteger low() {
        return pieces.getFirst().low();
    }

    /** The greatest; there must be a piece. */
    BigInteger high() {
        return pieces.getLast().high();
    }

    boolean contains(long number) {
        BigInteger value = BigInteger.valueOf(number);
        return pieces.stream().anyMatch(p -> p.low().compareTo(value) <= 0 && p.high().compareTo(value) >= 0);
    }

    Numbers and(Numbers other) {
        List<Piece> both = new ArrayList<>();
        int a = 0;
        int b = 0;
        while (a < pieces.size() && b < other.pieces.size()) {
            Piece x = pieces.get(a);
            Piece y = other.pieces.get(b);
            BigInteger low = x.low().max(y.low());
            BigInteger high = x.high().min(y.high());
            if (low.compareTo(high) <= 0) {
                both.add(new Piece(low, high));
            }
            if (x.high().compareTo(y.high()) < 0) {
                a++;
            } else {
                b++;
            }
        }
        return new Numbers(both, nan && other.nan);
    }

    Numbers or(Numbers other) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(other.pieces);
        all.sort(Comparator.comparing(Piece::low));
        List<Piece> merged = new ArrayList<>();
        for (Piece next : all) {
            Piece last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && next.low().compareTo(last.high().add(BigInteger.ONE)) <= 0) {
                merged.set(merged.size() - 1, new Piece(last.low(), last.high().max(next.high())));
            } else {
                merged.add(next);
            }
        }
        return new Numbers(merged.size() > MOST ? coarse(merged) : merged, nan || other.nan);
    }

    private static List<Piece> coarse(List<Piece> fine) {
        List<Piece> coarse = new ArrayList<>(fine.subList(0, MOST - 1));
        coarse.add(new Piece(fine.get(MOST - 1).low(), fine.getLast().high()));
        return coarse;
    }

    /** Whether one of them is below one of the other. */
    boolean mayBeBelow(Numbers other) {
        return !pieces.isEmpty() && !other.pieces.isEmpty() && low().compareTo(other.high()) < 0;
    }

    /** Those below some number of the other. */
    Numbers below(Numbers other) {
        return pieces.isEmpty() || other.pieces.isEmpty() ? NONE
                : withNan(false).and(between(low(), other.high().subtract(BigInteger.ONE)));
    }

    /** Those above some number of the other. */
    Numbers above(Numbers other) {
        return pieces.isEmpty() || other.pieces.isEmpty() ? NONE
                : withNan(false).and(between(other.low().add(BigInteger.ONE), high()));
    }

    Numbers negated() {
        return new Numbers(pieces.reversed().stream().map(p -> new Piece(p.high().negate(), p.low().negate())).toList(),
                nan);
    }

    /** The numbers of which all may be meant that lie between the least and the greatest. */
    Numbers hull() {
        return pieces.isEmpty() ? this : between(low(), high()).withNan(nan);
    }
}
