package dev.protosieve.engine.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

    private static final List<String> FIELDS = List.of("query", "page_number", "results_per_page", "tags", "sort");

    @Test
    void findsTypingMistakes() {
        assertEquals(List.of("results_per_page"), NearestNames.of("result_per_page", FIELDS));
        assertEquals(List.of("query"), NearestNames.of("qurey", FIELDS));
        assertEquals(List.of("page_number"), NearestNames.of("pageNumber", FIELDS));
        assertEquals(List.of("page_number"), NearestNames.of("page", FIELDS));
    }

    @Test
    void whatIsFarIsNotOffered() {
        assertEquals(List.of(), NearestNames.of("completely", FIELDS));
        assertEquals(List.of(), NearestNames.of("", FIELDS));
        assertEquals(List.of(), NearestNames.of("x".repeat(1_000_000), FIELDS));
    }

    @Test
    void offersThreeAtMostNearestFirst() {
        List<String> many = IntStream.range(0, 10).mapToObj(i -> "name" + i).toList();
        assertEquals(List.of("name4", "name0", "name1"), NearestNames.of("name4", many));
        assertEquals("did you mean name4, name0 or name1?", NearestNames.hint("name4", many));
        assertEquals("", NearestNames.hint("zzz", many));
    }
}
