package dev.protosieve.app.task;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;

/** The one door to the FX thread: at once when already there, otherwise later. */
public final class FxThread implements Executor {

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

    /** Starts the toolkit unless it runs, and keeps it when the last window closes. */
    public void start() {
        Platform.setImplicitExit(false);
        CountDownLatch started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
            started.await();
        } catch (IllegalStateException _) {
            // it runs already
        } catch (UnsupportedOperationException e) {
            throw new NoDisplayException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the desktop asks for dark windows; on the FX thread. */
    public ObservableValue<Boolean> systemIsDark() {
        return Platform.getPreferences().colorSchemeProperty().map(scheme -> scheme == ColorScheme.DARK);
    }

    /** Ends the toolkit; every window must be hidden before, popups too (seen to crash otherwise). */
    public void exit() {
        Platform.exit();
    }
}
