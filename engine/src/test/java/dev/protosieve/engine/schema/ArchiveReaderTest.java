package dev.protosieve.engine.schema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which entries are read, by their names. */
class ArchiveReaderTest {

    @TempDir
    private Path folder;

    private Set<String> read(String... names) throws IOException {
        Path zip = folder.resolve("x.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.endsWith("/") ? new byte[0] : "message A {}".getBytes(StandardCharsets.UTF_8));
            }
        }
        return ArchiveReader.read(zip).keySet();
    }

    @Test
    void entriesThatAreNotReadAreNotJudged() throws IOException {
        assertEquals(Set.of("a.proto"),
                read("a.proto", "docs/12:30 notes.md", "../up.txt", "C:\\x.txt", "__MACOSX/._a.proto"));
    }

    @Test
    void dotAtTheFrontOfANameIsTheTop() throws IOException {
        assertEquals(Set.of("a.proto", "b/c.proto"), read("./", "./a.proto", "././b/c.proto"));
        assertArrayEquals("message A {}".getBytes(StandardCharsets.UTF_8),
                ArchiveReader.read(folder.resolve("x.zip")).get("a.proto"));
    }

    @Test
    void hiddenFoldersAreLeftOutAsThoseOnTheDiskAre() throws IOException {
        assertEquals(Set.of("common.proto", "a/.x.proto"),
                read(".git/common.proto", "a/.old/common.proto", "./.hid/d.proto", "common.proto", "a/.x.proto"));
    }

    @Test
    void lettersOfTheEndingMayBeCapital() throws IOException {
        assertEquals(Set.of("UP.PROTO", "Mixed.Proto"), read("UP.PROTO", "Mixed.Proto", "aproto", "b.proto.txt"));
    }

    @Test
    void namesThatLeadOutAreRefused() {
        for (String name : Set.of("../a.proto", "a/../../b.proto", "/etc/a.proto", ".././a.proto", "./../a.proto",
                "c:/a.proto", "a\\..\\b.proto")) {
            assertThrows(ArchiveReader.Refused.class, () -> read(name), name);
        }
    }
}
