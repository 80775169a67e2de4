package dev.protosieve.engine.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.re2j.Pattern;
import dev.protosieve.engine.pattern.RegexProgram.Step;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fails when another version of RE2/J keeps its program elsewhere or numbers it otherwise. */
final class ProgramReaderTest {

    @Test
    void readsEveryKindOfStep() {
        ProgramReader reader = ProgramReader.open();
        RegexProgram program = reader.read(Pattern.compile("(?m)^k(?i:k)(?:[b-cx]|yz)\\b.(?s:.)*\\B$"));
        List<String> kinds = program.steps().stream().map(s -> s.getClass().getSimpleName()).distinct().sorted()
                .toList();
        assertEquals(List.of("Assert", "Fail", "Fork", "Match", "Read"), kinds);
        assertEquals(List.of("BEGIN_LINE", "WORD_BOUNDARY", "NO_WORD_BOUNDARY", "END_LINE"), program.steps().stream()
                .filter(Step.Assert.class::isInstance).map(s -> name(((Step.Assert) s).conditions())).toList());
        assertEquals(
                List.of("[107, 107]", "[75, 75, 107, 107, 8490, 8490]", "[98, 99, 120, 120]", "[121, 121]",
                        "[122, 122]",
                        "[0, 9, 11, 1114111]", "[0, 1114111]"),
                program.steps().stream().filter(Step.Read.class::isInstance)
                        .map(s -> Arrays.toString(((Step.Read) s).runes().bounds())).toList());
    }

    @Test
    void readsBeginAndEndOfText() {
        RegexProgram program = ProgramReader.open().read(Pattern.compile("\\A(a)\\z"));
        assertEquals(List.of("BEGIN_TEXT", "END_TEXT"), program.steps().stream().filter(Step.Assert.class::isInstance)
                .map(s -> name(((Step.Assert) s).conditions())).toList());
        assertEquals(2, program.steps().stream().filter(Step.Skip.class::isInstance).count());
    }

    private static String name(int condition) {
        return switch (condition) {
            case RegexProgram.BEGIN_LINE -> "BEGIN_LINE";
            case RegexProgram.END_LINE -> "END_LINE";
            case RegexProgram.BEGIN_TEXT -> "BEGIN_TEXT";
            case RegexProgram.END_TEXT -> "END_TEXT";
            case RegexProgram.WORD_BOUNDARY -> "WORD_BOUNDARY";
            case RegexProgram.NO_WORD_BOUNDARY -> "NO_WORD_BOUNDARY";
            default -> "more: " + condition;
        };
    }
}
