package dev.protosieve.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {

    private static final String HEAD = "schema \"a.proto\"\nmessage a.B\n";

    private final List<Diagnostic> found = new ArrayList<>();

    private RuleSyntax parse(String text) {
        found.clear();
        RuleSyntax syntax = RuleParser.parse(new SourceText("t.sieve", text), found);
        assertEquals(text, RulePrinter.print(syntax));
        return syntax;
    }

    private RuleSyntax clean(String text) {
        RuleSyntax syntax = parse(text);
        assertEquals(List.of(), found);
        return syntax;
    }

    /** What is wrong behind {@link #HEAD}, as {@code line:column code}. */
    private List<String> mistakes(String text) {
        parse(HEAD + text);
        return found.stream().map(d -> (d.place().line() - 2) + ":" + d.place().column() + " " + d.code()).toList();
    }

    @Test
    void readsEveryStatementWithItsSpan() {
        String text = """
                schema "a.proto"
                import "../common"
                message a.b.C
                match udp.dst_port == 9000
                framing datagram
                mode observe
                "no A" drop if msg.q.contains("A")   # why
                off pass if msg.n > 3
                log
                on malformed pass
                default drop
                expect drop "no A" { q: "A" }
                """;
        RuleSyntax syntax = clean(text);
        assertEquals(
                List.of("schema \"a.proto\"", "import \"../common\"", "message a.b.C", "match udp.dst_port == 9000",
                        "framing datagram", "mode observe", "\"no A\" drop if msg.q.contains(\"A\")",
                        "off pass if msg.n > 3",
                        "log", "on malformed pass", "default drop", "expect drop \"no A\" { q: \"A\" }"),
                syntax.statements().stream().map(s -> syntax.source().slice(s.span())).toList());
        assertEquals(List.of(Path.of("/x/a.proto")), syntax.sources(Path.of("/x")));
        assertEquals(List.of(Path.of("/x/../common")), syntax.importRoots(Path.of("/x")));
    }

    @Test
    void readsThePartsOfARule() {
        Statement.Rule rule = clean(HEAD + "off \"a \\\"b\\\" \\u0041\" log if msg.x == 1").rules().getFirst();
        assertFalse(rule.enabled());
        assertEquals("a \"b\" A", rule.label().orElseThrow().value());
        assertEquals(Action.LOG, rule.action());
        assertEquals("msg.x == 1", rule.condition().orElseThrow().text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "sample 1/2147483647 if a | 1/2147483647 | a",
            "\"x\" count by msg.a if msg.b | by msg.a | msg.b",
            "off count if msg.b | `` | msg.b",
            "count by m.exists(x, x in [\" if \"]) if(b) | by m.exists(x, x in [\" if \"]) | (b)",
            "limit 7/m burst 1000000 per msg.a   if  b | 7/m burst 1000000 per msg.a | b",
            "limit 1 / h | 1 / h | ``"})
    void readsTheArgumentOfAnAction(String text, String argument, String condition) {
        RuleSyntax syntax = clean(HEAD + text);
        Statement.Rule rule = syntax.rules().getFirst();
        assertEquals(argument, syntax.source().slice(rule.argument().span()));
        assertEquals(condition, rule.condition().map(RuleSyntax.Condition::text).orElse(""));
    }

    @Test
    void burstOfALimitIsItsRateUntilItIsTold() {
        Argument.Limit limit = (Argument.Limit) clean(HEAD + "limit 30/m").rules().getFirst().argument();
        assertEquals(30, limit.burst());
        assertEquals(Argument.Unit.MINUTE, limit.unit());
    }

    @Test
    void actionWithAnArgumentEndsAStatementWhoseBracketIsOpen() {
        for (String rule : List.of("count by msg.a", "limit 1/s per msg.a", "\"x\" sample 1/2 if b", "count if b")) {
            RuleSyntax syntax = parse(HEAD + "drop if (a\n" + rule + "\n");
            assertEquals(1, syntax.rules().size(), rule);
            assertEquals(List.of("rule.unclosed-bracket"), found.stream().map(Diagnostic::code).toList(), rule);
        }
    }

    @Test
    void bodyOfAnExpectationIsWhatStandsBetweenTheBraces() {
        RuleSyntax syntax = clean(HEAD + "expect pass {\n  # in\n  a { b: '}' }\n  message: 1\n}\n");
        Statement.Expect expect = (Statement.Expect) syntax.statements().getLast();
        assertEquals("\n  # in\n  a { b: '}' }\n  message: 1\n", expect.body());
        assertEquals(expect.body(), syntax.source().slice(expect.bodySpan()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a ||\n b", "a &&   # why\n\n # more\n b", "(a\n || b\n)", "[1,\n2] ==\n x", "x in\n [1]",
            "a ? b :\n c",
            "x == '''1\n2'''", "x == \"\"\"1\n\"2\"\"\"", "x == r\"\\\" && y", "x == rb'''\\\n''' && y", "x == \"(\"",
            "x == '#'",
            "x == \"a\\\"(\"", "x == '\\'('", "a // (\n", "a # (\n", "{'a':\n1}.a == 1"})
    void conditionGoesOnWhileABracketIsOpenOrAnOperatorTrails(String condition) {
        RuleSyntax syntax = clean(HEAD + "drop if " + condition + "\ndefault pass\n");
        assertEquals(4, syntax.statements().size());
        String text = syntax.rules().getFirst().condition().orElseThrow().text();
        assertEquals(condition.replaceFirst(" (//|#) \\(\\n?$", ""), text);
    }

    @Test
    void conditionForCelHasBlanksForCommentsAndEveryOtherCharacterAtItsOffset() {
        String condition = "a == '#' && # one (\n b == \"//\" || // two\n c";
        Statement.Rule rule = clean(HEAD + "drop if " + condition + "\n").rules().getFirst();
        assertEquals("a == '#' &&        \n b == \"//\" ||       \n c", rule.condition().orElseThrow().cel());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "dorp if msg.a | 1:1 rule.unknown-word | did you mean drop? known:",
            "\"x\" dorp if msg.a | 1:5 rule.unknown-word | did you mean drop? known: pass, drop, log",
            "on malfored drop | 1:4 rule.unknown-word | did you mean malformed?",
            "on error dorp | 1:10 rule.unknown-word | did you mean drop?",
            "default log | 1:9 rule.unknown-word | known: pass, drop",
            "mode watch | 1:6 rule.unknown-word | known: enforce, observe",
            "framing grpc | 1:9 rule.unsupported | supported: datagram, varint, fixed32; gRPC lies in HTTP/2",
            "limit | 1:6 rule.expected | limit 100/s",
            "limit 0/s | 1:7 rule.bad-number | limit 100/s",
            "limit 1000001/s | 1:7 rule.bad-number | limit 100/s",
            "limit 99999999999999999999/s | 1:7 rule.bad-number | limit 100/s",
            "limit 1x/s | 1:7 rule.bad-number | limit 100/s",
            "limit -1/s | 1:7 rule.expected | limit 100/s",
            "limit 100 per msg.a | 1:11 rule.expected | limit 100/s",
            "limit 100/day | 1:11 rule.unknown-word | known: s, m, h",
            "limit 100/s burst 0 if msg.a | 1:19 rule.bad-number | burst 200",
            "limit 100/s burst | 1:18 rule.expected | burst 200",
            "limit 100/s per if msg.a | 1:17 rule.no-key | per msg.client_id",
            "limit 100/s msg.a | 1:13 rule.no-if | limit 100/s if CONDITION",
            "count by | 1:9 rule.no-key | by msg.client_id",
            "count msg.a | 1:7 rule.no-if | count if CONDITION",
            "sample 10 | 1:8 rule.bad-number | 1/100",
            "sample 2/10 if msg.a | 1:8 rule.bad-number | 1/100",
            "sample 1/0 | 1:10 rule.bad-number | 1/100",
            "sample 1/2147483648 | 1:10 rule.bad-number | 1/100",
            "sample if msg.a | 1:8 rule.expected | 1/100",
            "validate some | 1:10 rule.unknown-word | known: full",
            "delay | 1:1 rule.unsupported | limit 100/s",
            "balance | 1:1 rule.unsupported | pass, drop, log, sample, count, limit",
            "drop msg.a | 1:6 rule.no-if | drop if CONDITION",
            "drop \"x\" if msg.a | 1:6 rule.no-if | the label stands before",
            "drop if | 1:1 rule.no-condition | for example",
            "match | 1:1 rule.no-condition | udp.dst_port",
            "off default pass | 1:5 rule.unknown-word | known: pass, drop, log",
            "off | 1:4 rule.no-action | CONDITION",
            "\"\" drop | 1:1 rule.bad-label | ``",
            "schema a.proto | 1:8 rule.expected | schema \"search.proto\"",
            "schema \"\" | 1:8 rule.bad-path | relative",
            "schema \"a\\qb\" | 1:10 rule.bad-escape | known:",
            "schema \"a\" b | 1:12 rule.trailing | comment",
            "default pass pass | 1:14 rule.trailing | comment",
            "expect drop q | 1:13 rule.expected | braces",
            "expect drop { a: 1 } b | 1:21 rule.trailing | ``",
            "expect drop \"x\" { a: 1 } | 1:13 rule.unknown-label | ``",
            "&& msg.a | 1:1 rule.no-statement | end of the line",
            "drop if (msg.a | 1:9 rule.unclosed-bracket | ``",
            "drop if msg.a == \"x | 1:18 rule.unclosed-string | own line",
            "`\u0001` | 1:1 rule.no-statement | begins with"})
    void mistakeIsReportedAtItsCharactersWithAHint(String text, String expected, String hint) {
        assertEquals(List.of(expected), mistakes(text));
        assertTrue(found.getFirst().hint().contains(hint == null ? "" : hint.replace("braces", "expect drop {")),
                found.getFirst().hint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"message a.C", "match a\nmatch b", "mode observe\nmode enforce",
            "default pass\ndefault pass",
            "on error drop\non error pass", "framing datagram\nframing datagram"})
    void secondStatementOfASingleKindIsAnError(String text) {
        assertEquals(1, mistakes(text).size());
        assertEquals("rule.duplicate", found.getFirst().code());
    }

    @Test
    void secondRuleWithALabelIsAnError() {
        assertEquals(List.of("2:1 rule.duplicate-label"), mistakes("\"a\" drop if x\n\"a\" pass if y\n"));
    }

    @Test
    void missingSchemaAndMessageAreReportedAtTheStart() {
        parse("default pass\n");
        assertEquals(List.of("t.sieve:1:1 rule.missing-schema", "t.sieve:1:1 rule.missing-message"),
                found.stream().map(d -> d.place() + " " + d.code()).toList());
    }

    @Test
    void schemaStatementThatCannotBeReadIsNotReportedAsMissing() {
        parse("schema oops\nmessage a.B\n");
        assertEquals(List.of("rule.expected"), found.stream().map(Diagnostic::code).toList());
    }

    @Test
    void oneForgottenBracketSpoilsOneStatement() {
        RuleSyntax syntax = parse(HEAD + """
                drop if msg.f(1
                # a comment
                "x" drop if msg.b
                expect pass { a {
                off "y" log if msg.c
                default pass
                """);
        assertEquals(List.of("rule.unclosed-bracket", "rule.unclosed-bracket"),
                found.stream().map(Diagnostic::code).toList());
        assertEquals(2, syntax.rules().size());
        assertTrue(syntax.statements().getLast() instanceof Statement.Default);
    }

    @Test
    void unclosedTripleQuoteSpoilsOneLine() {
        RuleSyntax syntax = parse(HEAD + "drop if msg.a == '''x\ndrop if msg.b\n");
        assertEquals(List.of("rule.unclosed-string"), found.stream().map(Diagnostic::code).toList());
        assertEquals(1, syntax.rules().size());
    }

    @Test
    void windowsLineEndsAndByteOrderMarkAreNoPartOfStatements() {
        RuleSyntax syntax = clean("\uFEFFschema \"a.proto\"\r\nmessage a.B\r\ndrop if a ||\r\n b\r\n");
        assertEquals("a ||\r\n b", syntax.rules().getFirst().condition().orElseThrow().text());
        assertEquals("schema \"a.proto\"", syntax.source().slice(syntax.statements().getFirst().span()));
    }

    @Test
    void allMistakesComeAtOnceUpToABound() {
        assertEquals(3, mistakes("dorp\npas\n)\n").size());
        parse("dorp\n".repeat(10_000));
        assertEquals(Findings.MOST + 1, found.size());
        assertEquals("rule.too-many-errors", found.getLast().code());
    }

    static Stream<String> hugeLines() {
        return Stream.of("(", "drop if (\n", "drop if a ==\n", "\"", "\"\"\"\n'''", "'''", "\\\"\"\"\n", "r'''\n", "{",
                "}", "#", "a.b",
                "drop if a\n", "\"a\" ", "off ", "\n", "\\", "\u0000", "in\n", "expect drop {\n", "/");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("hugeLines")
    void timeGrowsWithTheLengthOnly(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        assertTimeout(Duration.ofSeconds(10), () -> parse(text));
    }

    @Test
    void tenMegabytesOfAnythingAreRead() {
        byte[] bytes = new byte[10_000_000];
        new Random(1).nextBytes(bytes);
        assertTimeout(Duration.ofSeconds(30), () -> parse(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    @Test
    void anyBytesGiveATreeWhoseSpansLieInTheText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] pieces = {"drop ", "if ", "\"", "'''", "(", ")", "{", "}", "\n", "\r\n", "# ", "on ", "error ",
                "expect ", "pass ",
                "off ", "a", ".", "&& ", "\\", "schema ", "message ", "\uD83D", "\u0000", "\uFEFF", "default ",
                "match ", "log ", "r"};
        for (int round = 0; round < 10_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(random.nextInt(8) == 0 ? randomText(random) : pieces[random.nextInt(pieces.length)]);
            }
            int end = 0;
            for (Statement statement : parse(text.toString()).statements()) {
                assertTrue(statement.span().start() >= end && statement.span().length() > 0,
                        "seed " + seed + ": " + text);
                end = statement.span().end();
            }
            assertTrue(end <= text.length(), "seed " + seed);
        }
    }

    private static String randomText(Random random) {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return new String(bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }
}
