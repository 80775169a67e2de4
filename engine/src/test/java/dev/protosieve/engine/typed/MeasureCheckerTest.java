package dev.protosieve.engine.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureCheckerTest {

    private static final String HEAD = "message t.All\nmatch udp.dst_port == 9000\n";

    @ParameterizedTest
    @ValueSource(strings = {"msg.i32", "msg.u64", "msg.flag", "msg.text", "msg.raw", "msg.color", "udp.length",
            "msg.i32 + 1", "-msg.i32", "size(msg.text)", "msg.flag ? 1 : 2", "msg.text == 'a'", "msg.tags[0]",
            "msg.tags.size()", "has(msg.sub)", "msg.boxed", "ip.src", "eth.dst"})
    void packetsAreToldApartByWhateverHasAValueToCompare(String key) {
        Measure.Count count = (Measure.Count) RuleTexts.typed(HEAD + "count by " + key + " if msg.flag").rules()
                .getFirst().measure();
        Measure.Limit limit = (Measure.Limit) RuleTexts.typed(HEAD + "limit 1/s per " + key).rules().getFirst()
                .measure();
        assertEquals(TypedPrinter.expr(count.by().orElseThrow()), TypedPrinter.expr(limit.per().orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            count by msg.dbl            ~ 3:10 typed.unsupported      ~ apart by a double
            count by msg.at             ~ 3:10 typed.unsupported      ~ apart by a
            count by msg.sub            ~ 3:10 typed.unsupported      ~ message
            count by msg.tags           ~ 3:10 typed.unsupported      ~ repeated
            count by ip('10.0.0.1')     ~ 3:10 typed.unsupported      ~ only compared
            count by 3                  ~ 3:10 typed.unsupported      ~ by this expression
            limit 1/s per 1 / 0         ~ 3:15 typed.unsupported      ~ by this expression
            limit 1/s per msg.nosuch    ~ 3:19 typed.unknown-field    ~ nosuch
            count by msg.i32 if msg.i32 ~ 3:21 typed.not-a-condition  ~ true or false
            count by msg.i32 &&         ~ 3:20 typed.syntax           ~ too early
            limit 1/s per msg.text if msg.flag && ~ 3:38 typed.syntax ~ too early
            """)
    void mistakesStandAtTheirCharacters(String rule, String place, String words) {
        Outcome<TypedRules> outcome = RuleTexts.check(HEAD + rule);
        List<Diagnostic> found = outcome.diagnostics();
        assertEquals(1, found.size(), found::toString);
        Diagnostic one = found.getFirst();
        assertEquals(place, one.place().line() + ":" + one.place().column() + " " + one.code(), one::format);
        assertTrue(one.message().contains(words), one::format);
    }

    @Test
    void limitIsAnIntervalAndABurst() {
        assertEquals("1 \"line 3\" limit every 1111111 ns burst 7 per INT:i32 if BOOL:flag",
                TypedPrinter.print(RuleTexts.typed(HEAD + "limit 900/s burst 7 per msg.i32 if msg.flag")).lines()
                        .skip(1).findFirst().orElseThrow());
        Measure.Limit limit = (Measure.Limit) RuleTexts.typed(HEAD + "limit 1/h burst 1000000").rules().getFirst()
                .measure();
        assertEquals(3_600_000_000_000L, limit.interval());
        assertEquals(3_600_000_000_000L * 1_000_000, limit.depth());
    }

    @Test
    void ruleBehindALimitIsAsked() {
        assertEquals(List.of(), RuleTexts.check(HEAD + "limit 1/s\ndrop if msg.flag").diagnostics());
    }
}
