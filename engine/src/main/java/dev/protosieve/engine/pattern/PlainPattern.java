package dev.protosieve.engine.pattern;

import dev.protosieve.engine.pattern.PatternOutcome.Plain;
import dev.protosieve.engine.pattern.RegexProgram.Step;
import java.util.Optional;

/** Knows the programs that do nothing but look for one text: {@code ^a}, {@code a$}, {@code ^a$}, {@code a}. */
final class PlainPattern {

    private PlainPattern() {
    }

    static Optional<Plain> of(RegexProgram program) {
        StringBuilder text = new StringBuilder();
        boolean atStart = false;
        boolean atEnd = false;
        int at = program.start();
        while (true) {
            switch (program.steps().get(at)) {
                case Step.Skip(int next) -> at = next;
                case Step.Assert(int conditions, int next) -> {
                    if (conditions == RegexProgram.BEGIN_TEXT && text.isEmpty()) {
                        atStart = true;
                    } else if (conditions == RegexProgram.END_TEXT) {
                        atEnd = true;
                    } else {
                        return Optional.empty();
                    }
                    at = next;
                }
                case Step.Read(RuneSet runes, int next) -> {
                    int[] bounds = runes.bounds();
                    if (atEnd || bounds.length != 2 || bounds[0] != bounds[1]) {
                        return Optional.empty();
                    }
                    text.appendCodePoint(bounds[0]);
                    at = next;
                }
                case Step.Match _ -> {
                    return isText(text) ? Optional.of(new Plain(atStart, atEnd, text.toString())) : Optional.empty();
                }
                case Step.Fork _, Step.Fail _ -> {
                    return Optional.empty();
                }
            }
        }
    }

    /** Lone surrogates are in no text. */
    private static boolean isText(StringBuilder text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
