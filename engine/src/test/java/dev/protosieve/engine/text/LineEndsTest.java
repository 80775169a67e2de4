package dev.protosieve.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LineEndsTest {

    @Test
    void unifiesAllKinds() {
        assertEquals("a\nb\nc\n\nd", LineEnds.unified("a\r\nb\rc\n\r\nd"));
        assertEquals("a\n", LineEnds.unified("a\n"));
    }

    @Test
    void takesTheEndsThatMostLinesHave() {
        assertEquals("a\r\nb\r\n", LineEnds.like("x\r\ny\r\nz\n", "a\nb\n"));
        assertEquals("a\nb\n", LineEnds.like("x\r\ny\n", "a\nb\n"));
        assertEquals("a\nb\n", LineEnds.like("", "a\nb\n"));
    }
}
