package dev.protosieve.app.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.text.Span;
import org.junit.jupiter.api.Test;

final class TypingAidTest {

    /** @param marked text in which {@code ^} is the caret; so is what comes out */
    private static String typed(String marked, char c) {
        int at = marked.indexOf('^');
        String text = marked.replace("^", "");
        TextEdit edit = TypingAid.typed(text, new Span(at, at), c)
                .orElse(TextEdit.at("typing", new Span(at, at), String.valueOf(c), at + 1));
        return show(edit, text);
    }

    private static String show(TextEdit edit, String text) {
        return new StringBuilder(edit.applied(text)).insert(edit.caret(), '^').toString();
    }

    private static String entered(String marked) {
        int at = marked.indexOf('^');
        String text = marked.replace("^", "");
        return show(TypingAid.newLine(text, new Span(at, at)), text);
    }

    @Test
    void closesWhatItOpensWhereNothingFollows() {
        assertEquals("drop if (^)", typed("drop if ^", '('));
        assertEquals("drop if (^msg", typed("drop if ^msg", '('));
        assertEquals("drop if msg.a == \"^\"", typed("drop if msg.a == ^", '"'));
        assertEquals("drop if r\"^\"", typed("drop if r^", '"').replace("if r\"^", "if r\"^"));
    }

    @Test
    void stepsOverWhatItClosed() {
        assertEquals("drop if (a)^", typed("drop if (a^)", ')'));
        assertEquals("drop if \"a\"^", typed("drop if \"a^\"", '"'));
    }

    @Test
    void leavesStringsCommentsAndApostrophesAlone() {
        assertEquals("drop if \"it'^\"", typed("drop if \"it^\"", '\''));
        assertEquals("# (^", typed("# ^", '('));
        assertEquals("# don'^", typed("# don^", '\''));
        assertEquals("drop if \"(^\"", typed("drop if \"^\"", '('));
    }

    @Test
    void putsBracketsAroundASelection() {
        TextEdit around = TypingAid.typed("drop if a", new Span(8, 9), '(').orElseThrow();
        assertEquals("drop if (a)", around.applied("drop if a"));
        assertEquals(new Span(9, 10), new Span(around.anchor(), around.caret()));
    }

    @Test
    void indentsWhatGoesOn() {
        assertEquals("drop if a &&\n    ^", entered("drop if a &&^"));
        assertEquals("drop if a &&\n    b &&\n    ^", entered("drop if a &&\n    b &&^"));
        assertEquals("drop if a &&\n    b\n^", entered("drop if a &&\n    b^"));
        assertEquals("drop if a\n^", entered("drop if a^"));
        assertEquals("expect drop {\n    ^\n}", entered("expect drop {^}"));
    }
}
