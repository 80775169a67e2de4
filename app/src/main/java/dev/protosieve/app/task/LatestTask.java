package dev.protosieve.app.task;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Work on the newest input only: waits for a pause in the input, computes off the FX thread, and delivers unless a newer
 * input came meanwhile.
 */
public final class LatestTask<I, O> {

    private final Workers workers;
    private final Executor delivery;
    private final Duration pause;
    private final Function<? super I, ? extends O> work;
    private final Consumer<? super O> sink;
    private final AtomicLong newest = new AtomicLong();
    private final Object turn = new Object();

    /**
     * @param delivery where {@code sink} is called
     * @param pause how long the input must rest
     */
    public LatestTask(Workers workers, Executor delivery, Duration pause, Function<? super I, ? extends O> work,
            Consumer<? super O> sink) {
        this.workers = workers;
        this.delivery = delivery;
        this.pause = pause;
        this.work = work;
        this.sink = sink;
    }

    /** A new input; the ones before it are forgotten. */
    public void submit(I input) {
        long mine = newest.incrementAndGet();
        workers.after(pause, () -> compute(mine, input));
    }

    /** A new input that does not wait for the pause. */
    public void submitNow(I input) {
        long mine = newest.incrementAndGet();
        workers.execute(() -> compute(mine, input));
    }

    private void compute(long mine, I input) {
        synchronized (turn) {
            if (mine != newest.get()) {
                return;
            }
            O output = work.apply(input);
            delivery.execute(() -> deliver(mine, output));
        }
    }

    private void deliver(long mine, O output) {
        if (mine == newest.get()) {
            sink.accept(output);
        }
    }
}
