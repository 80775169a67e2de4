package dev.protosieve.engine.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.oracle.MatchEvaluator;
import dev.protosieve.engine.typed.RuleTexts;
import dev.protosieve.engine.typed.TypedRules;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestPacketsTest {

    @ParameterizedTest
    @ValueSource(strings = {"udp.dst_port == 9000", "tcp.dst_port == 443 && tcp.flags == 24", "ip.version == 6",
            "eth.vlan == 100 && udp.src_port < 1024", "cidr(\"192.168.0.0/16\").containsIP(ip.src)",
            "ip.dst == ip(\"fd00::7\") && ip.ttl == 1", "!(ip.protocol == 17)",
            "ip.src == ip.dst || udp.dst_port != 9000", "eth.src == b\"\\x02\\x00\\x00\\x00\\x00\\x09\"",
            "udp.dst_port > 60000 && ip.dscp == 46",
            "cidr(\"10.0.0.0/8\").containsIP(ip.src) && !cidr(\"10.0.0.0/9\").containsIP(ip.dst) || tcp.seq == 5"})
    void findsHeadersThatTheMatchAccepts(String match) {
        TypedRules rules = RuleTexts.typed("message t.All\nmatch " + match + "\ndrop");
        byte[] packet = TestPackets.of(rules, 10).orElseThrow().around(new byte[10]);
        assertTrue(new MatchEvaluator(rules).match(packet).isPresent());
    }

    @Test
    void findsNoneForAMatchThatIsNeverTrue() {
        TypedRules rules = RuleTexts.typed("message t.All\nmatch udp.dst_port == 1 && udp.dst_port == 2\ndrop");
        assertTrue(TestPackets.of(rules, 0).isEmpty());
    }

    @Test
    void triesAFewThousandHeadersAtMost() {
        String networks = IntStream.range(0, 30)
                .mapToObj(i -> "cidr(\"10.%d.0.0/16\").containsIP(ip.src) || cidr(\"10.%d.0.0/16\").containsIP(ip.dst)"
                        .formatted(i, i))
                .collect(Collectors.joining(" || "));
        String ports = IntStream.range(0, 20).mapToObj(i -> "udp.dst_port == " + (9000 + 3 * i))
                .collect(Collectors.joining(" || "));
        TypedRules rules = RuleTexts.typed(
                "message t.All\nmatch (" + networks + ") && (" + ports + ") && pkt.length > 1000\ndrop");
        assertTrue(PacketRecipe.candidates(rules).count() <= 2 * 2_048);
        PacketFinder finder = new PacketFinder(rules);
        assertTrue(finder.find(0).isEmpty());
        assertTrue(finder.find(2_000).isPresent());
        assertTrue(finder.find(0).isEmpty());
    }

    @Test
    void putsTheMessageIntoItsFraming() {
        TypedRules rules = RuleTexts.typed("message t.All\nmatch udp.dst_port == 1\nframing fixed32\ndrop");
        byte[] packet = TestPackets.of(rules, 3).orElseThrow().around(new byte[]{1, 2, 3});
        assertEquals(14 + 20 + 8 + 4 + 3, packet.length);
        assertEquals(3, packet[42]);
    }
}
