package dev.protosieve.app.task;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what other threads do, on machines that are slow. */
public final class Patience {

    private static final long MOST_SECONDS = 60;
    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(20);

    private Patience() {
    }

    /** Waits until it holds; fails with {@code what} when it does not come. */
    public static void await(String what, BooleanSupplier condition) {
        await(() -> what, condition);
    }

    /** Waits on the thread that plays the FX thread: runs what is handed to it meanwhile. */
    public static void await(String what, Queue<Runnable> ui, BooleanSupplier condition) {
        await(what, () -> {
            for (Runnable next = ui.poll(); next != null; next = ui.poll()) {
                next.run();
            }
            return condition.getAsBoolean();
        });
    }

    /** @param what said at the end of the waiting */
    public static void await(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "waited in vain for " + what.get());
            LockSupport.parkNanos(TURN);
        }
    }
}
