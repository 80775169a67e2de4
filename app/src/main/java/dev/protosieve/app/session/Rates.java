package dev.protosieve.app.session;

import dev.protosieve.engine.event.SeriesBuffer;
import dev.protosieve.engine.event.SeriesSnapshot;

/** One series of packets by steps of time, read as packets a second. Steps are counted from the clock's zero. */
final class Rates {

    /** Length of a step. */
    static final long STEP_NANOS = 500_000_000L;
    static final int STEPS_PER_SECOND = 2;
    /** 90 seconds, and the step that is still filling. */
    private static final int STEPS = 181;

    private final SeriesSnapshot series;

    Rates(SeriesBuffer buffer) {
        this.series = buffer.snapshot();
    }

    /** A buffer whose steps are these. */
    static SeriesBuffer buffer() {
        return new SeriesBuffer(1, STEPS, STEP_NANOS);
    }

    /** Adds what was counted between two moments, as if it had come evenly: nobody knows better. */
    static void spread(SeriesBuffer series, long from, long to, long count) {
        long given = 0;
        for (long step = step(from); count > 0 && step <= step(to); step++) {
            long end = Math.min((step + 1) * STEP_NANOS, to);
            long upToEnd = end == to ? count : Math.round((double) count * (end - from) / (to - from));
            series.add(0, step * STEP_NANOS, upToEnd - given);
            given = upToEnd;
        }
    }

    static long step(long nanos) {
        return Math.floorDiv(nanos, STEP_NANOS);
    }

    private long at(long step) {
        if (series.starts().length == 0) {
            return 0;
        }
        long index = step - step(series.starts()[0]);
        return index < 0 || index >= series.starts().length ? 0 : series.counts()[0][(int) index];
    }

    /** Packets a second over the {@code count} steps that end before the step {@code end}, oldest first. */
    double[] perSecond(long end, int count) {
        double[] rates = new double[count];
        for (int i = 0; i < count; i++) {
            rates[i] = at(end - count + i) * (double) STEPS_PER_SECOND;
        }
        return rates;
    }

    /** Packets in the last whole second before that step. */
    long lastSecond(long end) {
        long sum = 0;
        for (long step = end - STEPS_PER_SECOND; step < end; step++) {
            sum += at(step);
        }
        return sum;
    }
}
