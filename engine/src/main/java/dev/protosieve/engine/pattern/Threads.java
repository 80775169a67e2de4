package dev.protosieve.engine.pattern;

import dev.protosieve.engine.pattern.RegexProgram.Step;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * Follows the steps of a program that read nothing. Between two characters the steps wait, until the next character is known,
 * at what reads and at assertions that depend on it.
 */
final class Threads {

    /** What stands before or behind: RE2/J's Utils.emptyOpContext. */
    enum Neighbour {
        NONE,
        NEWLINE,
        WORD,
        OTHER;

        static Neighbour of(int rune) {
            boolean word = rune >= 'A' && rune <= 'Z' || rune >= 'a' && rune <= 'z' || rune >= '0' && rune <= '9'
                    || rune == '_';
            return rune == '\n' ? NEWLINE : word ? WORD : OTHER;
        }
    }

    private static final int BEGINNINGS = RegexProgram.BEGIN_LINE | RegexProgram.BEGIN_TEXT;

    private final RegexProgram program;
    /** The assertions that the pattern makes. */
    private final int used;

    Threads(RegexProgram program) {
        this.program = program;
        this.used = program.steps().stream()
                .mapToInt(s -> s instanceof Step.Assert(int conditions, int _) ? conditions : 0)
                .reduce(0, (a, b) -> a | b);
    }

    /** What is worth knowing of the character before: neighbours that the pattern does not tell apart become one. */
    Neighbour seen(Neighbour before) {
        boolean known = switch (before) {
            case NONE -> (used & BEGINNINGS) != 0;
            case NEWLINE -> (used & RegexProgram.BEGIN_LINE) != 0;
            case WORD -> (used & (RegexProgram.WORD_BOUNDARY | RegexProgram.NO_WORD_BOUNDARY)) != 0;
            case OTHER -> true;
        };
        return known ? before : Neighbour.OTHER;
    }

    /**
     * The steps that wait behind {@code before}, a match that needs nothing more among them. One that starts here is always
     * there: a pattern is found anywhere.
     */
    BitSet waiting(BitSet arrived, Neighbour before) {
        BitSet from = (BitSet) arrived.clone();
        from.set(program.start());
        int impossible = BEGINNINGS & ~beginnings(before);
        return follow(from, 0, impossible, true);
    }

    /** The steps that read, or a match, once the next character is known. */
    BitSet resolved(BitSet waiting, Neighbour before, Neighbour behind) {
        int holds = beginnings(before) | switch (behind) {
            case NONE -> RegexProgram.END_TEXT | RegexProgram.END_LINE;
            case NEWLINE -> RegexProgram.END_LINE;
            case WORD, OTHER -> 0;
        };
        holds |= (before == Neighbour.WORD) != (behind == Neighbour.WORD) ? RegexProgram.WORD_BOUNDARY
                : RegexProgram.NO_WORD_BOUNDARY;
        return follow(waiting, holds, ~holds, false);
    }

    private static int beginnings(Neighbour before) {
        return switch (before) {
            case NONE -> BEGINNINGS;
            case NEWLINE -> RegexProgram.BEGIN_LINE;
            case WORD, OTHER -> 0;
        };
    }

    /**
     * @param holds assertions that let steps pass
     * @param fails assertions that end them
     * @param wait whether a step stays at assertions that do neither
     */
    private BitSet follow(BitSet from, int holds, int fails, boolean wait) {
        BitSet seen = new BitSet();
        BitSet ends = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        from.stream().forEach(open::push);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (seen.get(at)) {
                continue;
            }
            seen.set(at);
            switch (program.steps().get(at)) {
                case Step.Fork(int one, int other) -> {
                    open.push(one);
                    open.push(other);
                }
                case Step.Skip(int next) -> open.push(next);
                case Step.Assert(int conditions, int next) -> {
                    if ((conditions & fails) != 0) {
                        continue;
                    }
                    if ((conditions & ~holds) == 0) {
                        open.push(next);
                    } else if (wait) {
                        ends.set(at);
                    }
                }
                case Step.Read _, Step.Match _ -> ends.set(at);
                case Step.Fail _ -> {
                }
            }
        }
        return ends;
    }

    boolean matches(BitSet steps) {
        return steps.stream().anyMatch(s -> program.steps().get(s) instanceof Step.Match);
    }

    boolean asserts(BitSet steps) {
        return steps.stream().anyMatch(s -> program.steps().get(s) instanceof Step.Assert);
    }
}
