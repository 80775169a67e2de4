package dev.protosieve.app.cli;

import java.io.Serial;

/** A command cannot do what it was asked for; the message is one sentence for people. */
final class CommandFailed extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    CommandFailed(String message) {
        super(message);
    }

    /** @param hint what to do about it, possibly empty */
    CommandFailed(String reason, String hint) {
        super(hint.isEmpty() ? reason : reason + " (" + hint + ")");
    }
}
