package dev.protosieve.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.project.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
    void forgetsAFileWhoseNameCanBeNone() throws IOException {
        assertEquals(Optional.of(Path.of("/a/b.sieve")), file("/a/b.sieve"));
        assertEquals(Optional.empty(), file("/a/\0.sieve"));
    }
}
