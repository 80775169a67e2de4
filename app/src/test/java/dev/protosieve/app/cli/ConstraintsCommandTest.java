package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.schema.SchemaLoader;
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
        assertEquals("which message? say --message with one of A, B",
                terminal.err().lines().toList().getLast());
        assertEquals(1, terminal.code());
    }

    private void proto(String name, String body) throws IOException {
        Files.writeString(folder.resolve(name), "syntax = \"proto3\";\npackage g;\n"
                + "import \"buf/validate/validate.proto\";\n" + body);
    }

    private static String limited(String message) {
        return "message " + message + " { string name = 1 [(buf.validate.field).string.min_len = 3]; }\n";
    }

    @Test
    void aBrokenFileHidesNotTheOthersAndIsNamed() throws IOException {
        proto("good.proto", limited("Good"));
        proto("bad.proto", "message Bad { strin name = 1; }\n");
        Terminal named = Terminal.run("constraints", folder.toString(), "--message", "g.Good");
        assertEquals("\"name string.min_len\" drop if msg.name.size() < 3\n", named.out());
        assertTrue(named.err().contains("bad.proto:4:15: warning: "), named.err());
        assertEquals(0, named.code());

        Terminal unnamed = Terminal.run("constraints", folder.toString());
        assertTrue(unnamed.err().endsWith("which message? say --message with one of g.Bad, g.Good\n"), unnamed.err());
        assertEquals(1, unnamed.code());
    }

    @Test
    void ofALargeFolderTheMessageIsCompiledThatIsNamed() throws IOException {
        for (int i = 0; i <= SchemaLoader.MOST_EAGER; i++) {
            proto("m" + i + ".proto", limited("M" + i));
        }
        assertEquals(new Terminal(0, "\"name string.min_len\" drop if msg.name.size() < 3\n", ""),
                Terminal.run("constraints", folder.toString(), "--message", "g.M7"));
        String none = Terminal.run("constraints", folder.toString(), "--message", "g.None").err();
        assertTrue(none.startsWith("there is no message g.None; there are g.M0, g.M1, "), none);
        assertTrue(none.endsWith(" and 151 more\n"), none);
    }
}
