package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private static final Path SAMPLES = Path.of("..", "sample-protos");
    private static final String SEARCH = SAMPLES.resolve("search/search.sieve").toString();

    @TempDir
    Path folder;

    private String rules(String... lines) throws IOException {
        Path proto = SAMPLES.resolve("search/search.proto").toAbsolutePath().normalize();
        Path file = folder.resolve("own.sieve");
        Files.write(file, Stream.concat(Stream.of("schema \"" + proto + "\"", "message search.SearchRequest",
                "match udp.dst_port == 9000"), Stream.of(lines)).toList());
        return file.toString();
    }

    private String messages(String... lines) throws IOException {
        return Files.write(folder.resolve("messages.txt"), List.of(lines)).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "addressbook", "shop", "telemetry"})
    void checksSamplesWithoutFindings(String name) {
        assertEquals(new Terminal(0, "", ""),
                Terminal.run("check", SAMPLES.resolve(name + "/" + name + ".sieve") + ""));
    }

    @Test
    void printsFindingsWithTheirPlace() throws IOException {
        Terminal said = Terminal.run("check", rules("drop if msg.qery.contains(\"A\")"));
        assertEquals(1, said.code());
        assertTrue(said.out().contains("own.sieve:4:") && said.out().contains(": error: typed."), said.out());
        assertTrue(said.out().contains("query"), "the nearest name is offered: " + said.out());
    }

    @Test
    void printsFindingsAsJson() throws IOException {
        Terminal said = Terminal.run("check", "--json", rules("drop if msg.qery == \"A\""));
        assertTrue(said.out().startsWith("{\"diagnostics\":[{\"file\":"), said.out());
        assertTrue(said.out().contains("\"line\":4,"), said.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "check nowhere.sieve", "compile --hook xdp", "eval x.sieve --engine oracle", "fly",
            "demo --rate 0", "run --hook warp --dev lo x.sieve", "demo --size big",
            "run --hook xdp --dev lo --duration 99999999999 x.sieve", "demo --duration 99999999999"})
    void endsWithTwoWhenUsedWrongly(String line) {
        Terminal said = Terminal.run(line.split(" "));
        assertEquals(2, said.code(), said.err());
        assertTrue(said.err().contains("Usage: protosieve"), said.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "compile", "verify", "eval", "run", "demo", "doctor", "bench"})
    void helpsWithEachCommand(String command) {
        Terminal said = Terminal.run(command, "--help");
        assertEquals(0, said.code());
        assertTrue(said.out().startsWith("Usage: protosieve " + command), said.out());
    }

    @Test
    void measuresHowFastRulesAreCompiled() {
        Terminal said = Terminal.run("bench", "compile", "--rules", "1,13", "--runs", "2", "--json");
        assertEquals(0, said.code(), said.err());
        assertEquals(List.of("{\"rules\":1,", "{\"rules\":13,"),
                said.out().lines().map(l -> l.substring(0, l.indexOf(',') + 1)).toList());
        assertTrue(said.out().contains("\"milliseconds\":") && said.out().contains("\"stateBytes\":"), said.out());
        assertEquals(0, Terminal.run("bench", "compile", SEARCH, "--runs", "1").code());
        assertEquals(2, Terminal.run("bench", "compile", "nowhere.sieve").code());
    }

    @Test
    void listsEachRuleAboveItsInstructions() {
        Terminal said = Terminal.run("compile", SEARCH, "--hook", "tc", "--asm");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("search.sieve:9: \"no A\"        drop if msg.query.contains(\"A\")"),
                said.out());
        assertTrue(said.out().contains(": exit "), said.out());
    }

    @Test
    void printsOneWordALine() throws IOException {
        Path file = folder.resolve("words.txt");
        Terminal said = Terminal.run("compile", SEARCH, "--hook", "xdp", "--raw", "-o", file.toString(), "--events",
                "off");
        List<String> words = Files.readAllLines(file);
        assertEquals(0, said.code(), said.err());
        assertTrue(words.size() > 100 && words.stream().allMatch(w -> w.matches("[0-9a-f]{16}")), words::toString);
        assertTrue(words.contains("9500000000000000"), "there is an exit");
    }

    @Test
    void compilesLessWithoutEvents() {
        int with = words("on");
        int without = words("off");
        assertTrue(without < with, without + " < " + with);
    }

    private static int words(String events) {
        return (int) Terminal.run("compile", SEARCH, "--hook", "xdp", "--raw", "--events", events).out().lines()
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oracle", "sim"})
    void evaluatesMessagesInHex(String engine) throws IOException {
        String input = messages("0a0341", "", "0a03634174", "0a03646f67");
        Terminal said = Terminal.run("eval", SEARCH, "--messages", input, "--engine", engine);
        assertEquals(new Terminal(0, """
                drop\tmalformed\t-
                pass\tdefault\t-
                drop\trule\t9
                pass\tdefault\t-
                """, ""), said);
    }

    @Test
    void evaluatesMessagesInTextForms() throws IOException {
        String json = messages("{\"query\": \"cAt\"}", "{\"pageNumber\": 4, \"resultsPerPage\": 100}");
        assertEquals("drop\trule\t9\ndrop\trule\t12\n",
                Terminal.run("eval", SEARCH, "--messages", json, "--json-lines", "--engine", "oracle").out());
        String two = messages("{\"query\": \"cAt\"} {}");
        assertTrue(Terminal.run("eval", SEARCH, "--messages", two, "--json-lines", "--engine", "oracle").err()
                .contains("something stands behind the message"));
        String cut = messages("{cut");
        assertTrue(Terminal.run("eval", SEARCH, "--messages", cut, "--json-lines", "--engine", "oracle").err()
                .contains(":1: End of input at"));
        String text = messages("query: \"cAt\"", "client_id: 9001");
        assertEquals("drop\trule\t9\npass\trule\t15\n",
                Terminal.run("eval", SEARCH, "--messages", text, "--textproto", "--engine", "sim").out());
    }

    @Test
    void saysWhichLineIsNoMessage() throws IOException {
        Terminal said = Terminal.run("eval", SEARCH, "--messages", messages("0a", "xyz"), "--engine", "oracle");
        assertEquals(1, said.code());
        assertTrue(said.err().contains("messages.txt:2: "), said.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xdp", "tc", "socket"})
    void findsEnginesInAgreementOnGeneratedMessages(String hook) {
        Terminal said = Terminal.run("eval", SEARCH, "--generate", "300", "--seed", "7", "--engine", "oracle,sim",
                "--hook",
                hook);
        assertEquals(0, said.code(), said.err());
        assertEquals("300 messages: oracle, sim agree", said.err().strip());
        assertEquals(300, said.out().lines().count());
        assertTrue(said.out().lines().distinct().count() >= 4, "the messages try out several rules");
    }

    @Test
    void makesTheSameMessagesFromTheSameSeed() {
        assertEquals(verdicts("3"), verdicts("3"));
        assertTrue(!verdicts("3").equals(verdicts("4")), "another seed, other messages");
    }

    private static String verdicts(String seed) {
        return Terminal.run("eval", SEARCH, "--generate", "100", "--seed", seed, "--engine", "oracle").out();
    }

    @Test
    void evaluatesWhatObserveModeWouldHaveDone() throws IOException {
        String observing = rules("mode observe", "drop if msg.query.contains(\"A\")");
        Terminal said = Terminal.run("eval", observing, "--messages", messages("0a0141", "0a0142"), "--engine",
                "oracle,sim");
        assertEquals(0, said.code(), said.err());
        assertEquals("drop\trule\t5\npass\tdefault\t-\n", said.out());
    }
}
