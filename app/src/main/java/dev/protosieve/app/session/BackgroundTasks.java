package dev.protosieve.app.session;

import dev.protosieve.app.task.BackgroundTask;
import dev.protosieve.app.task.Workers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What is going on behind the window and may take longer than a moment; the status strip shows it. On the FX thread only. */
public final class BackgroundTasks {

    private final Executor workers;
    private final Executor ui;
    private final ObservableList<BackgroundTask> running = FXCollections.observableArrayList();
    /** One for all: such a view is held by nobody else, and whoever listens to it would be forgotten with it. */
    private final ObservableList<BackgroundTask> shown = FXCollections.unmodifiableObservableList(running);

    /**
     * @param workers where the work is done
     * @param ui where the window lives
     */
    public BackgroundTasks(Executor workers, Executor ui) {
        this.workers = workers;
        this.ui = ui;
    }

    /**
     * Begins work at once.
     *
     * @param done gets the result, here, unless the task was cancelled
     * @param failed gets what the work threw, here, unless the task was cancelled
     */
    public <T> BackgroundTask start(String title, BackgroundTask.Work<T> work, Consumer<? super T> done,
            Consumer<? super Exception> failed) {
        BackgroundTask task = new BackgroundTask(title, ui);
        running.add(task);
        workers.execute(() -> run(task, work, done, failed));
        return task;
    }

    /**
     * Shows work that somebody else does, once it takes longer than a moment.
     *
     * @return to be run when the work has ended, on any thread
     */
    Runnable whileItTakes(BackgroundTask task, Workers clock, Duration moment) {
        AtomicBoolean ended = new AtomicBoolean();
        Runnable never = clock.after(moment, () -> ui.execute(() -> {
            if (!ended.get()) {
                running.add(task);
            }
        }));
        return () -> {
            ended.set(true);
            never.run();
            ui.execute(() -> running.remove(task));
        };
    }

    private <T> void run(BackgroundTask task, BackgroundTask.Work<T> work, Consumer<? super T> done,
            Consumer<? super Exception> failed) {
        Runnable end = () -> {
        };
        try {
            T result = work.run(task);
            end = () -> done.accept(result);
        } catch (Exception e) {
            end = () -> failed.accept(e);
        } finally {
            Runnable last = end;
            ui.execute(() -> end(task, last));
        }
    }

    private void end(BackgroundTask task, Runnable last) {
        running.remove(task);
        if (!task.isCancelled()) {
            last.run();
        }
    }

    /** The tasks at work, oldest first. */
    public ObservableList<BackgroundTask> running() {
        return shown;
    }
}
