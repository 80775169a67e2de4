package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestCommandTest {

    private static final Path SAMPLES = Path.of("..", "sample-protos");

    @TempDir
    Path folder;

    private String rules(String... lines) throws IOException {
        Path proto = SAMPLES.resolve("search/search.proto").toAbsolutePath().normalize();
        Path file = folder.resolve("own.sieve");
        Files.write(file, Stream.concat(Stream.of("schema \"" + proto + "\"", "message search.SearchRequest",
                "match udp.dst_port == 9000"), Stream.of(lines)).toList());
        return file.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "addressbook", "shop", "telemetry"})
    void everyExpectationOfASampleHoldsOnEveryEngine(String name) {
        Terminal said = Terminal.run("test", SAMPLES.resolve(name + "/" + name + ".sieve") + "");
        assertEquals(0, said.code(), said.toString());
        assertTrue(said.out().lines().filter(l -> l.startsWith("oracle   ok")).count() > 3, said.out());
        assertEquals(said.out().lines().filter(l -> l.startsWith("oracle   ok")).count(),
                said.out().lines().filter(l -> l.startsWith("sim      ok")).count(), said.out());
        assertFalse(said.out().contains("FAILED"), said.out());
    }

    @Test
    void expectationThatFailsIsReportedAtItsCharactersWithWhatWasDecided() throws IOException {
        String file = rules("\"no A\" drop if msg.query.contains(\"A\")", "\"vip\" pass if msg.page_number == 7",
                "expect drop \"no A\" { query: \"a\" page_number: 7 }", "expect drop { query: \"A\" }");
        Terminal said = Terminal.run("test", "--engine", "oracle,sim", file);
        assertEquals(1, said.code());
        assertTrue(
                said.out().contains("own.sieve:6:8: error: test.expect: expected drop \"no A\", got pass (rule \"vip\")"
                        + " (by oracle, sim)"),
                said.out());
        assertTrue(said.out().contains("1 of 2 expectations hold (oracle, sim)"), said.out());
        assertTrue(
                said.out().lines().anyMatch(l -> l.matches("sim +FAILED +6 +drop \"no A\" +pass \\(rule \"vip\"\\)")),
                said.out());
    }

    @Test
    void expectationWithoutLabelHoldsWhateverGaveTheVerdict() throws IOException {
        String file = rules("\"x\" pass if msg.query == \"x\"", "default drop", "expect pass { query: \"x\" }",
                "expect drop {}");
        assertEquals(0, Terminal.run("test", "--engine", "oracle,sim", file).code());
    }

    @Test
    void packetVariablesAreThoseOfAPacketThatTheFileMatches() throws IOException {
        String file = rules("\"port\" drop if udp.dst_port == 9000 && udp.length > 10",
                "expect drop \"port\" { query: \"xyz\" }",
                "expect pass {}");
        Terminal said = Terminal.run("test", "--engine", "oracle,sim", file);
        assertEquals(0, said.code(), said.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "expect pass { qery: \"x\" } | 4:15 | qery",
            "expect pass { query: 7 } | 4:22 | string",
            "expect pass { query: \"x\" page_number: } | 4:39 | ends too early",
            "expect pass { sort: SIDEWAYS } | 4:21 | SIDEWAYS"})
    void checkReportsExpectationsThatAreNoMessages(String line, String place, String word) throws IOException {
        Terminal said = Terminal.run("check", rules(line));
        assertEquals(1, said.code());
        assertTrue(said.out().contains("own.sieve:" + place + ": error: typed.bad-text-format: "), said.out());
        assertTrue(said.out().contains(word), said.out());
    }

    @Test
    void mistakeInTheSecondLineOfABodyStandsThere() throws IOException {
        Terminal said = Terminal.run("check", rules("expect pass {", "  query: \"x\"", "  bogus: 1", "}"));
        assertTrue(said.out().contains("own.sieve:6:3: error: typed.bad-text-format: "), said.out());
    }

    @Test
    void labelOfARuleThatGivesNoVerdictIsAMistake() throws IOException {
        Terminal said = Terminal.run("check", rules("\"l\" log", "off \"o\" drop", "expect pass \"l\" {}",
                "expect drop \"o\" {}"));
        assertTrue(said.out().contains("own.sieve:6:13: error: typed.expects-no-verdict: a 'log' rule"), said.out());
        assertTrue(said.out().contains("own.sieve:7:13: warning: typed.expects-no-verdict: this rule is switched off"),
                said.out());
    }

    @Test
    void fileWithoutExpectationsSaysSo() throws IOException {
        Terminal said = Terminal.run("test", rules("drop if msg.query == \"\""));
        assertEquals(0, said.code());
        assertTrue(said.out().contains("has no expect lines"), said.out());
    }

    @Test
    void jsonHasAResultForEachExpectationAndEngine() throws IOException {
        Terminal said = Terminal.run("test", "--json", "--engine", "oracle,sim",
                rules("expect pass {}", "expect drop { query: \"x\" }"));
        assertEquals(1, said.code());
        assertTrue(said.out().startsWith("{\"holds\":false,\"results\":[{\"line\":4,\"expected\":\"pass\",\"engine\":"
                + "\"oracle\",\"result\":\"ok\",\"got\":\"pass (default)\"},"), said.out());
        assertTrue(said.out().contains("\"result\":\"FAILED\""), said.out());
        assertTrue(said.out().contains("\"code\":\"test.expect\""), said.out());
    }

    @Test
    void messageThatNoEngineTakesIsNoSuccess() throws IOException {
        Terminal said = Terminal.run("test", "--engine", "sim",
                rules("expect pass { query: \"" + "x".repeat(66_000) + "\" }"));
        assertEquals(1, said.code());
        assertTrue(said.out().contains("not run"), said.out());
    }
}
