package dev.protosieve.engine.event;

import java.util.Arrays;

/**
 * Counts events by series and time bucket in a ring of buckets: bounded, and counting allocates nothing. One thread writes,
 * any number take snapshots.
 */
public final class SeriesBuffer {

    private static final long NONE = Long.MIN_VALUE;

    private final long bucketNanos;
    private final long[][] counts;
    private final long[] totals;
    private final int buckets;
    /** Numbers of the newest and of the oldest bucket shown: time divided by the width. */
    private long newest = NONE;
    private long oldest = NONE;
    private long lost;
    private long late;

    /**
     * @param series how many; for a filter, the entries of its counters
     * @param buckets how many are kept
     * @param bucketNanos width of one
     */
    public SeriesBuffer(int series, int buckets, long bucketNanos) {
        if (series < 1 || buckets < 1 || bucketNanos < 1) {
            throw new IllegalArgumentException(series + " series, " + buckets + " buckets of " + bucketNanos + " ns");
        }
        this.bucketNanos = bucketNanos;
        this.buckets = buckets;
        this.counts = new long[series][buckets];
        this.totals = new long[series];
    }

    /** Counts {@code count} events of that time, nanoseconds of CLOCK_MONOTONIC; times may be a little out of order. */
    public synchronized void add(int series, long timeNanos, long count) {
        long bucket = Math.floorDiv(timeNanos, bucketNanos);
        totals[series] += count;
        moveTo(bucket);
        if (bucket <= newest - buckets) {
            late += count;
            return;
        }
        oldest = Math.min(oldest, bucket);
        counts[series][index(bucket)] += count;
    }

    /** Shows time passing where nothing happens: the newest bucket becomes the one of {@code timeNanos}. */
    public synchronized void advance(long timeNanos) {
        moveTo(Math.floorDiv(timeNanos, bucketNanos));
    }

    /** Notes events that never arrived. */
    public synchronized void lost(long count) {
        lost += count;
    }

    private void moveTo(long bucket) {
        if (newest == NONE) {
            newest = bucket;
            oldest = bucket;
        } else if (bucket > newest) {
            clear(newest + 1, bucket);
            newest = bucket;
            oldest = Math.max(oldest, newest - buckets + 1);
        }
    }

    private void clear(long from, long to) {
        long first = Math.max(from, to - buckets + 1);
        for (long bucket = first; bucket <= to; bucket++) {
            for (long[] ring : counts) {
                ring[index(bucket)] = 0;
            }
        }
    }

    private int index(long bucket) {
        return (int) Math.floorMod(bucket, (long) buckets);
    }

    /** What is counted now. */
    public synchronized SeriesSnapshot snapshot() {
        int shown = newest == NONE ? 0 : (int) (newest - oldest + 1);
        long[] starts = new long[shown];
        long[][] copy = new long[counts.length][shown];
        for (int i = 0; i < shown; i++) {
            starts[i] = (oldest + i) * bucketNanos;
            for (int series = 0; series < counts.length; series++) {
                copy[series][i] = counts[series][index(oldest + i)];
            }
        }
        return new SeriesSnapshot(bucketNanos, starts, copy, Arrays.copyOf(totals, totals.length), lost, late);
    }
}
