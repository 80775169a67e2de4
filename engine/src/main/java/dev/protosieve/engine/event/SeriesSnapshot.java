package dev.protosieve.engine.event;

/**
 * Counts over time, for charts. Nobody writes to the arrays once the snapshot is made.
 *
 * @param bucketNanos width of a bucket
 * @param starts when each bucket begins, nanoseconds of CLOCK_MONOTONIC, oldest first, one bucket apart
 * @param counts by series, then by bucket
 * @param totals by series, since the buffer was made, buckets that fell out included
 * @param lost events that the ring had no room for
 * @param late events older than the oldest bucket: in {@code totals}, not in {@code counts}
 */
public record SeriesSnapshot(long bucketNanos, long[] starts, long[][] counts, long[] totals, long lost, long late) {

    /** Counts a second in one bucket. */
    public double rate(int series, int bucket) {
        return counts[series][bucket] * 1e9 / bucketNanos;
    }

    /** All that was counted in all series. */
    public long total() {
        long sum = 0;
        for (long total : totals) {
            sum += total;
        }
        return sum;
    }
}
