package dev.protosieve.engine.typed;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import dev.protosieve.engine.oracle.PacketHeaders;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a condition comes out as for some message is among what is said of it without one. */
class ReasoningAgainstOracleTest {

    private static final List<String> NUMBERS = List.of("-1", "0", "1", "2", "3", "2147483647", "9223372036854775807",
            "-9223372036854775807");
    private static final List<String> WHOLE = List.of("msg.i32", "msg.i64", "msg.s64", "msg.nums[0]", "msg.boxed",
            "msg.counts[\"k\"]", "size(msg.text)", "msg.nums.size()", "msg.color", "-msg.i64",
            "(msg.flag ? msg.i32 : msg.i64)");
    private static final List<String> RELATIONS = List.of("==", "!=", "<", "<=", ">", ">=");
    private static final List<String> TEXTS = List.of("\"\"", "\"a\"", "\"ab\"", "\"b\"", "\"abb\"");
    private static final List<String> DOUBLES = List.of("0.0", "-0.5", "0.1", "1.5");

    private final SplittableRandom random = new SplittableRandom(11);

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String condition(int depth) {
        return switch (random.nextInt(depth == 0 ? 8 : 14)) {
            case 0, 1 -> one(WHOLE) + " " + one(RELATIONS) + " " + one(random.nextInt(4) == 0 ? WHOLE : NUMBERS);
            case 2 -> one(WHOLE) + " " + one(List.of("+", "-", "*", "/", "%")) + " " + one(NUMBERS) + " "
                    + one(RELATIONS) + " " + one(NUMBERS);
            case 3 -> "msg.text " + one(RELATIONS) + " " + one(TEXTS);
            case 4 -> "msg.text." + one(List.of("contains", "startsWith", "endsWith")) + "(" + one(TEXTS) + ")";
            case 5 -> one(List.of("msg.dbl", "msg.flt")) + " " + one(RELATIONS) + " " + one(DOUBLES);
            case 6 -> one(List.of("msg.flag", "has(msg.sub)", "has(msg.boxed)", "msg.boxed == null",
                    "\"k\" in msg.counts", "msg.i32 in [0, 1, 3]", "udp.dst_port == 9000"));
            case 7 -> "msg.nums." + one(List.of("exists", "all", "exists_one")) + "(n, n " + one(RELATIONS) + " "
                    + one(NUMBERS) + " || 2 / n > 1)";
            case 8, 9, 10 -> "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
            case 11 -> "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
            case 12 -> "!(" + condition(depth - 1) + ")";
            default -> "(" + condition(depth - 1) + " ? " + condition(depth - 1) + " : " + condition(depth - 1) + ")";
        };
    }

    private byte[] message() {
        StringBuilder text = new StringBuilder();
        field(text, "i32", List.of("-1", "1", "2", "3", "2147483647", "-2147483648"));
        field(text, "i64", List.of("-1", "1", "2", "9223372036854775807", "-9223372036854775808"));
        field(text, "s64", List.of("-1", "1", "2", "9223372036854775807"));
        field(text, "color", List.of("GREEN", "BLUE"));
        field(text, "text", TEXTS);
        field(text, "dbl", List.of("nan", "1.5", "-0.5", "-0.0"));
        field(text, "flt", List.of("nan", "1.5", "0.1"));
        field(text, "flag", List.of("true"));
        field(text, "sub", List.of("{}"));
        field(text, "nums", List.of("0", "1", "-1", "3"));
        field(text, "nums", List.of("0", "1", "-1", "3"));
        field(text, "boxed", List.of("{}", "{ value: 1 }", "{ value: 3 }"));
        field(text, "counts", List.of("{ key: \"k\" value: 1 }", "{ key: \"k\" value: -1 }", "{ key: \"a\" }"));
        try {
            DynamicMessage.Builder message = DynamicMessage
                    .newBuilder(SampleSchema.schema().message("t.All").orElseThrow());
            TextFormat.merge(text, message);
            return message.build().toByteArray();
        } catch (TextFormat.ParseException e) {
            throw new IllegalStateException(text.toString(), e);
        }
    }

    private void field(StringBuilder into, String name, List<String> values) {
        if (random.nextInt(3) > 0) {
            into.append(name).append(values.getFirst().startsWith("{") ? " " : ": ").append(one(values)).append('\n');
        }
    }

    @Test
    void everyAnswerOfTheOracleIsForeseen() throws InvalidProtocolBufferException {
        List<byte[]> messages = Stream.generate(this::message).limit(60).toList();
        int decided = 0;
        for (int i = 0; i < 1500; i++) {
            String condition = condition(3);
            TypedRules rules = RuleTexts.typed("message t.All\nmatch udp.dst_port == 9000\ndrop if " + condition);
            Expr expr = rules.rules().getFirst().condition();
            Reasoning reasoning = new Reasoning(HeaderReads.transports(rules));
            Truth truth = reasoning.truth(expr, Facts.none());
            boolean assumed = reasoning.assume(expr, true, Facts.none());
            boolean denied = reasoning.assume(expr, false, Facts.none());
            decided += truth.equals(Truth.ANY) ? 0 : 1;
            ReferenceEvaluator oracle = new ReferenceEvaluator(rules);
            for (byte[] message : messages) {
                Cause cause = oracle.decide(message, PacketHeaders.udp(4, 1, 9000, message.length)).cause();
                assertTrue(switch (cause) {
                    case RULE -> truth.yes() && assumed;
                    case DEFAULT -> truth.no() && denied;
                    case ERROR -> truth.error() && Fallible.mayFail(expr, HeaderReads.transports(rules));
                    case MALFORMED, LIMIT, UNSEEN -> false;
                }, () -> cause + " of " + condition + " was not foreseen: " + truth);
            }
        }
        assertTrue(decided > 500, "only of " + decided + " conditions anything was said");
    }
}
