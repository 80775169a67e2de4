package dev.protosieve.app.task;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Every thread of the application. What goes wrong on one is our bug and is reported to one place. */
public final class Workers implements Executor, AutoCloseable {

    private final ScheduledExecutorService pool;
    private final Consumer<Throwable> trouble;

    private final List<Workers> alone = new CopyOnWriteArrayList<>();

    /** @param trouble hears of exceptions that nobody caught */
    public Workers(Consumer<Throwable> trouble) {
        this(trouble, 3, Thread.ofPlatform().name("worker-", 1));
    }

    private Workers(Consumer<Throwable> trouble, int threads, Thread.Builder.OfPlatform kind) {
        this.trouble = trouble;
        this.pool = Executors.newScheduledThreadPool(threads, kind.daemon().factory());
    }

    /**
     * One more, for work that must not wait until these have time: it does one piece after the other, in the order in which they
     * are due. It is closed with these.
     */
    public Workers alone(String name) {
        Workers one = new Workers(trouble, 1, Thread.ofPlatform().name(name));
        alone.add(one);
        return one;
    }

    /** Runs it soon, off the FX thread. Does nothing after {@link #close()}. */
    @Override
    public void execute(Runnable work) {
        try {
            pool.execute(() -> guarded(work));
        } catch (RejectedExecutionException _) {
            // closing: nobody waits for the answer any more
        }
    }

    /** Runs it once after a pause; the answer cancels it if it has not begun. */
    public Runnable after(Duration pause, Runnable work) {
        try {
            ScheduledFuture<?> due = pool.schedule(() -> guarded(work), pause.toNanos(), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException _) {
            return () -> {
            };
        }
    }

    /** Runs it again and again with a pause behind each turn, until the answer is closed. */
    public Loop every(String name, Duration pause, Runnable turn) {
        return new Loop(name, pause, () -> guarded(turn));
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            trouble.accept(e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        alone.forEach(Workers::close);
    }
}
