package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstraintsCommandTest {

    @TempDir
    private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("c.proto"),
                "syntax = \"proto3\";\nimport \"buf/validate/validate.proto\";\n" + text).toString();
    }

    @Test
    void printsRulesAndWhyThereAreNone() throws IOException {
        Terminal terminal = Terminal.run("constraints", file("""
                message User {
                  string name = 1 [(buf.validate.field).string.min_len = 3];
                  string home = 2 [(buf.validate.field).string.uri = true];
                }
                """));
        assertEquals("""
                "name string.min_len" drop if msg.name.size() < 3
                # left out: home string.uri: filters cannot judge this format
                """, terminal.out());
        assertEquals(0, terminal.code());
    }

    @Test
    void asksWhichMessage() throws IOException {
        Terminal terminal = Terminal.run("constraints", file("message A { }\nmessage B { }\n"));
        assertEquals("which message? say --message with one of A, B\n", terminal.err());
        assertEquals(1, terminal.code());
    }
}
