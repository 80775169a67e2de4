package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.rule.RuleEdit.ReplaceSpan;
import dev.protosieve.engine.text.Span;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TextChangeTest {

    private static ReplaceSpan edit(String old, String now) {
        return new TextChange(old, now).edit();
    }

    @Test
    void theEditIsTheSmallestThatMakesTheNewText() {
        assertEquals(new ReplaceSpan(new Span(1, 2), "xy"), edit("abc", "axyc"));
        assertEquals(new ReplaceSpan(new Span(3, 3), "d"), edit("abc", "abcd"));
        assertEquals(new ReplaceSpan(new Span(0, 3), ""), edit("abc", ""));
        assertEquals(new ReplaceSpan(new Span(3, 3), ""), edit("abc", "abc"));
    }

    @Test
    void whatIsPartlyChangedIsKeptAndWhatIsWhollyChangedIsNot() {
        TextChange change = new TextChange("drop if a == 1\n", "# new\ndrop if a == 1\n");
        assertEquals(Optional.of(new Span(14, 20)), change.kept(new Span(8, 14)));
        change = new TextChange("drop if a == 1\n", "drop if a == 21\n");
        assertEquals(Optional.of(new Span(8, 15)), change.kept(new Span(8, 14)));
        change = new TextChange("pass\ndrop if a == 1\n", "pass\n");
        assertEquals(Optional.empty(), change.kept(new Span(13, 19)));
    }

    @Test
    void headAndTailDoNotOverlap() {
        assertEquals(new ReplaceSpan(new Span(2, 3), ""), edit("aaa", "aa"));
        assertEquals(new ReplaceSpan(new Span(2, 2), "a"), edit("aa", "aaa"));
        assertEquals(new ReplaceSpan(new Span(3, 3), "xab"), edit("xab", "xabxab"));
    }
}
