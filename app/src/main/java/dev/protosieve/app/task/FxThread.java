package dev.protosieve.app.task;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;

/** The one door to the FX thread: at once when already there, otherwise later. */
public final class FxThread implements Executor {

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CompletableFuture<Boolean> started = new CompletableFuture<>();

    @Override
    public void execute(Runnable command) {
        if (Platform.isFxApplicationThread()) {
            command.run();
        } else {
            Platform.runLater(command);
        }
    }

    /** Always later, after what is queued now; for work that must see a finished layout. */
    public void later(Runnable command) {
        Platform.runLater(command);
    }

    /** Begins to start the toolkit there, while the caller does other things. */
    public void begin(Executor elsewhere) {
        if (asked.compareAndSet(false, true)) {
            elsewhere.execute(this::startToolkit);
        }
    }

    /** Starts the toolkit unless it runs, waits for it, and keeps it when the last window closes. */
    public void start() {
        begin(Runnable::run);
        try {
            started.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnsupportedOperationException none ? new NoDisplayException(none)
                    : new IllegalStateException("the toolkit does not start", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void startToolkit() {
        try {
            Platform.setImplicitExit(false);
            Platform.startup(() -> started.complete(true));
        } catch (IllegalStateException _) {
            // it runs already
            started.complete(true);
        } catch (RuntimeException | Error e) {
            started.completeExceptionally(e);
        }
    }

    /** Whether the desktop asks for dark windows; on the FX thread. */
    public ObservableValue<Boolean> systemIsDark() {
        return Platform.getPreferences().colorSchemeProperty().map(scheme -> scheme == ColorScheme.DARK);
    }

    /** Asks for a layout and a picture even when nothing has changed. */
    public void pulse() {
        Platform.requestNextPulse();
    }

    /** Ends the toolkit; every window must be hidden before, popups too (seen to crash otherwise). */
    public void exit() {
        Platform.exit();
    }
}
