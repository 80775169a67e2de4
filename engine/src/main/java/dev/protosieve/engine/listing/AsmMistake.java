package dev.protosieve.engine.listing;

import dev.protosieve.engine.text.Span;

/** Carries a mistake from where it is found to the parser, which goes on with the next line. */
final class AsmMistake extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;
    private final transient Span span;
    private final String hint;

    private AsmMistake(String code, Span span, String message, String hint) {
        super(message, null, false, false);
        this.code = code;
        this.span = span;
        this.hint = hint;
    }

    /** @param code what follows {@code asm.} */
    static AsmMistake of(String code, Span span, String message, String hint) {
        return new AsmMistake("asm." + code, span, message, hint);
    }

    String code() {
        return code;
    }

    Span span() {
        return span;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String hint() {
        return hint;
    }
}
