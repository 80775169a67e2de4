package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.rule.RuleEdit.ReplaceSpan;
import dev.protosieve.engine.text.Span;
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
    void headAndTailDoNotOverlap() {
        assertEquals(new ReplaceSpan(new Span(2, 3), ""), edit("aaa", "aa"));
        assertEquals(new ReplaceSpan(new Span(2, 2), "a"), edit("aa", "aaa"));
        assertEquals(new ReplaceSpan(new Span(3, 3), "xab"), edit("xab", "xabxab"));
    }
}
