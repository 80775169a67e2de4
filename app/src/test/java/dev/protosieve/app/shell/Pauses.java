package dev.protosieve.app.shell;

import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Loop;
import dev.protosieve.app.task.Workers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Knocks at the FX thread every 4 ms, as keys and mouse do, and keeps how long each knock waited. */
final class Pauses implements AutoCloseable {

    private final Queue<Long> waits = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final FxThread fx;
    private final Loop loop;

    Pauses(FxThread fx, Workers workers) {
        this.fx = fx;
        this.loop = workers.every("knocks", Duration.ofMillis(4), this::knock);
    }

    private void knock() {
        if (waiting.compareAndSet(false, true)) {
            long asked = System.nanoTime();
            fx.later(() -> {
                waits.add(System.nanoTime() - asked);
                waiting.set(false);
            });
        }
    }

    long longestMillis() {
        return waits.stream().mapToLong(Long::longValue).max().orElse(Long.MAX_VALUE) / 1_000_000;
    }

    long over(int millis) {
        return waits.stream().filter(w -> w > millis * 1_000_000L).count();
    }

    @Override
    public void close() {
        loop.close();
    }
}
