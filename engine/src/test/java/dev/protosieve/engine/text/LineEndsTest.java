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
        assertEquals("a\r\nb\r\n", LineEnds.of("x\r\ny\r\nz\n").in("a\nb\n"));
        assertEquals("a\nb\n", LineEnds.of("x\r\ny\n").in("a\nb\n"));
        assertEquals("a\nb\n", LineEnds.of("").in("a\nb\n"));
    }
}
