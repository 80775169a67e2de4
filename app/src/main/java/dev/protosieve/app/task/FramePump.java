package dev.protosieve.app.task;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings snapshots to a slow consumer at a pace: at most one in each interval, none while the last one is still being shown, and
 * none before the consumer had as much time for other things as the last one took.
 */
public final class FramePump<T> implements AutoCloseable {

    /** 30 deliveries a second: smooth to the eye, and half of what the FX thread could take. */
    public static final Duration PACE = Duration.ofNanos(1_000_000_000L / 30);

    /** The layout behind a delivery takes about as long as the delivery; the same again is for keys and mouse. */
    private static final int LEISURE = 2;

    private final AtomicBoolean showing = new AtomicBoolean();
    private final Supplier<? extends T> source;
    private final Consumer<? super T> sink;
    private final Executor delivery;
    private final Loop loop;
    private volatile boolean open = true;
    private volatile long notBefore = System.nanoTime();

    /** @param source called on the pump's own thread; {@code sink} is called by {@code delivery} */
    public FramePump(Workers workers, Executor delivery, Duration pace, Supplier<? extends T> source,
            Consumer<? super T> sink) {
        this.source = source;
        this.sink = sink;
        this.delivery = delivery;
        this.loop = workers.every("frame-pump", pace, this::turn);
    }

    private void turn() {
        if (System.nanoTime() - notBefore < 0 || !showing.compareAndSet(false, true)) {
            return;
        }
        boolean sent = false;
        try {
            T snapshot = source.get();
            delivery.execute(() -> show(snapshot));
            sent = true;
        } finally {
            if (!sent) {
                showing.set(false);
            }
        }
    }

    private void show(T snapshot) {
        long begun = System.nanoTime();
        try {
            if (open) {
                sink.accept(snapshot);
            }
        } finally {
            long now = System.nanoTime();
            notBefore = now + LEISURE * (now - begun);
            showing.set(false);
        }
    }

    /** After this nothing is delivered. */
    @Override
    public void close() {
        open = false;
        loop.close();
    }
}
