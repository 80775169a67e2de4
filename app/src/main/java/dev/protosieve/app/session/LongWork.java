package dev.protosieve.app.session;

import dev.protosieve.app.task.BackgroundTask;
import dev.protosieve.app.task.Workers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Work that people may have to wait for: it stands in the status strip once it takes longer than a moment, with a way to end it. */
public final class LongWork {

    /** Shorter work is not worth a word. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final BackgroundTasks tasks;
    private final Workers workers;
    private final Executor ui;

    /** @param ui where the window lives */
    public LongWork(BackgroundTasks tasks, Workers workers, Executor ui) {
        this.tasks = tasks;
        this.workers = workers;
        this.ui = ui;
    }

    /**
     * Does work on this thread.
     *
     * @param work gets whom to ask, now and then and from any thread, whether its result is still wanted
     */
    public <T> T run(String title, Function<BooleanSupplier, T> work) {
        return run(title, () -> false, work);
    }

    /** @param overtaken whether newer work makes this one's result unwanted */
    <T> T run(String title, BooleanSupplier overtaken, Function<BooleanSupplier, T> work) {
        BackgroundTask task = new BackgroundTask(title, ui);
        Runnable end = tasks.whileItTakes(task, workers, MOMENT);
        try {
            return work.apply(() -> overtaken.getAsBoolean() || task.isCancelled());
        } finally {
            end.run();
        }
    }
}
