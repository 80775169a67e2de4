package dev.protosieve.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the files hold, the answer is a report, in bounded time; the bounds are five times what was measured, or more. */
class BadInputTest {

    private static final int MEGABYTES_10 = 10_000_000;
    private static final String SCHEMA = """
            syntax = "proto3";
            package bad;
            message Order {
              string customer = 1;
              int32 items = 2;
              int64 total = 3;
              bool paid = 4;
              repeated int32 prices = 5;
              Order inner = 6;
            }
            """;

    private final RulePipeline pipeline = new RulePipeline(
            new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))));

    @TempDir
    Path folder;

    private CompileReport compileIn(Path in, String text) {
        return pipeline.compile(new SourceText("bad.sieve", text), in,
                EmitOptions.of(Hook.XDP, KernelFeatures.ALL));
    }

    private CompileReport compile(String rules) throws IOException {
        Files.writeString(folder.resolve("bad.proto"), SCHEMA);
        return compileIn(folder, "schema \"bad.proto\"\nmessage bad.Order\nmatch udp.dst_port == 9000\n" + rules);
    }

    /** The only error, as {@code code at line:column}. */
    private String error(String rules) throws IOException {
        return compile(rules).diagnostics().stream().filter(Diagnostic::isError)
                .map(d -> d.code() + " at " + d.place().line() + ":" + d.place().column())
                .collect(Collectors.joining(", "));
    }

    private static String repeated(int times, String open, String inner, String close) {
        return open.repeat(times) + inner + close.repeat(times);
    }

    @Test
    void allMistakesComeInOneGo() throws IOException {
        assertEquals("""
                4:13: typed.unknown-field
                5:9: typed.type-mismatch
                6:1: rule.unknown-word
                7:9: typed.syntax
                8:25: rule.unclosed-string
                9:9: typed.not-a-condition
                10:9: typed.unsupported
                11:13: rule.unknown-word
                12:13: rule.unknown-label
                14:1: rule.duplicate
                15:9: rule.unclosed-bracket
                """, compile("""
                drop if msg.itemz == 1
                drop if msg.items == "a"
                dorp if msg.items == 1
                drop if == 1
                drop if msg.customer == "abc
                drop if msg.items
                drop if [msg.items] == [1]
                on error    maybe
                expect drop "none" { items: 1 }
                default pass
                default drop
                drop if (msg.items == 1
                """).diagnostics().stream()
                .map(d -> d.place().line() + ":" + d.place().column() + ": " + d.code() + "\n").sorted(
                        Comparator
                                .comparingInt((String l) -> Integer.parseInt(l.substring(0, l.indexOf(':')))))
                .collect(Collectors.joining()));
    }

    @Test
    void tooDeepIsSaidAtTheCondition() throws IOException {
        for (String deep : List.of(repeated(100_000, "(", "msg.paid", ")"), repeated(3_000, "!(", "msg.paid", ")"),
                "msg.items" + " + 1".repeat(3_000) + " > 1", "msg.paid ? true : ".repeat(3_000) + "msg.paid",
                "msg" + ".inner".repeat(3_000) + ".paid", "msg.prices" + "[1]".repeat(3_000) + " == 1",
                repeated(300, "msg.prices.exists(n, ", "n == 1", ")"))) {
            assertTimeout(Duration.ofSeconds(30),
                    () -> assertEquals("typed.syntax at 4:9", error("drop if " + deep)));
        }
    }

    @Test
    void whatIsDeepButNotTooDeepNeedsNoMoreStackThanAnyThreadHas() throws InterruptedException, IOException {
        String chain = repeated(110, "(msg.paid || ", "msg.paid", ")");
        String mixed = repeated(50, "(msg.items / msg.total > 1 || (msg.paid && ", "msg.paid", "))");
        String sums = repeated(100, "(msg.total + ", "msg.total", ")") + " > 1";
        String choices = repeated(60, "(msg.paid ? msg.items / msg.total > 1 : ", "msg.paid", ")");
        List<Object> outcomes = Collections.synchronizedList(new ArrayList<>());
        Thread small = new Thread(null, () -> {
            for (String condition : List.of(chain, mixed, sums, choices)) {
                try {
                    outcomes.add(compile("drop if " + condition).filter().isPresent());
                } catch (IOException | StackOverflowError e) {
                    outcomes.add(e);
                }
            }
        }, "512 KiB of stack", 512 << 10);
        small.start();
        small.join();
        assertEquals(List.of(true, true, true, true), outcomes);
    }

    @Test
    void oneHugeConditionIsSaidAtItsPlace() throws IOException {
        for (String huge : List.of("msg.items > 1" + " && msg.items != 2".repeat(MEGABYTES_10 / 18),
                "msg.customer == \"" + "x".repeat(MEGABYTES_10) + "\"", repeated(MEGABYTES_10 / 2, "(", "", ")"),
                "msg.items in [1" + ", 2".repeat(MEGABYTES_10 / 3) + "]",
                "msg.prices.exists(n, n == 1" + " || n == 2".repeat(600) + ")")) {
            assertTimeout(Duration.ofSeconds(30),
                    () -> assertEquals("typed.too-large at 4:9", error("drop if " + huge)));
        }
    }

    @Test
    void longConditionsCompile() {
        assertTimeout(Duration.ofSeconds(60), () -> {
            assertEquals("", error("drop if msg.items > 1" + " && msg.items != 2".repeat(2_000)));
            assertEquals("", error("drop if msg.items in [1" + ", 2".repeat(3_000) + "]"));
            String texts = IntStream.range(0, 1_000).mapToObj(i -> "\"customer " + i + "\"")
                    .collect(Collectors.joining(", "));
            assertEquals("", error("drop if msg.customer in [" + texts + "]"));
        });
    }

    @Test
    void mistakeInALongConditionStandsAtItsCharacters() throws IOException {
        String long1 = "msg.items > 1" + " && msg.items != 2".repeat(1_000);
        assertEquals("typed.unknown-field at 5:" + (9 + long1.length() + 8),
                error("drop if msg.paid\ndrop if " + long1 + " && msg.itemz == 1"));
        assertEquals("typed.not-a-condition at 4:" + (9 + long1.length() + 4),
                error("drop if " + long1 + " && msg.items"));
    }

    @Test
    void longCommentsAndLinesAreRead() {
        assertTimeout(Duration.ofSeconds(30), () -> {
            assertEquals("", error("drop if msg.paid # " + "x".repeat(MEGABYTES_10)));
            assertEquals("rule.no-statement at 4:1", error("(".repeat(MEGABYTES_10)));
            assertEquals("rule.no-statement at 4:1", error("])}".repeat(MEGABYTES_10 / 3)));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void garbageIsReported(long seed) {
        byte[] bytes = new byte[MEGABYTES_10];
        new SplittableRandom(seed).nextBytes(bytes);
        assertTimeout(Duration.ofSeconds(60), () -> {
            assertTrue(compile(new String(bytes, StandardCharsets.ISO_8859_1)).hasErrors());
            assertTrue(compile(new String(bytes, StandardCharsets.UTF_8)).hasErrors());
        });
    }

    @Test
    void mistakesThatNobodyWouldReadAreNotListed() {
        assertTimeout(Duration.ofSeconds(60), () -> {
            for (String line : List.of("drop if msg.itemz == 1\n", "drop if msg.items === 1\n", "frop if 1\n")) {
                int listed = compile(line.repeat(20_000)).diagnostics().size();
                assertTrue(listed >= 200 && listed < 600, listed + " of " + line);
            }
        });
    }

    @Test
    @Tag("slow")
    void fileWithTooManyRulesIsSaidAtTheRule() {
        String rules = IntStream.range(0, 200_000).mapToObj(i -> "drop if msg.items == " + i)
                .collect(Collectors.joining("\n"));
        assertTimeout(Duration.ofSeconds(300),
                () -> assertTrue(error(rules).startsWith("typed.too-many-rules at 20004:1"), error(rules)));
    }

    @Test
    void moreThanTheStateHoldsIsSaidAtTheRule() {
        String rules = IntStream.range(0, 3_000).mapToObj(i -> "log if msg.prices[" + i + "] == 1")
                .collect(Collectors.joining("\n"));
        assertTimeout(Duration.ofSeconds(120), () -> {
            String error = error(rules);
            assertTrue(error.matches("emit.too-large at [0-9]{4}:1"), error);
        });
    }

    @Test
    @Tag("slow")
    void moreInstructionsThanAProgramHasAreSaidAtTheRule() {
        String rules = IntStream.range(0, 400).mapToObj(i -> "log if msg.customer in [" + IntStream.range(0, 150)
                .mapToObj(k -> "\"a text of some forty characters " + i + " " + k + "\"")
                .collect(Collectors.joining(", ")) + "]").collect(Collectors.joining("\n"));
        assertTimeout(Duration.ofSeconds(300), () -> {
            String error = error(rules);
            assertTrue(error.matches("emit.too-large at [0-9]+:1"), error);
        });
    }

    @Test
    void schemaThatIsNoneIsReported() throws IOException {
        byte[] bytes = new byte[100_000];
        new SplittableRandom(4).nextBytes(bytes);
        for (String name : List.of("bad.proto", "bad.pb", "bad.desc")) {
            Files.write(folder.resolve(name), bytes);
            CompileReport report = compileIn(folder,
                    "schema \"" + name + "\"\nmessage bad.Order\nmatch udp.dst_port == 9000\n");
            assertTrue(report.hasErrors(), name);
            assertFalse(report.filter().isPresent());
        }
    }

    @Test
    void filesThatImportEachOtherAreReported() throws IOException {
        Files.writeString(folder.resolve("a.proto"),
                "syntax = \"proto3\";\nimport \"b.proto\";\nmessage A { B b = 1; }\n");
        Files.writeString(folder.resolve("b.proto"),
                "syntax = \"proto3\";\nimport \"a.proto\";\nmessage B { A a = 1; }\n");
        Files.writeString(folder.resolve("c.proto"), "syntax = \"proto3\";\nimport \"c.proto\";\nmessage C {}\n");
        for (String name : List.of("a.proto", "c.proto")) {
            assertTrue(
                    compileIn(folder, "schema \"" + name + "\"\nmessage A\nmatch udp.dst_port == 9000\n").hasErrors());
        }
    }

    private List<String> ofFiveThousandMessages(IntUnaryOperator next) throws IOException {
        String messages = IntStream.range(0, 5_000).mapToObj(i -> "message M" + i + " { int32 a = 1; M"
                + next.applyAsInt(i) + " next = 2; }").collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("many.proto"), "syntax = \"proto3\";\npackage many;\n" + messages);
        return compileIn(folder, "schema \"many.proto\"\nmessage many.M4999\nmatch udp.dst_port == 9000\n"
                + "drop if msg.next.next.next.a == 1 && msg.a == 2\n").diagnostics().stream()
                .map(d -> d.code() + " at " + d.place().line() + ":" + d.place().column()).toList();
    }

    @Test
    void schemaOfFiveThousandMessagesIsOpened() {
        assertTimeout(Duration.ofSeconds(60), () -> assertEquals(List.of(), ofFiveThousandMessages(i -> i / 2)));
    }

    @Test
    void chainOfFiveThousandMessagesIsOneDiagnostic() {
        assertTimeout(Duration.ofSeconds(60), () -> assertEquals(List.of("typed.too-large at 2:9"),
                ofFiveThousandMessages(i -> (i + 1) % 5_000)));
    }
}
