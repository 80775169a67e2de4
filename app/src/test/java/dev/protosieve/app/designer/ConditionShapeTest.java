package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.protosieve.app.designer.ConditionShape.Term;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionShapeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "msg.query.contains(\"A\") | msg.query | contains | \"A\"",
            "!msg.query.startsWith('x') | msg.query | !startsWith | 'x'", "msg.page >= -3 | msg.page | >= | -3",
            "msg.client_id < 9000u | msg.client_id | < | 9000u", "msg.a.b == t.Kind.BOOK | msg.a.b | == | t.Kind.BOOK",
            "msg.session == b\"\\x00\" | msg.session | == | b\"\\x00\"", "msg.safe | msg.safe | is | ``",
            "!msg.safe | msg.safe | !is | ``", "has(msg.deep) | msg.deep | has | ``",
            "udp.src_port != 0x35 | udp.src_port | != | 0x35"})
    void readsATerm(String cel, String subject, String operator, String value) {
        ConditionShape shape = ConditionShape.of(cel);
        Term.Test term = assertInstanceOf(Term.Test.class, shape.terms().getFirst());
        assertEquals(List.of(subject, operator, value == null ? "" : value),
                List.of(term.subject(), term.operator(), term.value()));
        assertEquals(cel, ConditionShape.write(term.subject(), term.operator(), term.value()));
    }

    @Test
    void splitsAtTheJoinerOutsideOfBracketsAndStrings() {
        ConditionShape shape = ConditionShape.of("msg.a == 1 && msg.b.contains(\"x && y\") &&\n (msg.c || msg.d)");
        assertEquals(3, shape.terms().size());
        assertEquals("&&", shape.joiner());
        Term.Group group = assertInstanceOf(Term.Group.class, shape.terms().getLast());
        assertEquals("(msg.c || msg.d)", group.text());
        assertEquals(List.of("msg.c", "msg.d"), group.terms().stream().map(Term::text).toList());
        assertEquals("||", group.joiner());
    }

    @Test
    void readsAlternatives() {
        assertEquals("||", ConditionShape.of("msg.a || msg.b").joiner());
    }

    @Test
    void bindsAndStrongerThanOr() {
        String cel = "msg.a && msg.b || msg.c";
        ConditionShape shape = ConditionShape.of(cel);
        assertEquals("||", shape.joiner());
        Term.Group group = assertInstanceOf(Term.Group.class, shape.terms().getFirst());
        assertEquals("&&", group.joiner());
        Term second = group.terms().getLast();
        assertEquals("msg.b", cel.substring(second.span().start(), second.span().end()));
        assertEquals("msg.c", shape.terms().getLast().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(msg.a ? msg.b : msg.c)", "(msg.a) == (msg.b)", "(msg.page + 1) > 3", "!(msg.a || msg.b)",
            "msg.tags.exists(t, t == \"x\" || t == \"y\")"})
    void leavesAsTextWhatHasNoShape(String cel) {
        assertEquals(List.of(cel), ConditionShape.of(cel).terms().stream().map(Term::text).toList());
        assertInstanceOf(Term.Free.class, ConditionShape.of(cel).terms().getFirst());
    }

    @Test
    void leavesAChoiceInOnePiece() {
        assertEquals(1, ConditionShape.of("msg.a && msg.b ? msg.c : msg.d").terms().size());
    }

    @Test
    void knowsWhereEachTermStands() {
        String cel = "msg.a == 1 &&  msg.b > 2 ";
        ConditionShape shape = ConditionShape.of(cel);
        Term last = shape.terms().getLast();
        assertEquals("msg.b > 2", cel.substring(last.span().start(), last.span().end()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"msg.a && msg.b ; msg.a ; msg.b", "msg.a && msg.b ; msg.b ; msg.a",
            "msg.a && (msg.b || msg.c) ; msg.c ; msg.a && (msg.b)", "msg.a && msg.b && msg.c ; msg.b ; msg.a && msg.c"})
    void takesATermOutWithItsJoiner(String cel, String gone, String left) {
        ConditionShape shape = ConditionShape.of(cel);
        Term term = shape.terms().stream().flatMap(t -> t instanceof Term.Group g ? g.terms().stream() : Stream.of(t))
                .filter(t -> t.text().equals(gone)).findFirst().orElseThrow();
        assertEquals(Optional.of(left), shape.without(cel, term));
    }

    @Test
    void keepsTheLastTerm() {
        ConditionShape shape = ConditionShape.of("(msg.a)");
        assertEquals(Optional.empty(), shape.without("(msg.a)", shape.terms().getFirst()));
    }
}
