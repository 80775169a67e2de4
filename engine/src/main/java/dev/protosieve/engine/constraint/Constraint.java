package dev.protosieve.engine.constraint;

/**
 * Something that a schema demands of its messages with {@code buf.validate} options.
 *
 * @param path of the field from the message on, for people: {@code items[].price}; empty for the message itself
 * @param id protovalidate's name of the rule: {@code string.min_len}, or that of a rule of the schema's own
 * @param demand what holds of valid messages, in a few words: {@code at least 3 characters}
 */
public record Constraint(String path, String id, String demand, Violation violation) {

    private static final int LONGEST_LABEL = 60;

    /** When a message does not meet it. */
    public sealed interface Violation {
    }

    /**
     * A condition over {@code msg} that is true of just the messages that violate it.
     *
     * @param condition CEL, on one line; whether filters can compute it is for the compiler to say
     */
    public record When(String condition) implements Violation {
    }

    /** There is no such condition: {@code why} is one sentence. */
    public record Unknown(String why) implements Violation {
    }

    /** A name for a rule, on one line: {@code items[].price int32.gt}. */
    public String label() {
        String line = (path.isEmpty() ? id : path + " " + id).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() > LONGEST_LABEL ? line.substring(0, LONGEST_LABEL - 1) + "\u2026" : line;
    }
}
