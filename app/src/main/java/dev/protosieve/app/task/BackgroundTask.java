package dev.protosieve.app.task;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * Work off the FX thread that people see: its title, how far it is, and a way to end it. The work itself looks at
 * {@link #isCancelled} between its steps; everything else is used where the window lives.
 */
public final class BackgroundTask {

    /** The value of {@link #progress} while nobody can say how far the work is. */
    public static final double UNKNOWN = -1;

    /** Work that tells its task how far it is. */
    @FunctionalInterface
    public interface Work<T> {
        T run(BackgroundTask task) throws Exception;
    }

    private final String title;
    private final Executor ui;
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(UNKNOWN);
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile boolean cancelled;
    private volatile double share = UNKNOWN;
    private volatile String words = "";

    /**
     * @param title a few words such as {@code Reading capture.pcap}
     * @param ui where the window lives
     */
    public BackgroundTask(String title, Executor ui) {
        this.title = title;
        this.ui = ui;
    }

    public String title() {
        return title;
    }

    /** How far the work is, 0 to 1, or {@link #UNKNOWN}. */
    public ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    /** What the work is at now; may be empty. */
    public ReadOnlyStringProperty detail() {
        return detail.getReadOnlyProperty();
    }

    /** Asks the work to end; what it gives afterwards is dropped. */
    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** Says how far the work is, from any thread and as often as one likes: the window is told at its own pace. */
    public void at(double done, String now) {
        share = done;
        words = now;
        if (telling.compareAndSet(false, true)) {
            ui.execute(() -> {
                telling.set(false);
                progress.set(share);
                detail.set(words);
            });
        }
    }
}
