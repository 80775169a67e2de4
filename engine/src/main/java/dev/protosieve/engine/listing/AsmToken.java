package dev.protosieve.engine.listing;

import dev.protosieve.engine.text.Span;

/**
 * A word, number or sign of a line of assembly.
 *
 * @param text as written
 * @param span in the source text
 */
record AsmToken(Kind kind, String text, Span span) {

    enum Kind {
        WORD,
        NUMBER,
        SIGN,
        END
    }

    boolean is(String sign) {
        return kind != Kind.END && text.equals(sign);
    }

    /** For messages: what stands there. */
    String phrase() {
        return kind == Kind.END ? "the end of the line" : "\"" + text + "\"";
    }
}
