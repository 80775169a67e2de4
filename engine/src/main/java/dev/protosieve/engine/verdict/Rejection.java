package dev.protosieve.engine.verdict;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of refusal.
 *
 * @param kind stable word, the second part of the diagnostic's code
 * @param patterns of the kernel's lines
 * @param why plain explanation, one sentence
 * @param fix what to do, one sentence
 */
public record Rejection(String kind, Whose whose, List<Pattern> patterns, String why, String fix) {

    /** {@code unreachable insn 5}, {@code jump out of range from insn 3 to 99}. */
    private static final Pattern SLOT = Pattern.compile("\\binsn (\\d{1,9})\\b");

    public Rejection {
        patterns = List.copyOf(patterns);
    }

    /** Who can do something about it. */
    public enum Whose {
        /** The generated code is at fault: a mistake in Protosieve, or in assembly written by hand. */
        GENERATOR,
        /** A rule asks for something that cannot be done there. */
        RULE,
        /** Too much for one program. */
        LIMIT,
        /** The kernel, its settings, or missing privileges. */
        ENVIRONMENT
    }

    /** Whether a line of a log is one of this kind. */
    public boolean matches(String line) {
        return patterns.stream().anyMatch(p -> p.matcher(line).find());
    }

    /** The slot that the line itself names. */
    public static OptionalInt slotIn(String line) {
        Matcher slot = SLOT.matcher(line);
        return slot.find() ? OptionalInt.of(Integer.parseInt(slot.group(1))) : OptionalInt.empty();
    }
}
