package dev.protosieve.engine.oracle;

import dev.protosieve.engine.text.Span;
import java.util.List;

/**
 * What a part of a condition came to for one packet, and what its own parts did.
 *
 * @param span in the rule file
 * @param text as the rule file has it
 * @param value as CEL writes it, of an enum behind its name; the reason where it is an error; empty where nobody asked
 * @param parts those that are worth a line: constants are not
 */
public record Explanation(Span span, String text, Outcome outcome, String value, List<Explanation> parts) {

    /** How the evaluation of a part ended. */
    public enum Outcome {
        TRUE,
        FALSE,
        /** A value that is neither true nor false. */
        VALUE,
        /** It has no value. */
        ERROR,
        /** What stands beside it had decided before. */
        NOT_ASKED
    }

    public Explanation {
        parts = List.copyOf(parts);
    }
}
