package dev.protosieve.app.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("new").resolve("settings.conf");
    }

    @Test
    void remembersInALineThatPeopleCanRead() throws IOException {
        Settings.read(file).put(Map.of("theme", "dark", "zoom", "125"));
        assertTrue(Files.readString(file).contains("\ntheme = dark\n"));
        Settings again = Settings.read(file);
        assertEquals(Optional.of("dark"), again.text("theme"));
        assertEquals(Optional.of(125.0), again.number("zoom", 80, 250));
        assertEquals(Optional.empty(), again.number("zoom", 80, 100));
        assertEquals("", again.notice());
    }

    @Test
    void leavesOutWhatCannotBeReadAndSaysSo() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "theme = dark\nnonsense\nzoom = much\n");
        Settings settings = Settings.read(file);
        assertTrue(settings.notice().startsWith("Line 2 of "), settings.notice());
        assertEquals(Optional.of("dark"), settings.text("theme"));
        assertEquals(Optional.empty(), settings.number("zoom", 80, 250));
        Files.write(file, new byte[]{(byte) 0xff, (byte) 0xfe, 0});
        assertTrue(Settings.read(file).notice().contains("cannot be read"));
    }

    @Test
    void listsTheNewestFilesFirstAndEachOnce() throws IOException {
        Settings settings = Settings.read(file);
        for (int i = 1; i <= 14; i++) {
            settings.opened("rules", Path.of("/f" + i));
        }
        settings.opened("rules", Path.of("/f10"));
        List<Path> recent = Settings.read(file).recent("rules");
        assertEquals(List.of(Path.of("/f10"), Path.of("/f14")), recent.subList(0, 2));
        assertEquals(12, recent.size());
        assertEquals(12, recent.stream().distinct().count());
    }

    @Test
    void keepsWhatAnotherWindowWroteMeanwhile() throws IOException {
        Settings one = Settings.read(file);
        Settings other = Settings.read(file);
        one.put(Map.of("theme", "dark"));
        other.put(Map.of("zoom", "90"));
        assertEquals(Optional.of("dark"), Settings.read(file).text("theme"));
        assertEquals(Optional.of("90"), Settings.read(file).text("zoom"));
    }

    @Test
    void followsTheFoldersOfTheSystem() {
        Path home = Path.of("/home/ada");
        assertEquals(new Folders(Path.of("/c/protosieve"), Path.of("/home/ada/.local/state/protosieve")),
                Folders.of(Map.of("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "relative"), "Linux", home));
        assertEquals(home.resolve("Library/Application Support/protosieve"),
                Folders.of(Map.of(), "Mac OS X", home).state());
    }
}
