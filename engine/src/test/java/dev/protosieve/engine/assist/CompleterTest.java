package dev.protosieve.engine.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.ProtocFinder;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompleterTest {

    private static final String PROTO = """
            syntax = "proto3";
            package t;
            import "google/protobuf/timestamp.proto";
            // What is asked.
            message Ask {
              // The words.
              string query = 1;
              uint32 page = 2;
              Kind kind = 3;
              Deep deep = 4;
              repeated string tags = 5;
              repeated Deep parts = 6;
              map<string, Deep> by_name = 7;
              google.protobuf.Timestamp sent = 8;
              bytes raw = 9;
              bool safe = 10;
            }
            message Deep { double price = 1; Deep more = 2; Kind kind = 3; }
            enum Kind {
              ANY = 0;
              // With pages.
              BOOK = 1;
            }
            """;
    private static final String HEAD = "schema \"t.proto\"\nmessage t.Ask\nmatch udp.dst_port == 9000\n";

    @TempDir
    private static Path folder;
    private static Scope scope = Scope.NONE;

    @BeforeAll
    static void openSchema() throws IOException {
        Files.writeString(folder.resolve("t.proto"), PROTO);
        Outcome<Schema> opened = loader().open(List.of(folder.resolve("t.proto")), List.of());
        scope = Scope.of(((Outcome.Ok<Schema>) opened).value(), "t.Ask");
    }

    private static SchemaLoader loader() {
        return new SchemaLoader(new ProtoCompiler(ProtocFinder.find().orElseThrow()));
    }

    /** @param marked rules in which {@code ^} is the caret */
    private static List<String> names(String marked) {
        int caret = marked.indexOf('^');
        String text = marked.substring(0, caret) + marked.substring(caret + 1);
        return Completer.at(text, caret, scope, List.of("t.proto", "other.proto")).all().stream().map(Proposal::name)
                .toList();
    }

    /** The text when the first of what is offered is taken, with the caret as {@code ^}. */
    private static String taken(String marked) {
        int caret = marked.indexOf('^');
        String text = marked.substring(0, caret) + marked.substring(caret + 1);
        Proposals offered = Completer.at(text, caret, scope, List.of("t.proto", "other.proto"));
        Proposal first = offered.all().getFirst();
        return text.substring(0, offered.typed().start()) + first.written().substring(0, first.caret()) + '^'
                + first.written().substring(first.caret()) + text.substring(offered.typed().end());
    }

    @Test
    void takesThePlaceOfTheWholeWordAndRepeatsNothingThatFollows() {
        assertEquals("drop if msg.query.contains^(\"x\")", taken("drop if msg.query.cont^(\"x\")"));
        assertEquals("drop if msg.query.contains(\"^\")", taken("drop if msg.query.cont^"));
        assertEquals("log^ if msg.safe", taken("lo^ if msg.safe"));
        assertEquals("log if ^", taken("lo^"));
        assertEquals("drop if msg.query^ == \"x\"", taken("drop if msg.que^ry == \"x\""));
        assertEquals("drop if msg.query^.size() > 3", taken("drop if msg.q^.size() > 3"));
        assertEquals("schema \"other.proto^\"", taken("schema \"oth^er.pro\""));
        assertEquals("message t.Deep^\nmatch", taken("message t.De^ep\nmatch"));
    }

    @Test
    void namesRulesAsTheyAreNamed() {
        String rules = "\"A || B\" drop if msg.safe\n";
        assertEquals(rules + "expect drop \"A || B\" { ^ }", taken(rules + "expect drop ^"));
        assertEquals(rules + "expect drop \"A || B\"^ { page: 1 }", taken(rules + "expect drop ^ { page: 1 }"));
    }

    @Test
    void offersTheFieldsOfTheMessageAtThatPath() {
        assertEquals(scope.message().orElseThrow().getFields().stream().map(FieldDescriptor::getName).toList(),
                names("drop if msg.^"));
        assertEquals(List.of("price", "more", "kind"), names("drop if msg.deep.^"));
        assertEquals(List.of("price", "more", "kind"), names("drop if msg.deep.more.more.^ && msg.page > 3"));
        assertEquals(List.of("price", "more", "kind"), names("drop if msg.parts[0].^"));
        assertEquals(List.of("price", "more", "kind"), names("drop if msg.by_name[\"a\"].^"));
        assertEquals(List.of("kind"), names("drop if msg.ki^"));
    }

    @Test
    void offersMethodsOfTheValuesType() {
        assertEquals(List.of("contains", "startsWith", "endsWith", "matches", "size"), names("drop if msg.query.^"));
        assertEquals(List.of("size", "exists", "all", "exists_one"), names("drop if msg.tags.^"));
        assertEquals(List.of("size", "exists", "all", "exists_one"), names("drop if msg.by_name.^"));
        assertEquals(List.of("size"), names("drop if msg.raw.^"));
        assertEquals(List.of(), names("drop if msg.page.^"));
        assertEquals(List.of("containsIP"), names("match cidr(\"10.0.0.0/8\").^"));
    }

    @Test
    void knowsTheVariableOfAMacro() {
        assertEquals(List.of("price", "more", "kind"), names("drop if msg.parts.exists(p, p.^"));
        assertEquals(List.of("contains", "startsWith", "endsWith", "matches", "size"),
                names("drop if msg.tags.all(t, t.^)"));
        assertEquals("t", names("drop if msg.tags.all(t, ^)").getFirst());
        assertFalse(names("drop if msg.tags.all(t, t == \"a\") && ^").contains("t"));
    }

    @Test
    void offersValuesWhereAnEnumIsCompared() {
        assertEquals(List.of("Kind.ANY", "Kind.BOOK"), names("drop if msg.kind == ^"));
        assertEquals(List.of("Kind.BOOK"), names("drop if msg.deep.kind != BO^"));
        assertEquals(List.of("Kind.ANY", "Kind.BOOK"), names("drop if msg.kind in [Kind.ANY, ^]"));
        assertEquals(List.of("ANY", "BOOK"), names("drop if msg.kind == Kind.^"));
    }

    @Test
    void offersPacketVariablesAndNoMessageInMatch() {
        assertEquals(List.of("src_port", "dst_port", "length"), names("match udp.^"));
        assertEquals(List.of("length", "ifindex", "u8", "u16", "u32"), names("drop if pkt.^"));
        assertFalse(names("match ^").contains("msg"));
        assertTrue(names("drop if ^").containsAll(List.of("msg", "has", "udp.dst_port", "true")));
    }

    @Test
    void offersTheWordsOfStatements() {
        assertTrue(names("^").containsAll(List.of("drop", "schema", "match", "expect")));
        assertEquals("drop", names("schema \"a\"\ndr^").getFirst());
        assertEquals(List.of("malformed", "error", "limit", "unseen"), names("on ^"));
        assertEquals(List.of("pass", "drop"), names("on malformed ^"));
        assertEquals(List.of("if"), names("\"a\" drop ^"));
        assertTrue(names("\"a\" ^").containsAll(List.of("drop", "limit")));
        assertEquals(List.of("t.Ask"), names("message t.A^"));
        assertEquals(List.of("t.proto", "other.proto"), names("schema ^"));
        assertEquals(List.of("other.proto"), names("schema \"oth^\""));
        assertEquals(List.of("other.proto"), names("schema \"oth^"));
    }

    @Test
    void offersNothingInCommentsAndStrings() {
        assertEquals(List.of(), names("# msg.^"));
        assertEquals(List.of(), names("drop if msg.query == \"msg.^\""));
        assertEquals(List.of(), names("drop if msg.query == \"msg.^"));
    }

    @Test
    void offersFieldsAndValuesInExpectations() {
        assertTrue(names("expect drop { ^").contains("query"));
        assertEquals(List.of("price", "more", "kind"), names("expect drop { page: 3 deep { ^ } }"));
        assertEquals(List.of("ANY", "BOOK"), names("expect drop { kind: ^ }"));
        assertEquals(List.of("price", "more", "kind"), names("expect drop { by_name { value { ^"));
        assertEquals(List.of("\"no A\""), names("\"no A\" drop\nexpect drop ^"));
    }

    @Test
    void saysTypeAndComment() {
        Proposal query = Completer.at("drop if msg.qu", 14, scope, List.of()).all().getFirst();
        assertEquals("string", query.detail());
        assertEquals("The words.", query.words());
        Explainer.Explained kind = Explainer.at("drop if msg.kind == Kind.BOOK", 26, scope).orElseThrow();
        assertEquals("t.Kind.BOOK = 1", kind.meaning().title());
        assertEquals("With pages.", kind.meaning().words());
        assertEquals("repeated string tags = 5", title("drop if msg.ta^gs.exists(t, t"));
        assertEquals("list.exists(x, condition) -> bool", title("drop if msg.tags.exi^sts(t, t"));
        assertEquals("int udp.dst_port", title("match u^dp.dst_port == 9"));
        assertEquals("double price = 1", title("expect drop { deep { pri^ce: 3 } }"));
        assertEquals("malformed", title("on malfor^med drop"));
    }

    private static String title(String marked) {
        int at = marked.indexOf('^');
        return Explainer.at(marked.replace("^", ""), at, scope).orElseThrow().meaning().title();
    }

    @Test
    void everyFunctionOfferedCompiles() {
        List<String> conditions = List.of("msg.query.contains(\"a\")", "msg.query.startsWith(\"a\")",
                "msg.query.endsWith(\"a\")", "msg.query.matches(r\"a\")", "msg.query.size() > 1", "msg.raw.size() > 1",
                "msg.tags.size() > 1", "msg.by_name.size() > 1", "msg.tags.exists(x, x == \"a\")",
                "msg.by_name.exists(x, x == \"a\")", "msg.tags.all(x, x == \"a\")", "msg.by_name.all(x, x == \"a\")",
                "msg.tags.exists_one(x, x == \"a\")", "msg.by_name.exists_one(x, x == \"a\")",
                "cidr(\"10.0.0.0/8\").containsIP(ip.src)", "has(msg.deep)", "size(msg.query) > 1",
                "ip.src == ip(\"10.0.0.1\")", "msg.sent > timestamp(\"2026-01-31T12:00:00Z\")",
                "duration(\"1s\") < duration(\"2s\") && msg.page == 1u", "pkt.u8(0) == 1", "pkt.u16(0) == 1",
                "pkt.u32(0) == 1");
        for (String condition : conditions) {
            SourceText rules = new SourceText("r.sieve", HEAD + "drop if " + condition + "\n");
            var report = new RulePipeline(loader()).compile(rules, folder,
                    EmitOptions.of(Hook.XDP, KernelFeatures.ALL));
            assertEquals(List.of(), report.diagnostics().stream().filter(Diagnostic::isError).toList(), condition);
        }
        assertEquals(Set.of(), Set.of(Function.values()).stream().filter(
                f -> conditions.stream().noneMatch(c -> c.contains(f.text() + "(")))
                .collect(Collectors.toSet()));
    }

    @Test
    void anyTextAndPlaceGivesAnAnswer() {
        Random random = new Random(7);
        String[] pieces = {"drop", " if ", "msg", ".", "deep", "(", ")", "[", "]", "\"", "\n", "exists", "x, ",
                "expect",
                "{", "}", ":", "kind", "==", "#", "off", "on ", "'''", "3", "\\", "Kind"};
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(25); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            int at = random.nextInt(text.length() + 1);
            Proposals found = Completer.at(text.toString(), at, scope, List.of());
            assertTrue(found.all().isEmpty() || found.typed().touches(at), text::toString);
            Explainer.at(text.toString(), at, scope);
        }
    }
}
