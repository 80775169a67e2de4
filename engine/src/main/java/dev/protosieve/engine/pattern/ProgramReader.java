package dev.protosieve.engine.pattern;

import com.google.re2j.Pattern;
import dev.protosieve.engine.pattern.RegexProgram.Step;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the program that RE2/J 1.8 compiled a pattern to, which its API does not show: {@code Pattern.re2},
 * {@code RE2.prog}, {@code Prog.inst}, {@code Inst.op/out/arg/runes} and {@code Unicode.simpleFold}. Numbers are those of its
 * classes {@code Inst} and {@code RE2}.
 */
final class ProgramReader {

    private static final int ALT = 1;
    private static final int ALT_MATCH = 2;
    private static final int CAPTURE = 3;
    private static final int EMPTY_WIDTH = 4;
    private static final int FAIL = 5;
    private static final int MATCH = 6;
    private static final int NOP = 7;
    private static final int RUNE = 8;
    private static final int RUNE1 = 9;
    private static final int RUNE_ANY = 10;
    private static final int RUNE_ANY_NOT_NL = 11;
    /** RE2.FOLD_CASE, in {@code arg} of RUNE. */
    private static final int FOLD_CASE = 1;

    /** Unicode.MAX_FOLD: characters behind it are not folded. */
    private static final int MAX_FOLD = 0x1044f;
    /** More than any character has; CaseFolding.txt of Unicode 16 has four at most. */
    private static final int MOST_CASES = 8;

    private static final RuneSet ANY = RuneSet.of(0, Character.MAX_CODE_POINT);
    private static final RuneSet ANY_NOT_NEWLINE = RuneSet.of(0, '\n' - 1, '\n' + 1, Character.MAX_CODE_POINT);

    private final Field re2;
    private final Field prog;
    private final Field inst;
    private final Field size;
    private final Field start;
    private final Field op;
    private final Field out;
    private final Field arg;
    private final Field runes;
    private final Method simpleFold;

    private ProgramReader() throws ReflectiveOperationException {
        re2 = field("Pattern", "re2");
        prog = field("RE2", "prog");
        inst = field("Prog", "inst");
        size = field("Prog", "instSize");
        start = field("Prog", "start");
        op = field("Inst", "op");
        out = field("Inst", "out");
        arg = field("Inst", "arg");
        runes = field("Inst", "runes");
        simpleFold = type("Unicode").getDeclaredMethod("simpleFold", int.class);
        simpleFold.setAccessible(true);
    }

    /** @throws IllegalStateException when RE2/J on the class path is not made as 1.8 is */
    static ProgramReader open() {
        try {
            return new ProgramReader();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("RE2/J is not made as its version 1.8 is", e);
        }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("com.google.re2j." + name);
    }

    private static Field field(String type, String name) throws ReflectiveOperationException {
        Field field = type(type).getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** How many steps {@link #read} would give. */
    int size(Pattern pattern) {
        try {
            return size.getInt(prog.get(re2.get(pattern)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    RegexProgram read(Pattern pattern) {
        try {
            Object program = prog.get(re2.get(pattern));
            Object[] all = (Object[]) Objects.requireNonNull(inst.get(program));
            Map<RuneSet, RuneSet> shared = new HashMap<>();
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < size.getInt(program); i++) {
                steps.add(step(all[i], shared));
            }
            return new RegexProgram(start.getInt(program), steps);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Step step(Object from, Map<RuneSet, RuneSet> shared) throws ReflectiveOperationException {
        int next = out.getInt(from);
        return switch (op.getInt(from)) {
            case ALT, ALT_MATCH -> new Step.Fork(next, arg.getInt(from));
            case CAPTURE, NOP -> new Step.Skip(next);
            case EMPTY_WIDTH -> new Step.Assert(arg.getInt(from), next);
            case FAIL -> new Step.Fail();
            case MATCH -> new Step.Match();
            case RUNE, RUNE1 -> {
                RuneSet set = runes((int[]) Objects.requireNonNull(runes.get(from)), arg.getInt(from));
                yield new Step.Read(shared.computeIfAbsent(set, s -> s), next);
            }
            case RUNE_ANY -> new Step.Read(ANY, next);
            case RUNE_ANY_NOT_NL -> new Step.Read(ANY_NOT_NEWLINE, next);
            default -> throw new IllegalStateException("RE2/J's instruction " + from);
        };
    }

    /** Inst.matchRune: a single rune may stand for all that differ from it in case only; otherwise there are ranges. */
    private RuneSet runes(int[] from, int flags) throws ReflectiveOperationException {
        if (from.length != 1) {
            return RuneSet.of(from);
        }
        RuneSet set = RuneSet.of(from[0], from[0]);
        if ((flags & FOLD_CASE) != 0) {
            for (int r = fold(from[0]); r != from[0]; r = fold(r)) {
                set = set.union(RuneSet.of(r, r));
            }
        }
        return set;
    }

    /** Whether a character of the range has cases that do not lead back to it. */
    boolean foldsForever(int first, int last) {
        try {
            for (int rune = first; rune <= Math.min(last, MAX_FOLD); rune++) {
                int at = fold(rune);
                for (int i = 0; i < MOST_CASES && at != rune; i++) {
                    at = fold(at);
                }
                if (at != rune) {
                    return true;
                }
            }
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private int fold(int rune) throws ReflectiveOperationException {
        return (int) Objects.requireNonNull(simpleFold.invoke(null, rune));
    }
}
