package dev.protosieve.app.cli;

import dev.protosieve.app.session.RunSession;
import dev.protosieve.app.task.AtExit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * What a run has counted, once a second, until it is enough.
 *
 * @param exit ends it too
 */
record LiveCounts(RunSession session, AtExit exit) {

    /**
     * Ends by an {@link java.io.IOError} when nobody reads them any more: {@link Output}.
     *
     * @param most without it until {@code enough}
     * @param print gets the number of the second
     * @return false when the filter was taken off from outside
     */
    boolean print(Optional<Duration> most, BooleanSupplier enough, LongConsumer print) throws InterruptedException {
        long start = System.nanoTime();
        long end = most.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        for (long second = 1;; second++) {
            long due = Math.min(end, TimeUnit.SECONDS.toNanos(second));
            boolean asked = exit.await(due - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
            if (session.isLost()) {
                return false;
            }
            if (asked || due == end || enough.getAsBoolean()) {
                return true;
            }
            print.accept(second);
        }
    }
}
