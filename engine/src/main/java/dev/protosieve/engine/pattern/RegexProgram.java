package dev.protosieve.engine.pattern;

import java.util.List;

/** What RE2/J compiles a pattern to: steps that name the steps behind them. */
record RegexProgram(int start, List<Step> steps) {

    /** What must be so between two characters: RE2/J's Utils.EMPTY_*. */
    static final int BEGIN_LINE = 1;
    static final int END_LINE = 1 << 1;
    static final int BEGIN_TEXT = 1 << 2;
    static final int END_TEXT = 1 << 3;
    static final int WORD_BOUNDARY = 1 << 4;
    static final int NO_WORD_BOUNDARY = 1 << 5;

    RegexProgram {
        steps = List.copyOf(steps);
    }

    sealed interface Step {

        /** Goes on at both. */
        record Fork(int one, int other) implements Step {
        }

        /** Goes on without reading. */
        record Skip(int next) implements Step {
        }

        /** Goes on where all conditions hold, without reading. */
        record Assert(int conditions, int next) implements Step {
        }

        /** Goes on behind a character of the set. */
        record Read(RuneSet runes, int next) implements Step {
        }

        record Match() implements Step {
        }

        record Fail() implements Step {
        }
    }
}
