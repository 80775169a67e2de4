package dev.protosieve.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.project.Settings;
import dev.protosieve.app.theme.Appearance;
import dev.protosieve.app.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastSessionTest {

    @TempDir
    private Path folder;

    private Optional<Path> file(String name) throws IOException {
        return LastSession.file(Settings.read(Files.writeString(folder.resolve("settings.conf"),
                "session.file = " + name + "\n")));
    }

    @Test
    void themeAndSizeAreOnDiskAsSoonAsTheyChange() {
        Path file = folder.resolve("settings.conf");
        Appearance appearance = new Appearance(Appearance.Choice.LIGHT, new SimpleBooleanProperty());
        LastSession.follow(Settings.read(file), appearance);
        appearance.choice().set(Appearance.Choice.DARK);
        assertEquals(Appearance.Choice.DARK, LastSession.choice(Optional.of(Settings.read(file)), Theme.LIGHT));
        appearance.larger();
        assertEquals(Optional.of(110.0), LastSession.zoom(Optional.of(Settings.read(file))));
    }

    @Test
    void forgetsAFileWhoseNameCanBeNone() throws IOException {
        assertEquals(Optional.of(Path.of("/a/b.sieve")), file("/a/b.sieve"));
        assertEquals(Optional.empty(), file("/a/\0.sieve"));
    }
}
