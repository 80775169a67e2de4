package dev.protosieve.app.remote;

/** Why a server did not tell its schema: a sentence, and one on what to do. */
public final class ReflectionException extends Exception {

    private static final long serialVersionUID = 1;

    private final String hint;

    ReflectionException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
