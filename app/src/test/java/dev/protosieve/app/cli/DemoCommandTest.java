package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoCommandTest {

    @Test
    void anEmptyNameIsNoDisplay() {
        assertEquals(false, DemoCommand.hasDisplay(Map.of()));
        assertEquals(false, DemoCommand.hasDisplay(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", "")));
        assertEquals(true, DemoCommand.hasDisplay(Map.of("DISPLAY", ":0")));
        assertEquals(true, DemoCommand.hasDisplay(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", "wayland-0")));
    }
}
