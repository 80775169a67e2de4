package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.listing.ElfObject;
import dev.protosieve.engine.listing.ElfReader;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompileCommandTest {

    private static final Path SAMPLES = Path.of("..", "sample-protos");
    private static final String SEARCH = SAMPLES.resolve("search/search.sieve").toString();

    @TempDir
    Path folder;

    private ElfObject object(String rules, String... options) throws IOException {
        Path file = folder.resolve("out.o");
        List<String> line = new ArrayList<>(List.of("compile", rules, "-o", file.toString()));
        line.addAll(List.of(options));
        assertEquals(new Terminal(0, "", ""), Terminal.run(line.toArray(String[]::new)));
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(0, Terminal.run(line.toArray(String[]::new)).code());
        assertArrayEquals(bytes, Files.readAllBytes(file), "the same rules give the same bytes");
        return ElfReader.read("out.o", bytes) instanceof Outcome.Ok<ElfObject>(ElfObject object, var _) ? object
                : new ElfObject("", List.of(), List.of());
    }

    @ParameterizedTest
    @CsvSource({"xdp,xdp", "tc,tc", "tc-egress,tc", "socket,socket"})
    void writesAnObjectWhoseSectionTellsTheHook(String hook, String section) throws IOException {
        ElfObject object = object(SEARCH, "--hook", hook);
        assertEquals(section, object.programs().getFirst().section());
        assertEquals("search", object.programs().getFirst().name());
    }

    @Test
    void leavesEventsOutOfObjects() throws IOException {
        assertTrue(object(SEARCH, "--hook", "xdp").maps().stream().anyMatch(m -> m.name().equals("events")));
        assertTrue(object(SEARCH, "--hook", "xdp", "--events", "off").maps().stream()
                .noneMatch(m -> m.name().equals("events")));
    }

    @Test
    void buffersOfSocketFiltersAreForSoManyCpus() throws IOException {
        ElfObject object = object(SEARCH, "--hook", "socket", "--cpus", "5");
        assertEquals(5, object.maps().stream().filter(m -> m.name().equals("packet")).findFirst().orElseThrow()
                .maxEntries());
    }

    @ParameterizedTest
    @CsvSource({"my-rules.v2.sieve,my_rules_v2", "2nd.sieve,_2nd", "a-very-long-file-name.sieve,a_very_long_fil",
            "int.sieve,int_", "counters.sieve,counters_"})
    void namesTheProgramAfterTheFile(String file, String name) throws IOException {
        Path rules = folder.resolve(file);
        Files.writeString(rules, Files.readString(Path.of(SEARCH)).replace("\"search.proto\"",
                "\"" + SAMPLES.resolve("search/search.proto").toAbsolutePath().normalize() + "\""));
        assertEquals(name, object(rules.toString(), "--hook", "xdp").programs().getFirst().name());
    }

    @Test
    void takesNamesThatAreIdentifiersOfC() throws IOException {
        assertEquals("mine_2", object(SEARCH, "--hook", "xdp", "--name", "mine_2").programs().getFirst().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--name=a.b", "--name=", "--name=for", "--name=sixteen_letters_", "--name=counters",
            "--kernel=new", "--events=some", "--cpus=0", "--raw --asm"})
    void saysWhichOptionIsUsedWrongly(String option) {
        Terminal said = Terminal.run(("compile " + SEARCH + " --hook xdp " + option).split(" "));
        assertEquals(2, said.code(), said.err());
        assertTrue(said.err().contains(option.replaceFirst("[= ].*", "")), said.err());
    }

    @Test
    void refusesKernelsThatCannotRunIt() {
        Terminal said = Terminal.run("compile", SEARCH, "--hook", "xdp", "--kernel", "6.1", "-o",
                folder.resolve("out.o").toString());
        assertEquals(1, said.code());
        assertTrue(said.err().contains("error: emit.old-kernel: Linux 6.1 does not have"), said.err());
        assertFalse(Files.exists(folder.resolve("out.o")));
        assertEquals(0, Terminal.run("compile", SEARCH, "--hook", "xdp", "--kernel", "6.12").code());
    }

    @Test
    void saysWhichRawWordsLoadMaps() {
        Terminal said = Terminal.run("compile", "--raw", SEARCH, "--hook", "xdp");
        List<String> words = said.out().lines().toList();
        assertTrue(words.stream().allMatch(w -> w.matches("[0-9a-f]{16}")), said.out());
        assertTrue(said.err().lines().allMatch(l -> l.matches("word \\d+: map [a-z]+")), said.err());
        said.err().lines().map(l -> Integer.parseInt(l.replaceAll("word (\\d+):.*", "$1")))
                .forEach(at -> assertEquals("18", words.get(at).substring(0, 2)));
    }

    @Test
    void tellsWhatCountersCount() {
        Terminal said = Terminal.run("compile", SEARCH, "--hook", "xdp", "--json");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("\"counters\":[{\"cause\":\"default\"},{\"cause\":\"malformed\"},"), said.out());
        assertTrue(said.out().contains("{\"rule\":\"no A\",\"line\":9}"), said.out());
    }

    @Test
    void saysWhereItCannotWrite() {
        Terminal said = Terminal.run("compile", SEARCH, "--hook", "xdp", "-o", folder.resolve("no/out.o").toString());
        assertEquals(1, said.code());
        assertTrue(said.err().contains("cannot be written"), said.err());
    }
}
