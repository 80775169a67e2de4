package dev.protosieve.app.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.text.Span;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LineEditsTest {

    private static final String TWO = "drop if msg.a &&\n    msg.b\npass\n";

    private static Span at(int offset) {
        return new Span(offset, offset);
    }

    @Test
    void switchesARuleOffAndOnAgain() {
        TextEdit off = LineEdits.toggle("\"a\" drop if msg.a", at(5));
        assertEquals("off \"a\" drop if msg.a", off.applied("\"a\" drop if msg.a"));
        assertEquals(9, off.caret());
        assertEquals("drop", LineEdits.toggle("off drop", at(8)).applied("off drop"));
    }

    @Test
    void commentsOtherLinesAndSeveralRules() {
        assertEquals("# schema \"a\"", LineEdits.toggle("schema \"a\"", at(0)).applied("schema \"a\""));
        assertEquals("schema \"a\"", LineEdits.toggle("# schema \"a\"", at(0)).applied("# schema \"a\""));
        assertEquals("# drop\n# pass", LineEdits.toggle("drop\npass", new Span(0, 9)).applied("drop\npass"));
        assertEquals("drop\npass", LineEdits.toggle("# drop\n# pass", new Span(0, 13)).applied("# drop\n# pass"));
    }

    @Test
    void movesWholeStatements() {
        Optional<TextEdit> down = LineEdits.move(TWO, at(3), false);
        assertEquals("pass\ndrop if msg.a &&\n    msg.b\n", down.orElseThrow().applied(TWO));
        assertEquals(8, down.orElseThrow().caret());
        assertEquals("pass\ndrop if msg.a &&\n    msg.b\n",
                LineEdits.move(TWO, at(28), true).orElseThrow().applied(TWO));
        assertEquals(Optional.empty(), LineEdits.move(TWO, at(3), true));
    }

    @Test
    void aCopyHasALabelOfItsOwn() {
        String rule = "\"a\" drop if msg.a";
        assertEquals(rule + "\n\"a 2\" drop if msg.a", LineEdits.duplicate(rule, at(2)).applied(rule));
        assertEquals("drop if msg.a &&\n    msg.b\ndrop if msg.a &&\n    msg.b\npass\n",
                LineEdits.duplicate(TWO, at(20)).applied(TWO));
    }

    @Test
    void everyCopiedRuleHasALabelOfItsOwn() {
        String rules = "# about a\n\"a\" drop if msg.a\noff \"b\" pass\n";
        assertEquals(rules + "# about a\n\"a 2\" drop if msg.a\noff \"b 2\" pass\n",
                LineEdits.duplicate(rules, new Span(0, rules.length())).applied(rules));
    }

    @Test
    void keepsEmptyLinesOfWhatItComments() {
        String text = "mode enforce\n\npass\n";
        assertEquals("# mode enforce\n\npass\n", LineEdits.toggle(text, new Span(0, 14)).applied(text));
        String off = "# mode enforce\n\npass\n";
        assertEquals(text, LineEdits.toggle(off, new Span(0, 16)).applied(off));
    }
}
