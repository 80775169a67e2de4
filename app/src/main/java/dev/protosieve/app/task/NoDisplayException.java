package dev.protosieve.app.task;

import java.io.Serial;

/** The toolkit finds no display to open windows on; the message is one sentence for people. */
public final class NoDisplayException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    NoDisplayException(UnsupportedOperationException cause) {
        super("no window: " + cause.getMessage()
                + " (start it in a desktop session, or unset DISPLAY and WAYLAND_DISPLAY "
                + "to have the demo draw in memory)", cause);
    }
}
