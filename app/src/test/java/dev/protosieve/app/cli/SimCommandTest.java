package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimCommandTest {

    private static final String LINE = System.lineSeparator();

    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void conformanceFileIsRightOrWrong() throws IOException {
        String program = "-- asm\nmov %r0, 42\nexit\n-- result\n";
        assertEquals(new Terminal(0, "ok: 0x2a" + LINE, ""),
                Terminal.run("sim", "run", file("a.data", program + "0x2a")));
        assertEquals(new Terminal(1, "expected 0x2b, got 0x2a" + LINE, ""),
                Terminal.run("sim", "run", file("b.data", program + "0x2b")));
        assertEquals(new Terminal(1, "{\"line\":\"expected 0x2b, got 0x2a\",\"ok\":false}" + LINE, ""),
                Terminal.run("sim", "run", "--json", file("b.data", program + "0x2b")));
    }

    @Test
    void severalFilesAndFoldersGiveALineEach() throws IOException {
        String right = file("a.data", "-- asm\nmov %r0, 42\nexit\n-- result\n42");
        String wrong = file("b.data", "-- asm\nmov %r0, 42\nexit\n-- result\n43");
        String lines = "ok " + right + ": 0x2a" + LINE + "FAILED " + wrong + ": expected 0x2b, got 0x2a" + LINE;
        assertEquals(new Terminal(1, lines + "1 ok, 1 failed" + LINE, ""), Terminal.run("sim", "run", right, wrong));
        assertEquals(new Terminal(1, lines + "1 ok, 1 failed" + LINE, ""),
                Terminal.run("sim", "run", folder.toString()));
        assertEquals(0, Terminal.run("sim", "run", right, right).code());
        assertTrue(Terminal.run("sim", "run", "--json", right, wrong).out().endsWith("],\"ok\":false}" + LINE));
        assertEquals(1, Terminal.run("sim", "run", right, file("c.s", "exit")).code());
        assertEquals(1, Terminal.run("sim", "run", Files.createDirectory(folder.resolve("none")).toString()).code());
    }

    @Test
    void sectionsMayNameFilesBesideTheFile() throws IOException {
        file("load.asm", "ldxb %r0, [%r1+1]\nexit\n");
        file("packet.hex", "01 02 03\n");
        String links = file("a.data", "-- asm @ load.asm\n-- mem @ packet.hex\n-- result\n2\n");
        assertEquals(new Terminal(0, "ok: 0x2" + LINE, ""), Terminal.run("sim", "run", links));
        Terminal none = Terminal.run("sim", "run", file("b.data", "-- asm @ none.asm\n-- result\n2\n"));
        assertEquals(1, none.code());
        assertTrue(none.err().contains("data.link: the file none.asm cannot be read"), none.err());
    }

    @Test
    void assemblyGivesItsResult() throws IOException {
        String load = file("a.s", "r0 = *(u16 *)(r1 +1)\nexit\n");
        assertEquals(new Terminal(0, "0x2211" + LINE, ""), Terminal.run("sim", "run", load, "--mem", "00 1122"));
        assertEquals(new Terminal(1, "refused: 0: r0 = *(u16 *)(r1 +1): r1 is 0x0, where no memory is" + LINE, ""),
                Terminal.run("sim", "run", load));
        assertEquals(new Terminal(1, "refused: 0: r0 = *(u16 *)(r1 +1): r1 reads 2 bytes at offset 1 of the context, "
                + "which this hook does not allow" + LINE, ""),
                Terminal.run("sim", "run", load, "--hook", "xdp", "--mem", "00112233445566778899aabbccdd"));
    }

    @Test
    void programThatNeverEndsIsRefused() throws IOException {
        assertEquals(new Terminal(1, "refused: 0: goto pc-1: has run for 1000 instructions without an end" + LINE, ""),
                Terminal.run("sim", "run", "--limit", "1000", file("a.asm", "ja -1\nexit")));
    }

    @Test
    void traceShowsEachInstructionAndWhatItChanged() throws IOException {
        Terminal said = Terminal.run("sim", "run", "--trace", file("a.asm", "mov r0, 5\nadd r0, 2\nexit"));
        assertEquals(0, said.code());
        assertEquals("0: r0 = 5 ; r0=0x5|1: r0 += 2 ; r0=0x7|2: exit|0x7",
                said.out().strip().replaceAll(" +", " ").replace(LINE, "|"));
    }

    @Test
    void mistakesStandAtTheirCharacters() throws IOException {
        Terminal said = Terminal.run("sim", "run", file("a.asm", "mov r0, 5\nmvo r1, 1\n"));
        assertEquals(1, said.code());
        assertTrue(said.err().contains("a.asm:2:1: error: asm.word: there is no instruction \"mvo\""), said.err());
    }

    @Test
    void assemblesAndDisassembles() throws IOException {
        Terminal words = Terminal.run("sim", "asm", file("a.s", "mov %r0, 5\nlddw r1, 0x1122334455667788\nexit"));
        assertEquals("0x00000005000000b7|0x5566778800000118|0x1122334400000000|0x0000000000000095",
                words.out().strip().replace(LINE, "|"));
        assertEquals("0: (b7) r0 = 5|1: (18) r1 = 0x1122334455667788|3: (95) exit",
                Terminal.run("sim", "disasm", file("a.hex", words.out())).out().strip().replace(LINE, "|"));
        assertEquals("0: (b7) r0 = 5|1: (95) exit",
                Terminal.run("sim", "disasm", file("b.hex", "b700000005000000\n9500000000000000")).out().strip()
                        .replace(LINE, "|"));
        assertEquals(1, Terminal.run("sim", "disasm", file("c.hex", "0x8d00")).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sim", "sim run", "sim run --limit 0 x", "sim fly", "sim asm"})
    void endsWithTwoWhenUsedWrongly(String line) {
        Terminal said = Terminal.run(line.split(" "));
        assertEquals(2, said.code(), said.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u007fELF\u0002\u0001", "-- asm", "-- raw\n0x0", "\0\0\0"})
    void anyFileIsAnsweredWithoutATrace(String content) throws IOException {
        Terminal said = Terminal.run("sim", "run", file("x", content));
        assertEquals(1, said.code(), said.out() + said.err());
        assertTrue((said.out() + said.err()).lines().count() <= 2, said.err());
    }
}
