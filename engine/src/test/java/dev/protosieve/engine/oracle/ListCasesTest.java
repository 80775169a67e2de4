package dev.protosieve.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.RuleChecker;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import dev.protosieve.engine.wire.UdpPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the oracle says of lists, maps, presence, wrappers, times and extensions: answers worked out by hand. */
class ListCasesTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "lists");
    private static final RuleChecker CHECKER = new RuleChecker();
    private static final Schema SCHEMA = open();

    /** @param answers below each other with the bytes in hex */
    record Case(String message, String condition, List<String> answers) {
        @Override
        public String toString() {
            return message + " ~ " + condition;
        }
    }

    private static Schema open() {
        return ((Outcome.Ok<Schema>) new SchemaLoader(ProtoCompiler.bundled()).open(List.of(FOLDER), List.of()))
                .value();
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("cases.txt"))) {
            if (line.startsWith("    ")) {
                cases.getLast().answers.add(line.strip());
            } else if (!line.startsWith("#") && !line.isEmpty()) {
                String[] parts = line.split(" ~ ", 2);
                cases.add(new Case(parts[0], parts[1], new ArrayList<>()));
            }
        }
        assertTrue(cases.size() > 200, "the file was not read");
        return cases.stream();
    }

    private static Outcome<TypedRules> check(String message, String rules) {
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax syntax = RuleParser.parse(
                new SourceText("t.sieve", "message " + message + "\nmatch udp.dst_port == 9000\n" + rules), found);
        assertTrue(found.stream().allMatch(d -> d.code().equals("rule.missing-schema")), found.toString());
        return CHECKER.check(syntax, SCHEMA);
    }

    private static ReferenceEvaluator oracle(String message, String rules) {
        return new ReferenceEvaluator(typed(message, rules));
    }

    private static TypedRules typed(String message, String rules) {
        return switch (check(message, rules)) {
            case Outcome.Ok<TypedRules>(var typed, var _) -> typed;
            case Outcome.Failed<TypedRules>(var diagnostics) -> throw new AssertionError(diagnostics.toString());
        };
    }

    private static String answer(ReferenceEvaluator oracle, String hex) {
        return answer(oracle.decide(HexFormat.of().parseHex(hex)));
    }

    private static String answer(Decision decision) {
        return switch (decision.cause()) {
            case RULE -> "yes";
            case DEFAULT -> "no";
            case MALFORMED, ERROR, LIMIT, UNSEEN -> decision.cause().word();
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAreThoseWorkedOutByHand(Case one) {
        ReferenceEvaluator oracle = oracle(one.message, "drop if " + one.condition);
        for (String line : one.answers) {
            String[] parts = line.split(" +", 2);
            String hex = parts.length == 1 ? "" : parts[1];
            assertEquals(parts[0], answer(oracle, hex), hex);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePartsThatAreShownLeadToTheSameAnswers(Case one) {
        TypedRules rules = typed(one.message, "drop if " + one.condition);
        PacketExplainer explainer = new PacketExplainer(rules, 0);
        for (String line : one.answers) {
            String[] parts = line.split(" +", 2);
            byte[] message = HexFormat.of().parseHex(parts.length == 1 ? "" : parts[1]);
            PacketExplanation explained = explainer.explain(UdpPacket.ipv4(1, 9000, message));
            assertEquals(parts[0], answer(PacketExplainer.decisionOf(explained, rules).orElseThrow()), line);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            msg.items.exists(i, i.price > 9) ~ items { name: "n" price: 9 } items { name: "m" } ~ msg.items = [{ name: "n" price: 9 }, { name: "m" }]; i = { name: "n" price: 9 }; i = { name: "m" }
            msg.items.exists(i, i.price > 9) ~ items { price: 1 tags: "t" } ~ msg.items = [{ price: 1 tags: "t" }]; i = { price: 1 tags: "t" }
            msg.items.exists(i, i.price > 9) ~ items { price: 1 nums: 5 } items { sub { } } ~ msg.items = [{ price: 1, \u2026 }, { \u2026 }]; i = { price: 1, \u2026 }; i = { \u2026 }
            msg.items.exists(i, i.sub.price > 9) ~ items { q: 1 sub { name: "s" attrs { key: "k" value: 1 } } } ~ msg.items = [{ sub { name: "s", \u2026 } q: 1 }]; i = { sub { name: "s", \u2026 } q: 1 }
            size(msg.items) > 2 ~ items { price: 1 } items { } ~ size(msg.items) = 2; msg.items = [{ \u2026 }, {}]
            size(msg.tags) > 2 ~ tags: "a" tags: "b" ~ size(msg.tags) = 2; msg.tags = ["a", "b"]
            size(msg.counts) > 2 ~ counts { key: "a" value: 7 } ~ size(msg.counts) = 1; msg.counts = {"a": 7}
            """)
    void valuesAreThoseOfThePacketOrSayThatTheyAreNotWhole(String condition, String message, String shown)
            throws TextFormat.ParseException {
        TypedRules rules = typed("modern.All", "drop if " + condition);
        DynamicMessage.Builder read = DynamicMessage.newBuilder(rules.message());
        TextFormat.merge(message, read);
        PacketExplanation explained = new PacketExplainer(rules, 0)
                .explain(UdpPacket.ipv4(1, 9000, read.build().toByteArray()));
        List<String> parts = new ArrayList<>();
        values(explained.rules().getFirst().condition(), parts);
        assertEquals(shown, String.join("; ", parts));
    }

    private static void values(Explanation of, List<String> into) {
        for (Explanation part : of.parts()) {
            if (part.text().contains(" = ")) {
                into.add(part.text());
            } else if (part.outcome() == Explanation.Outcome.VALUE) {
                into.add(part.text() + " = " + part.value());
            }
            values(part, into);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            msg.items.exists(i, i.name in msg.tags)
            msg.items.all(i, i.name in msg.counts)
            msg.items.exists(i, msg.counts[i.name] == i.price)
            msg.items.exists(i, i.name in i.tags)
            msg.items.exists(i, i.tags[i.price] == 'x')
            msg.items.exists(i, i.attrs[i.name] == 3)
            msg.i32.exists(i, i in msg.s64)
            msg.items.exists(i, msg.tags.exists(t, t == i.name))
            msg.items.exists(i, i.nums.exists(n, n == i.price))
            """)
    void whatWouldBeAWalkForEveryElementIsRefused(String condition) {
        List<String> codes = check("modern.All", "drop if " + condition).diagnostics().stream().map(Diagnostic::code)
                .toList();
        assertEquals(List.of("typed.outside-element"), codes);
    }

    @Test
    void anErrorInARuleThatDecidesNothingIsCountedAndTheNextRuleIsAsked() {
        ReferenceEvaluator oracle = oracle("modern.All", """
                log if msg.i32[0] == 1
                log if 1 / msg.one == 1
                pass if msg.flag
                drop if msg.i32[1] == 1
                """);
        assertEquals(Decision.of(Verdict.DROP, Cause.ERROR), oracle.decide(new byte[0]));
        assertEquals(2, oracle.tally().errors());
        assertEquals(new Decision(Verdict.PASS, Cause.RULE, 2), oracle.decide(HexFormat.of().parseHex("a802010801")));
        assertEquals(3, oracle.tally().errors());
    }

    /** Entries of {@code map<string, ...>} fields with different keys. */
    private static byte[] entries(int map, int from, int to) {
        WireBytes bytes = new WireBytes();
        for (int i = from; i < to; i++) {
            byte[] key = ByteString.copyFromUtf8("k" + i).toByteArray();
            bytes.tag(map, 2, 0).delimited(new WireBytes().tag(1, 2, 0).delimited(key, 0).toBytes(), 0);
        }
        return bytes.toBytes();
    }

    private static String of(String condition, byte[]... parts) {
        WireBytes message = new WireBytes();
        for (byte[] part : parts) {
            message.raw(part);
        }
        return answer(oracle("modern.All", "drop if " + condition).decide(message.toBytes()));
    }

    private static byte[] inside(int field, byte[]... parts) {
        WireBytes content = new WireBytes();
        for (byte[] part : parts) {
            content.raw(part);
        }
        return new WireBytes().tag(field, 2, 0).delimited(content.toBytes(), 0).toBytes();
    }

    @Test
    void moreKeysThanAreRememberedAreOverTheLimitWhereTheyMatter() {
        byte[] most = entries(14, 0, 128);
        byte[] more = entries(14, 0, 129);
        assertEquals("yes", of("size(msg.counts) == 128", most, most));
        assertEquals("limit", of("size(msg.counts) == 128", more));
        assertEquals("limit", of("msg.counts.exists_one(k, k == 'k0')", more));
        assertEquals("limit", of("msg.counts.exists(k, msg.counts[k] == msg.one)", more));
        assertEquals("yes", of("'k128' in msg.counts && msg.counts['k128'] == 0 && has(msg.counts)", more));
    }

    @Test
    void tooManyKeysAreFoundInTheOrderOfTheBytes() {
        byte[] more = entries(14, 0, 129);
        byte[] broken = {0};
        assertEquals("limit", of("msg.counts.exists(k, msg.counts[k] == msg.one)", more, broken));
        assertEquals("malformed", of("size(msg.counts) == 129", broken, more));
    }

    @Test
    void keysAreCountedForEachMessageAsItMerges() {
        byte[] ofItem = inside(28, entries(5, 0, 128));
        assertEquals("yes", of("size(msg.item.attrs) == 128", ofItem, inside(28, entries(5, 100, 128))));
        assertEquals("limit", of("size(msg.item.attrs) == 128", ofItem, inside(28, entries(5, 128, 129))));
        byte[] element = inside(13, entries(5, 0, 128));
        assertEquals("yes",
                of("msg.items.all(i, size(i.attrs) == 128)", element, inside(13, entries(5, 200, 328))));
        byte[] member = inside(31, entries(5, 0, 128));
        byte[] otherMember = {(byte) 0xe8, 1, 0};
        byte[] wrongWireType = {(byte) 0xed, 1, 0, 0, 0, 0};
        byte[] again = inside(31, entries(5, 128, 156));
        assertEquals("yes", of("size(msg.o_item.attrs) == 28", member, otherMember, again));
        assertEquals("limit", of("size(msg.o_item.attrs) == 28", member, wrongWireType, again));
    }
}
