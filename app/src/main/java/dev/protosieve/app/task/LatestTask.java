package dev.protosieve.app.task;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work on the newest input only: waits for a pause in the input, computes off the FX thread, and delivers unless a newer input came
 * meanwhile. One worker at a time is busy with it, however much comes.
 */
public final class LatestTask<I, O> {

    private final Workers workers;
    private final Executor delivery;
    private final Duration pause;
    private final BiFunction<? super I, BooleanSupplier, ? extends O> work;
    private final Consumer<? super O> sink;
    private final AtomicLong newest = new AtomicLong();
    private boolean busy;
    private @Nullable Runnable next;

    /**
     * @param delivery where {@code sink} is called
     * @param pause how long the input must rest
     */
    public LatestTask(Workers workers, Executor delivery, Duration pause, Function<? super I, ? extends O> work,
            Consumer<? super O> sink) {
        this(workers, delivery, pause, (input, _) -> work.apply(input), sink);
    }

    /** @param work may ask whether it was overtaken by a newer input: then nobody wants its answer any more */
    public LatestTask(Workers workers, Executor delivery, Duration pause,
            BiFunction<? super I, BooleanSupplier, ? extends O> work, Consumer<? super O> sink) {
        this.workers = workers;
        this.delivery = delivery;
        this.pause = pause;
        this.work = work;
        this.sink = sink;
    }

    /** A new input; the ones before it are forgotten. */
    public void submit(I input) {
        long mine = newest.incrementAndGet();
        workers.after(pause, () -> inTurn(mine, input));
    }

    /** A new input that does not wait for the pause. */
    public void submitNow(I input) {
        long mine = newest.incrementAndGet();
        workers.execute(() -> inTurn(mine, input));
    }

    private void inTurn(long mine, I input) {
        synchronized (this) {
            if (isOvertaken(mine)) {
                return;
            }
            if (busy) {
                next = () -> inTurn(mine, input);
                return;
            }
            busy = true;
        }
        try {
            compute(mine, input);
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        busy = false;
        if (next != null) {
            workers.execute(next);
            next = null;
        }
    }

    private void compute(long mine, I input) {
        O output = work.apply(input, () -> isOvertaken(mine));
        if (!isOvertaken(mine)) {
            delivery.execute(() -> deliver(mine, output));
        }
    }

    private boolean isOvertaken(long mine) {
        return mine != newest.get();
    }

    private void deliver(long mine, O output) {
        if (!isOvertaken(mine)) {
            sink.accept(output);
        }
    }
}
