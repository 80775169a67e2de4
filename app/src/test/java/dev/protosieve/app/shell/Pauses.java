package dev.protosieve.app.shell;

import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Loop;
import dev.protosieve.app.task.Patience;
import dev.protosieve.app.task.Workers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;

/**
 * Knocks at the FX thread every 4 ms, as keys and mouse do, and keeps how long each knock waited, and how much of that the thread
 * was at work: the rest it waited for a processor that others had.
 */
final class Pauses implements AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private record Wait(long nanos, long work) {
    }

    private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final FxThread fx;
    private final long thread;
    private final Loop loop;

    Pauses(FxThread fx, Workers workers) {
        this.fx = fx;
        CompletableFuture<Long> id = new CompletableFuture<>();
        fx.later(() -> id.complete(Thread.currentThread().threadId()));
        this.thread = id.join();
        this.loop = workers.every("knocks", Duration.ofMillis(4), this::knock);
    }

    private void knock() {
        if (waiting.compareAndSet(false, true)) {
            long asked = System.nanoTime();
            long worked = THREADS.getThreadCpuTime(thread);
            fx.later(() -> {
                waits.add(new Wait(System.nanoTime() - asked, THREADS.getCurrentThreadCpuTime() - worked));
                waiting.set(false);
            });
        }
    }

    /** The longest wait. */
    long longestMillis() {
        return longest(Wait::nanos);
    }

    /** The most work that a knock had to wait for. */
    long mostWorkMillis() {
        return longest(Wait::work);
    }

    private long longest(ToLongFunction<Wait> part) {
        return TimeUnit.NANOSECONDS.toMillis(waits.stream().mapToLong(part).max().orElse(Long.MAX_VALUE));
    }

    private long over(int millis, ToLongFunction<Wait> part) {
        return waits.stream().mapToLong(part).filter(w -> w > TimeUnit.MILLISECONDS.toNanos(millis)).count();
    }

    /** All of it in one line, once the last knock was heard. */
    String words() {
        loop.close();
        Patience.await("the FX thread", () -> !waiting.get());
        return "longest pause %,d ms (%d over 100 ms, %d over 50 ms), of that at work %,d ms (%d over 100 ms, %d over 50 ms)"
                .formatted(longestMillis(), over(100, Wait::nanos), over(50, Wait::nanos), mostWorkMillis(),
                        over(100, Wait::work), over(50, Wait::work));
    }

    @Override
    public void close() {
        loop.close();
    }
}
