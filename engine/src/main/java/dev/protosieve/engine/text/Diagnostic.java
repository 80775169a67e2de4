package dev.protosieve.engine.text;

/**
 * One finding, made for people.
 *
 * @param code stable and dotted, {@code stage.what}, for example {@code typed.unknown-field}
 * @param place where it stands
 * @param message one sentence: what is wrong
 * @param hint what to write or do instead; empty when there is nothing useful to say
 */
public record Diagnostic(String code, Severity severity, Place place, String message, String hint) {

    public static Diagnostic error(String code, Place place, String message, String hint) {
        return new Diagnostic(code, Severity.ERROR, place, message, hint);
    }

    public static Diagnostic warning(String code, Place place, String message, String hint) {
        return new Diagnostic(code, Severity.WARNING, place, message, hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code file:line:col: severity: code: message (hint)}, on one line. */
    public String format() {
        String tail = hint.isEmpty() ? "" : " (" + hint + ")";
        return place + ": " + severity.word() + ": " + code + ": " + message + tail;
    }
}
