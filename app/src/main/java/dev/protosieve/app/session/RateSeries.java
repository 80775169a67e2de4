package dev.protosieve.app.session;

import java.util.Arrays;

/** How many events fell into each of the last steps of time; older steps are forgotten. Not safe for two threads. */
final class RateSeries {

    /** Length of a step. */
    static final long STEP_NANOS = 500_000_000L;
    static final double STEPS_PER_SECOND = 1e9 / STEP_NANOS;
    /** 90 seconds, and the step that is still filling. */
    static final int STEPS = 181;

    private final long[] counts = new long[STEPS];
    private long newest = -1;

    void add(long step) {
        advance(step);
        if (step >= 0 && step > newest - STEPS) {
            counts[index(step)]++;
        }
    }

    private void advance(long step) {
        if (step <= newest) {
            return;
        }
        if (step - newest >= STEPS) {
            Arrays.fill(counts, 0);
        } else {
            for (long s = newest + 1; s <= step; s++) {
                counts[index(s)] = 0;
            }
        }
        newest = step;
    }

    private static int index(long step) {
        return (int) (step % STEPS);
    }

    /** Events in that step; 0 when it is too old or still to come. */
    long at(long step) {
        return step < 0 || step > newest || step <= newest - STEPS ? 0 : counts[index(step)];
    }

    /** Events a second over the {@code count} steps that end before {@code end}, oldest first. */
    double[] perSecond(long end, int count) {
        double[] rates = new double[count];
        for (int i = 0; i < count; i++) {
            rates[i] = at(end - count + i) * STEPS_PER_SECOND;
        }
        return rates;
    }

    /** Events in the last whole second. */
    long lastSecond(long end) {
        long sum = 0;
        for (long step = end - (long) STEPS_PER_SECOND; step < end; step++) {
            sum += at(step);
        }
        return sum;
    }
}
