package dev.protosieve.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.protosieve.engine.oracle.Explanation.Outcome;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.RuleTexts;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.wire.UdpPacket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketExplainerTest {

    private static final TypedRules RULES = RuleTexts.typed("""
            message t.All
            match udp.dst_port == 9000
            drop if msg.i32 > 3 && msg.text.contains("A")
            pass if msg.i32 / msg.s32 == 1 || msg.text == "ok"
            drop if msg.flag
            """);

    private static PacketExplanation explain(String message) throws TextFormat.ParseException {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(RULES.message());
        TextFormat.merge(message, builder);
        return new PacketExplainer(RULES, 0).explain(UdpPacket.ipv4(1, 9000, builder.build().toByteArray()));
    }

    private static Explanation rule(PacketExplanation explained, int rule) {
        return explained.rules().get(rule).condition();
    }

    @Test
    void marksWhatNobodyAskedAndGivesValuesOfTheRest() throws TextFormat.ParseException {
        Explanation and = rule(explain("i32: 2 text: \"xA\" s32: 2"), 0);
        assertEquals(Outcome.FALSE, and.outcome());
        assertEquals(List.of(Outcome.FALSE, Outcome.NOT_ASKED),
                and.parts().stream().map(Explanation::outcome).toList());
        assertEquals("msg.i32 > 3", and.parts().getFirst().text());
        assertEquals("2", and.parts().getFirst().parts().getFirst().value());
        assertEquals(RULES.syntax().source().slice(and.parts().getFirst().span()), "msg.i32 > 3");
    }

    @Test
    void showsWhereAnErrorIsThatAnotherPartAbsorbs() throws TextFormat.ParseException {
        Explanation or = rule(explain("i32: 2 text: \"ok\""), 1);
        assertEquals(Outcome.TRUE, or.outcome());
        assertEquals(Outcome.ERROR, or.parts().getFirst().outcome());
        assertEquals(Outcome.ERROR, or.parts().getFirst().parts().getFirst().outcome());
        assertEquals(Outcome.TRUE, or.parts().get(1).outcome());
    }

    @Test
    void saysWhichKeyAMapHasNot() {
        TypedRules rules = RuleTexts
                .typed("message t.All\nmatch udp.dst_port == 9000\ndrop if msg.counts[\"k\"] == 3\n");
        PacketExplanation explained = new PacketExplainer(rules, 0).explain(UdpPacket.ipv4(1, 9000, new byte[0]));
        assertEquals("there is no key k", rule(explained, 0).value());
    }

    @Test
    void anEnumIsNamedOnce() throws Exception {
        TypedRules rules = RuleTexts
                .typed("message t.All\nmatch udp.dst_port == 9000\ndrop if msg.color == t.Color.BLUE\n");
        DynamicMessage.Builder message = DynamicMessage.newBuilder(rules.message());
        TextFormat.merge("color: BLUE", message);
        Explanation equal = rule(new PacketExplainer(rules, 0)
                .explain(UdpPacket.ipv4(1, 9000, message.build().toByteArray())), 0);
        assertEquals(List.of("msg.color"), equal.parts().stream().map(Explanation::text).toList());
        assertEquals("BLUE (-7)", equal.parts().getFirst().value());
    }

    @Test
    void rulesBehindTheOneThatDecidedAreExplainedButWereNotReached() throws TextFormat.ParseException {
        PacketExplanation explained = explain("i32: 9 text: \"xA\" flag: true");
        assertEquals(0, explained.decision().orElseThrow().rule());
        assertEquals(List.of(true, false, false), explained.rules().stream().map(r -> r.asked()).toList());
        assertEquals(Outcome.TRUE, rule(explained, 2).outcome());
    }

    @Test
    void saysThatMatchDoesNotHoldAndWhy() {
        PacketExplanation explained = new PacketExplainer(RULES, 0).explain(UdpPacket.ipv4(1, 53, new byte[0]));
        assertEquals(Optional.empty(), explained.decision());
        assertEquals(Outcome.FALSE, explained.match().orElseThrow().outcome());
        assertEquals("53", explained.match().orElseThrow().parts().getFirst().value());
    }

    @Test
    void saysWhereBytesAreNoMessage() {
        PacketExplanation explained = new PacketExplainer(RULES, 0)
                .explain(UdpPacket.ipv4(1, 9000, new byte[]{8, 1, (byte) 0xff}));
        assertTrue(explained.trouble().contains("byte 2"), explained.trouble());
        assertEquals(List.of(), explained.rules());
    }

    @Test
    void thePartsAloneLeadToTheReferencesDecision() {
        TypedRules rules = RuleTexts.typed("""
                message t.All
                match udp.dst_port == 9000
                drop if msg.text.contains("A") && msg.i32 > 100
                drop if msg.i32 / msg.s32 == 3 || msg.s64 in [-1, 5]
                pass if msg.sub.leaf.name.startsWith("b") && msg.one_num < -3
                log if msg.i32 % msg.s32 == 2
                drop if !msg.flag && msg.dbl > 1.5 && msg.raw == b"\\xff"
                pass if msg.color == Color.BLUE && msg.one_sub.size != 3u
                default drop
                """);
        MessageGenerator messages = MessageGenerator.of(rules, 4);
        PacketExplainer explainer = new PacketExplainer(rules, 0);
        PacketEvaluator reference = new PacketEvaluator(rules, 0);
        for (int i = 0; i < 2_000; i++) {
            byte[] packet = UdpPacket.ipv4(1, 9000, messages.next());
            PacketExplanation explained = explainer.explain(packet);
            Optional<Decision> expected = reference.decide(packet);
            assertEquals(expected, explained.decision());
            assertEquals(expected, PacketExplainer.decisionOf(explained, rules));
        }
    }
}
