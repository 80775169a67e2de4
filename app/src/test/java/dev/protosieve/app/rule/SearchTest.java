package dev.protosieve.app.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.protosieve.engine.text.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SearchTest {

    @Test
    void findsWordsAndPatterns() {
        assertEquals(List.of(new Span(0, 4), new Span(5, 9)), Search.of("drop", false, false).in("Drop drop"));
        assertEquals(List.of(new Span(5, 9)), Search.of("drop", false, true).in("Drop drop"));
        assertEquals(List.of(new Span(0, 3)), Search.of("a.c", true, true).in("abc"));
        assertEquals(List.of(), Search.of("a.c", false, true).in("abc"));
        assertFalse(Search.of("a(", true, true).problem().isEmpty());
    }

    @Test
    void replacesWithGroupsOfPatternsOnly() {
        assertEquals(Optional.of("b-a"), Search.of("(a)(b)", true, true).replaceAll("ab", "$2-$1"));
        assertEquals(Optional.of("$2"), Search.of("ab", false, true).replaceAll("ab", "$2"));
        assertEquals(Optional.of("b"), Search.of("a(b)", true, true).replacement("xxab", new Span(2, 4), "$1"));
        assertEquals(Optional.empty(), Search.of("ab", true, true).replaceAll("ab", "$9"));
    }

    @Test
    void noPatternRunsForever() {
        assertTimeout(Duration.ofSeconds(5), () -> Search.of("(a*)*b", true, true).in("a".repeat(5_000)));
    }
}
