package dev.protosieve.engine.listing;

import java.io.Serial;

/** A file is no object file that can be read here; the message is one phrase for people. */
final class MalformedObject extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    MalformedObject(String message) {
        super(message);
    }

    /** Fails with that message unless {@code holds}. */
    static void require(boolean holds, String message) throws MalformedObject {
        if (!holds) {
            throw new MalformedObject(message);
        }
    }
}
