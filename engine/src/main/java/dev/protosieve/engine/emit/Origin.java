package dev.protosieve.engine.emit;

import dev.protosieve.engine.text.Span;

/**
 * Why an instruction is there.
 *
 * @param rule position in the typed rules, or -1 for code that serves all rules
 * @param span the text in the rule file that asked for it; for shared code the statement it belongs to
 * @param step the part of the program, a few words: {@code scan: next tag}
 * @param why one sentence for people who learn
 */
public record Origin(int rule, Span span, String step, String why) {

    public static final int SHARED = -1;

    public Origin because(String reason) {
        return new Origin(rule, span, step, reason);
    }
}
