package dev.protosieve.app.task;

import java.io.Serial;

/** The toolkit finds no display to open windows on; the message is one sentence for people. */
public final class NoDisplayException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    NoDisplayException(UnsupportedOperationException cause) {
        super("no window: " + cause.getMessage()
                + " (a window takes a desktop session and GTK 3, on Debian the package libgtk-3-0; "
                + "with DISPLAY and WAYLAND_DISPLAY unset the demo draws in memory)", cause);
    }
}
