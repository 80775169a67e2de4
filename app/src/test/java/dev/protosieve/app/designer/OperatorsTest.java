package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.designer.ValueType.Kind;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Samples;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.typed.ConditionTree;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OperatorsTest {

    private static final String PROTO = """
            syntax = "proto3";
            package t;
            import "google/protobuf/timestamp.proto";
            import "google/protobuf/duration.proto";
            import "google/protobuf/wrappers.proto";
            message Ask {
              string text = 1; bytes octets = 2; int32 small = 3; uint64 large = 4; double real = 5; bool flag = 6;
              Kind kind = 7; google.protobuf.Timestamp at = 8; google.protobuf.Duration took = 9;
              google.protobuf.Int32Value maybe = 10; Deep deep = 11; repeated string tags = 12;
              map<string, int32> counts = 13; repeated Deep deeps = 14; optional sint64 perhaps = 15;
              map<int32, string> by_small = 16; map<uint64, Kind> by_large = 17; map<bool, Deep> by_flag = 18;
              map<sfixed64, bytes> by_fixed = 19; float brief = 20; sfixed32 signed = 21; fixed64 wide = 22;
              oneof choice { string left = 23; Deep right = 24; }
              google.protobuf.StringValue perhaps_text = 25; google.protobuf.BytesValue perhaps_octets = 26;
              google.protobuf.BoolValue perhaps_flag = 27; repeated Kind kinds = 28; repeated bytes chunks = 29;
              repeated double reals = 30; repeated google.protobuf.Timestamp times = 31;
            }
            message Deep { fixed32 price = 1; }
            enum Kind { option allow_alias = true; ANY = 0; BOOK = 1; VOLUME = 1; OLD = -3; }
            """;

    @Test
    void everyOperatorOfEveryTypeCompiles(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("all.proto"), PROTO);
        String head = "schema \"all.proto\"\nmessage t.Ask\nmatch udp.dst_port == 9000\n";
        Document plain = Document.opened(folder.resolve("a.sieve"), head + "drop if msg.flag\n");
        CompileReport report = Samples.report(plain);
        Scope scope = Scope.of(report.schema().orElseThrow().message("t.Ask"));
        StringBuilder rules = new StringBuilder(head);
        List<String> written = new ArrayList<>();
        List<FieldChoice> choices = scope.fields().stream().flatMap(
                f -> Stream.concat(Stream.of(f), f.values().stream().map(v -> v.at(key(f.type()))))).toList();
        assertTrue(choices.stream().anyMatch(c -> c.text().equals("msg.by_flag[true].price")), choices::toString);
        for (FieldChoice field : choices) {
            for (String operator : Operators.of(field)) {
                String cel = Operators.write(field, operator, value(field, operator));
                written.add(cel);
                if (field.optional()) {
                    rules.append("log if has(").append(field.text()).append(") && ").append(cel).append('\n');
                }
                rules.append("log if ").append(cel).append('\n');
                Optional<Term> term = Term.of(ConditionTree.of(cel).root(), scope);
                boolean shown = operator.equals("size") || List.of("exists", "all", "exists_one").contains(operator)
                        || term.filter(t -> t.operator().equals(operator) && t.subject().equals(field.text()))
                                .isPresent();
                assertTrue(shown, cel + " is shown as " + term);
            }
        }
        assertTrue(written.size() > 150, () -> written.size() + " conditions");
        CompileReport all = Samples.report(Document.opened(folder.resolve("a.sieve"), rules.toString()));
        assertEquals(List.of(), all.diagnostics().stream().filter(Diagnostic::isError)
                .filter(d -> !d.code().startsWith("emit.") && !d.code().startsWith("plan.")).map(Diagnostic::format)
                .toList());
    }

    private static String key(ValueType map) {
        String input = switch (map.element().kind()) {
            case TEXT -> "key";
            case BOOL -> "true";
            default -> "7";
        };
        assertEquals("", ValueText.keyMistake(map, input));
        return ValueText.literal(map, "key", input);
    }

    @Test
    void keysAreCheckedAgainstTheirType() {
        ValueType text = new ValueType(Kind.MAP, "", BigInteger.ZERO, BigInteger.ZERO, List.of(), Optional.empty(),
                List.of(ValueType.of(com.google.protobuf.StringValue.getDescriptor()), ValueType.count()));
        ValueType flag = new ValueType(Kind.MAP, "", BigInteger.ZERO, BigInteger.ZERO, List.of(), Optional.empty(),
                List.of(ValueType.of(com.google.protobuf.BoolValue.getDescriptor()), ValueType.count()));
        assertEquals("some text", ValueText.keyMistake(text, ""));
        assertEquals("true or false", ValueText.keyMistake(flag, "yes"));
        assertEquals("", ValueText.keyMistake(flag, "false"));
    }

    private static String element(ValueType type) {
        return switch (type.kind()) {
            case MESSAGE -> "e.price == 1u";
            case BYTES -> "e == b\"\"";
            case WHOLE -> "e == 1";
            case UNSIGNED -> "e == 1u";
            case REAL -> "e == 1.0";
            case BOOL -> "e";
            case ENUM -> "e == t.Kind.BOOK";
            case TIME -> "e == timestamp(\"2026-01-01T00:00:00Z\")";
            case TEXT, DURATION, ADDRESS, LIST, MAP -> "e == \"\"";
        };
    }

    private static String value(FieldChoice field, String operator) {
        if (!Operators.takesValue(operator)) {
            boolean each = !Operators.bare(operator).equals("is") && !Operators.bare(operator).equals("has");
            return each ? "e, " + element(field.type().element()) : "";
        }
        ValueType type = field.type();
        String input = switch (type.kind()) {
            case TEXT -> "abc";
            case BYTES -> "00 de 00 01 02 03";
            case WHOLE, UNSIGNED, REAL, LIST -> "7";
            case TIME -> "2026-01-31T08:00:00Z";
            case DURATION -> "1h30m";
            case ADDRESS -> operator.endsWith("IP") ? "10.0.0.0/8" : "10.0.0.7";
            case MAP -> operator.equals("size") ? "7" : switch (type.element().kind()) {
                case TEXT -> "key";
                case BOOL -> "true";
                default -> "7";
            };
            case BOOL, ENUM, MESSAGE -> "";
        };
        assertEquals("", type.kind() == Kind.ENUM ? "" : ValueText.mistake(type, operator, input));
        String one = type.kind() == Kind.ENUM ? type.values().getLast().cel()
                : ValueText.literal(type, operator, input);
        return operator.endsWith("in") ? "[" + one + "]" : one;
    }
}
