package dev.protosieve.engine.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.text.Diagnostic;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions may say of packets. */
final class PacketConditionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            ip.src == ip("10.0.0.1")                            ~ (ip.src in 10.0.0.1)
            ip("fd00::1") != ip.dst                             ~ !(ip.dst in fd00::1)
            cidr("10.1.2.3/8").containsIP(ip.src)               ~ (ip.src in 10.0.0.0/8)
            cidr("10.0.0.0/8").containsIP("10.1.1.1")           ~ BOOL:true
            cidr("10.0.0.0/8").containsIP(ip("::1"))            ~ BOOL:false
            ip("::1") == ip("0:0::1")                           ~ BOOL:true
            ip.src == ip.dst                                    ~ (ip.src == ip.dst)
            ip.src == ip.src                                    ~ BOOL:true
            pkt.u16(12) == 2048                                 ~ (pkt.u16(INT:12) == INT:2048)
            pkt.u8(msg.i32 + 1) > 3                             ~ (pkt.u8((INT:i32 + INT:1)) > INT:3)
            eth.src == b"\\x02\\x00\\x00\\x00\\x00\\x01"          ~ (eth.src == BYTES:0x020000000001)
            size(eth.dst) == 6                                  ~ BOOL:true
            """)
    void isUnderstood(String condition, String printed) {
        TypedRules rules = RuleTexts.typed("message t.All\nmatch udp.dst_port == 9000\ndrop if " + condition);
        assertEquals(printed, TypedPrinter.expr(rules.rules().getFirst().condition()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            ip.src == ip("10.0.0.256")                   ~ 3:22 typed.bad-address for example 10.0.0.1 or fd00::1
            cidr("10.0.0.0").containsIP(ip.src)          ~ 3:14 typed.bad-address for example 10.0.0.0/8 or fd00::/8
            cidr("10.0.0.0/8").containsIP("x")           ~ 3:39 typed.bad-address for example 10.0.0.1 or fd00::1
            ip.src == ip(msg.text)                       ~ 3:22 typed.unsupported write "10.0.0.1 or fd00::1"
            eth.src == b"abc"                            ~ 3:20 typed.wrong-length for example b"\\x02\\x00\\x00\\x00\\x00\\x01"
            """)
    void isRefusedAtItsCharacters(String condition, String problem) {
        List<Diagnostic> found = RuleTexts.checkRules("drop if " + condition).diagnostics();
        assertEquals(List.of(problem),
                found.stream().map(d -> d.place().line() + ":" + d.place().column() + " " + d.code()
                        + " " + d.hint()).toList());
    }

    @ParameterizedTest
    @CsvSource({"udp.dst_port == 1, UDP", "tcp.dst_port == 1, TCP", "tcp.flags == 1 || udp.length == 9, TCP UDP",
            "ip.ttl > 3, UDP", "true, UDP", "ip.protocol == 6, TCP UDP"})
    void transportFollowsFromTheMatch(String match, String transports) {
        TypedRules rules = RuleTexts.typed("message t.All\nmatch " + match + "\ndrop");
        Set<Transport> found = HeaderReads.transports(rules);
        assertEquals(transports, String.join(" ", found.stream().map(Enum::name).sorted().toList()));
    }
}
