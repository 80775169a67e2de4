package dev.protosieve.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SurroundingsTest {

    @Test
    void anEmptyNameIsNoDisplay() {
        assertEquals(false, Surroundings.hasDisplay(Map.of()));
        assertEquals(false, Surroundings.hasDisplay(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", "")));
        assertEquals(true, Surroundings.hasDisplay(Map.of("DISPLAY", ":0")));
        assertEquals(true, Surroundings.hasDisplay(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", "wayland-0")));
    }
}
