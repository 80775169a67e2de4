package dev.protosieve.app.task;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work that must end in order (detach, print, close) do so when the process is asked to end by a signal. The process
 * waits for {@link #close()}, but not for ever.
 */
public final class AtExit implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "at-exit");

    public AtExit() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end() {
        // other hooks, the toolkit's among them, take away what threads still use; their troubles are nobody's news now
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> {
        });
        asked.countDown();
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for that long or until the process is asked to end, which gives true. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return asked.await(time, unit);
    }

    /** Whether the process is asked to end. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** The work has ended. Idempotent. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the process is ending already
        }
    }
}
