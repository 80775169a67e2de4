package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableFilesTest {

    private static final String SEARCH = Path.of("..", "sample-protos", "search", "search.sieve").toString();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"eval SEARCH --engine oracle --messages nofile", "sim run nofile", "sim asm nofile",
            "sim disasm nofile", "sim run nofile other"})
    void sayWhyAndNotTheirNameAgain(String command) {
        assertEquals(new Terminal(1, "", "nofile cannot be read: there is no such file or folder\n"),
                Terminal.run(command.replace("SEARCH", SEARCH).split(" ")));
    }

    @Test
    void sayThatTheyAreNoText() throws IOException {
        Path latin = Files.write(folder.resolve("latin.hex"), new byte[]{(byte) 0xe9, '\n'});
        assertEquals(latin + " cannot be read: it is no UTF-8 text\n",
                Terminal.run("eval", SEARCH, "--engine", "oracle", "--messages", latin.toString()).err());
        assertTrue(Terminal.run("check", latin.toString()).err().startsWith(latin + ": it is no UTF-8 text\n"));
        assertTrue(Terminal.run("bench", "compile", latin.toString()).err()
                .startsWith(latin + ": it is no UTF-8 text\n"));
    }

    @Test
    void aNameThatIsNoneIsSaid() {
        assertEquals("a\0b is no file: Nul character not allowed\n",
                Terminal.run("eval", SEARCH, "--engine", "oracle", "--messages", "a\0b").err());
    }

    @Test
    void sayWhyNothingIsWrittenThere() {
        Path file = folder.resolve("none/x.o");
        assertEquals(file + " cannot be written: there is no such file or folder\n",
                Terminal.run("compile", SEARCH, "--hook", "xdp", "-o", file.toString()).err());
    }

    @ParameterizedTest
    @CsvSource({"check /dev/zero, 2, /dev/zero: it is larger than 64 MiB",
            "bench compile /dev/zero, 2, /dev/zero: it is larger than 64 MiB",
            "sim asm /dev/zero, 1, /dev/zero cannot be read: it is larger than 64 MiB",
            "eval SEARCH --engine oracle --messages /dev/zero, 1, /dev/zero cannot be read: a line is longer than 64 MiB"})
    void haveABound(String command, int code, String sentence) {
        Terminal said = Terminal.run(command.replace("SEARCH", SEARCH).split(" "));
        assertEquals(code, said.code());
        assertEquals(sentence, said.err().lines().findFirst().orElseThrow());
    }
}
