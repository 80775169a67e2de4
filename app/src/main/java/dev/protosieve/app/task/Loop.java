package dev.protosieve.app.task;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread of its own that repeats one turn until it is closed. */
public final class Loop implements AutoCloseable {

    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final Thread thread;
    private volatile boolean open = true;

    Loop(String name, Duration pause, Runnable turn) {
        this.thread = Thread.ofPlatform().daemon().name(name).start(() -> {
            while (open) {
                turn.run();
                LockSupport.parkNanos(pause.toNanos());
            }
        });
    }

    /** Lets the current turn finish and waits for it; returns at once when called from the loop itself. */
    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
