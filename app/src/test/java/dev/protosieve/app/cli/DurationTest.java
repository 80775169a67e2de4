package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationTest {

    @Test
    void readsSecondsUnlessAUnitIsGiven() {
        assertEquals(Duration.ofSeconds(10), Commands.duration("10"));
        assertEquals(Duration.ofSeconds(10), Commands.duration("10s"));
        assertEquals(Duration.ofMillis(500), Commands.duration("500ms"));
        assertEquals(Duration.ofMinutes(2), Commands.duration("2m"));
        assertEquals(Duration.ofSeconds(9_223_372_036L), Commands.duration("9223372036s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1h", "ten", "1.5s", "9223372037", "99999999999",
            "9223372036854775807m", "9223372036854775807ms"})
    void refusesTheRest(String word) {
        assertThrows(TypeConversionException.class, () -> Commands.duration(word));
    }
}
