package dev.protosieve.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedRulesTest {

    @TempDir
    private Path folder;
    private Path project;
    private Path sources;

    @BeforeEach
    void layOut() throws IOException {
        project = folder.resolve("proj");
        sources = Files.createDirectories(project.resolve("src"));
        Files.createDirectories(folder.resolve("third"));
        Files.writeString(sources.resolve("a.proto"), "");
    }

    private static String header(Object schema, Object root) {
        return "schema  \"" + schema + "\"\nimport  \"" + root + "\"\nmessage A\n";
    }

    @Test
    void whatWouldBeLostIsNamedFromTheNewFolder() {
        assertEquals(header("src/a.proto", "../third"),
                MovedRules.moved(header("a.proto", "../../third"), sources, project));
    }

    @Test
    void whatIsFoundFromTheNewFolderOrFromNoneKeepsItsName() throws IOException {
        Files.writeString(project.resolve("a.proto"), "");
        String rules = header("a.proto", "missing");
        assertEquals(rules, MovedRules.settled(rules, sources, project));
    }

    @Test
    void fullPathsInTheFolderOfTheFirstFileBecomeShort() {
        String full = header(sources.resolve("a.proto"), folder.resolve("third"));
        assertEquals(header("src/a.proto", folder.resolve("third")), MovedRules.settled(full, sources, project));
        assertEquals(header("proj/src/a.proto", "third"), MovedRules.settled(full, sources, folder));
        assertEquals(header("src/a.proto", "."), MovedRules.settled(header("src/a.proto", project), project, project));
    }

    @Test
    void fullPathsThatStandInAFileStay() {
        String full = header(sources.resolve("a.proto"), folder.resolve("third"));
        assertEquals(full, MovedRules.moved(full, sources, project));
    }
}
