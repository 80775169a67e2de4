package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.Hook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimObjectTest {

    private static final Path OBJECTS = Path.of("..", "engine", "src", "test", "resources", "objects");
    private static final String SEARCH = Path.of("..", "sample-protos", "search", "search.sieve").toString();
    /** UDP from port 9 to 9000 over IPv4 and Ethernet, with a message whose query is "cAt", and one with "dog". */
    private static final String PACKET = "0000000000000000000000000800450000210000000040110000" + "7f0000017f000001"
            + "00092328000d0000";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Hook.class)
    void runsWhatCompileWrote(Hook hook) {
        String object = folder.resolve("out.o").toString();
        assertEquals(0, Terminal.run("compile", SEARCH, "--hook", hook.id(), "-o", object).code());
        assertEquals(hook.dropCode(), verdict(object, "0a03634174"));
        assertEquals(hook.passCode(), verdict(object, "0a03646f67"));
    }

    private static int verdict(String object, String message) {
        Terminal said = Terminal.run("sim", "run", object, "--packet", PACKET + message);
        assertEquals(0, said.code(), said.out() + said.err());
        return (int) Long.parseUnsignedLong(said.out().strip().substring(2), 16);
    }

    @ParameterizedTest
    @CsvSource({"clang.o,by_first_byte,00,0x2", "clang.o,by_first_byte,05,0x1", "clang.o,by_first_byte,07,0x3",
            "calls.o,keeps_all_but_one,00010203,0x3"})
    void runsWhatClangMade(String object, String program, String packet, String result) {
        assertEquals(new Terminal(0, result + System.lineSeparator(), ""), Terminal.run("sim", "run",
                OBJECTS.resolve(object).toString(), "--program", program, "--packet", packet));
    }

    @Test
    void callsFunctionsOfOtherSections() {
        String object = OBJECTS.resolve("calls.o").toString();
        String[] line = {"sim", "run", object, "--program", "drops_long", "--packet", "00".repeat(101)};
        assertEquals("0x2", Terminal.run(line).out().strip());
        line[line.length - 1] = "00".repeat(100);
        assertEquals("ffffffff", Terminal.run(line).out().strip().replaceFirst("^0x(f{8})?", ""));
    }

    @Test
    void saysWhichProgramsThereAre() {
        String object = OBJECTS.resolve("calls.o").toString();
        Terminal said = Terminal.run("sim", "run", object);
        assertEquals(1, said.code());
        assertTrue(said.err().contains("drops_long, keeps_all_but_one (choose one with --program)"), said.err());
        assertTrue(Terminal.run("sim", "run", object, "--program", "x").err().contains("has no program x"));
    }

    @Test
    void saysWhatIsWrongWithAnObject() throws IOException {
        Path broken = folder.resolve("broken.o");
        Files.write(broken, HexFormat.of().parseHex("7f454c4602010100"));
        Terminal said = Terminal.run("sim", "run", broken.toString());
        assertEquals(new Terminal(1, "", broken + ": error: listing.no-object: it is no ELF file"
                + System.lineSeparator()), said);
    }
}
