package dev.protosieve.app.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafeFileTest {

    @TempDir
    private Path folder;

    @Test
    void keepsPermissionsAndLeavesNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("a.sieve"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        SafeFile.write(file, "new \u00e4");
        assertEquals("new \u00e4", Files.readString(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void writesWhatALinkPointsTo() throws IOException {
        Path file = Files.writeString(folder.resolve("real.sieve"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.sieve"), Path.of("real.sieve"));
        SafeFile.write(link, "new");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void makesNewFilesAsTheProcessMakesFiles() throws IOException {
        Path file = folder.resolve("new.sieve");
        SafeFile.write(file, "text");
        Path model = Files.createFile(folder.resolve("model"));
        assertEquals(Files.getPosixFilePermissions(model), Files.getPosixFilePermissions(file));
    }

    @Test
    void keepsTheOldTextWhenTheDiskIsFull() {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
        IOException e = assertThrows(IOException.class, () -> Files.writeString(full, "text"));
        assertEquals("No space left on device", Reason.of(e));
        IOException missing = assertThrows(IOException.class, () -> SafeFile.write(folder.resolve("no/a"), "text"));
        assertEquals("there is no such file or folder", Reason.of(missing));
    }
}
