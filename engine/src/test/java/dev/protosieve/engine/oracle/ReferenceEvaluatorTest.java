package dev.protosieve.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.RuleTexts;
import dev.protosieve.engine.typed.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire cases: expected answers are worked out by hand from the encoding specification. */
class ReferenceEvaluatorTest {

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Decision decide(String message, String condition, String hex) {
        return new ReferenceEvaluator(RuleTexts.typed("message " + message
                + "\nmatch udp.dst_port == 9000\ndrop if " + condition)).decide(bytes(hex));
    }

    /** yes: the condition holds; no: it does not; otherwise the cause. */
    private static String answer(Decision decision) {
        return switch (decision.cause()) {
            case RULE -> "yes";
            case DEFAULT -> "no";
            case MALFORMED, ERROR, LIMIT, UNSEEN -> decision.cause().word();
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            msg.i32 == 0                 ~ ^^                               ~ yes
            msg.i32 == 5                 ~ 08 05                            ~ yes
            msg.i32 == 5                 ~ 88 00 05                         ~ yes
            msg.i32 == 5                 ~ 88 80 80 80 00 05                ~ yes
            msg.i32 == 5                 ~ 08 85 80 80 80 80 80 80 80 80 00 ~ yes
            msg.i32 == 5                 ~ 08 85 80 80 80 10                ~ yes
            msg.i32 == -1                ~ 08 ff ff ff ff ff ff ff ff ff 01 ~ yes
            msg.i32 == -1                ~ 08 ff ff ff ff 0f                ~ yes
            msg.i64 == 0                 ~ 10 80 80 80 80 80 80 80 80 80 02 ~ yes
            msg.i64 == -9223372036854775808 ~ 10 80 80 80 80 80 80 80 80 80 01 ~ yes
            msg.u64 == 18446744073709551615u ~ 20 ff ff ff ff ff ff ff ff ff 01 ~ yes
            msg.u64 > 9223372036854775807u ~ 20 80 80 80 80 80 80 80 80 80 01 ~ yes
            msg.u32 == 4294967295u       ~ 18 ff ff ff ff ff ff ff ff ff 01 ~ yes
            msg.s32 == -1                ~ 28 81 80 80 80 10                ~ yes
            msg.s64 == -2147483649       ~ 30 81 80 80 80 10                ~ yes
            msg.flag                     ~ 68 80 80 80 80 10                ~ yes
            msg.flag                     ~ 68 80 00                         ~ no
            msg.f32 == 1u                ~ 3d 01 00 00 00                   ~ yes
            msg.sf64 == -2               ~ 51 fe ff ff ff ff ff ff ff       ~ yes
            msg.flt == 1.5               ~ 5d 00 00 c0 3f                   ~ yes
            msg.dbl == 0.0               ~ 61 00 00 00 00 00 00 00 80       ~ yes
            msg.dbl == msg.dbl           ~ 61 00 00 00 00 00 00 f8 7f       ~ no
            msg.dbl != msg.dbl           ~ 61 00 00 00 00 00 00 f8 7f       ~ yes
            msg.dbl < 1.0 || msg.dbl >= 1.0 ~ 61 00 00 00 00 00 00 f8 7f    ~ no
            msg.dbl == 1e999             ~ 61 00 00 00 00 00 00 f0 7f       ~ yes
            msg.color == Color.BLUE      ~ 80 01 f9 ff ff ff ff ff ff ff ff 01 ~ yes
            msg.color == 9               ~ 80 01 09                         ~ yes
            msg.color == Color.GREEN     ~ 80 01 81 80 80 80 10             ~ yes
            msg.i32 == 2                 ~ 08 01 08 02                      ~ yes
            msg.i32 == 1                 ~ 08 01 0d 02 00 00 00             ~ yes
            msg.i32 == 1                 ~ 08 01 0a 01 02                   ~ yes
            msg.i32 == 1                 ~ 08 01 0b 08 02 0c                ~ yes
            msg.text == 'ab'             ~ 72 01 78 72 02 61 62             ~ yes
            msg.text == 'a'              ~ 72 01 61 70 05                   ~ yes
            msg.text.contains('A')       ~ 72 03 63 41 74                   ~ yes
            msg.text.contains('')        ~ ^^                               ~ yes
            msg.text.startsWith('é')     ~ 72 03 c3 a9 61                   ~ yes
            msg.text.endsWith('b')       ~ 72 02 61 62                      ~ yes
            msg.text > '\uFFFD'          ~ 72 04 f0 9f 98 80                ~ yes
            msg.text < 'b'               ~ 72 02 61 7a                      ~ yes
            msg.raw == b'\\xff\\x00'     ~ 7a 02 ff 00                      ~ yes
            msg.raw > b'\\x7f'           ~ 7a 01 80                         ~ yes
            msg.sub.i32 == 0             ~ ^^                               ~ yes
            msg.sub.i32 == 1 && msg.sub.i64 == 2 ~ 8a 01 02 08 01 8a 01 02 10 02 ~ yes
            msg.sub.i32 == 1 && msg.sub.i64 == 2 ~ 8a 01 02 08 01 08 07 8a 01 02 10 02 ~ yes
            msg.sub.sub.i32 == 1 && msg.sub.sub.i64 == 2 ~ 8a 01 05 8a 01 02 08 01 8a 01 05 8a 01 02 10 02 ~ yes
            msg.one_num == 0             ~ b8 01 05 b2 01 01 61             ~ yes
            msg.one_num == 5             ~ b2 01 01 61 b8 01 05             ~ yes
            msg.one_num == 5             ~ b8 01 05 b5 01 00 00 00 00       ~ yes
            msg.one_text == ''           ~ b2 01 01 61 c2 01 00             ~ yes
            msg.one_text == ''           ~ b2 01 01 61 c2 01 03 ff ff ff    ~ yes
            msg.one_sub.size == 3u && msg.one_sub.name == 'a' ~ c2 01 02 10 03 c2 01 03 0a 01 61 ~ yes
            msg.one_sub.size == 0u && msg.one_sub.name == 'a' ~ c2 01 02 10 03 b8 01 01 c2 01 03 0a 01 61 ~ yes
            """)
    void readsTheWireAsProtobufDoes(String condition, String hex, String expected) {
        assertEquals(expected, answer(decide("t.All", condition, hex)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            field number 0, varint             ~ 00 01
            field number 0, 64 bits            ~ 01 00 00 00 00 00 00 00 00
            field number 0, length             ~ 02 00
            field number 0, group              ~ 03 04
            field number 0, 32 bits            ~ 05 00 00 00 00
            trailing zero                      ~ 08 01 00
            wire type 6                        ~ 0e
            wire type 7                        ~ 0f 00
            tag over 32 bits                   ~ 88 80 80 80 10 05
            tag of six bytes                   ~ 88 80 80 80 80 00 05
            tag of eleven bytes                ~ 88 80 80 80 80 80 80 80 80 80 00 05
            tag cut                            ~ 88
            varint of eleven bytes             ~ 08 80 80 80 80 80 80 80 80 80 80 00
            unknown varint of eleven bytes     ~ f8 07 80 80 80 80 80 80 80 80 80 80 00
            varint missing                     ~ 08
            varint cut                         ~ 08 80
            fixed32 cut                        ~ 3d 00 00 00
            fixed64 cut                        ~ 61 00
            unknown fixed cut                  ~ fd 07 00
            length without data                ~ 72 01
            unknown length without data        ~ fa 07 05 00
            length -1                          ~ 72 ff ff ff ff ff ff ff ff ff 01
            length 2^31                        ~ 72 80 80 80 80 08
            length 2^32 + 1                    ~ 72 81 80 80 80 10 61
            sub-message overruns its parent    ~ 8a 01 05 8a 01 03 08 01 08 01
            sub-message cut inside             ~ 8a 01 01 08
            no UTF-8, over-long                ~ 72 02 c0 80
            no UTF-8, surrogate                ~ 72 03 ed a0 80
            no UTF-8, beyond U+10FFFF          ~ 72 04 f4 90 80 80
            no UTF-8, cut                      ~ 72 02 e2 82
            no UTF-8, replaced later           ~ 72 01 ff 72 01 61
            group not ended                    ~ fb 07
            group ended by another number      ~ fb 07 84 08
            group ended at the top level       ~ fc 07
            group end in a sub-message         ~ 8a 01 01 0c
            group not ended in a sub-message   ~ 8a 01 02 fb 07 fc 07
            group inside a group not ended     ~ fb 07 83 08 fc 07
            known field as group, not ended    ~ 73
            malformed behind a deciding field  ~ 08 05 00
            """)
    void malformedBytesAreMalformed(String name, String hex) {
        String condition = "msg.i32 == 5 || msg.text == 'a' || msg.sub.sub.i32 == 7 || msg.dbl > 1.0 || msg.f32 == 1u";
        assertEquals("malformed", answer(decide("t.All", condition, hex)), name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            inside a sub-message off the path  ~ 8a 01 03 ff ff ff
            text that no rule reads            ~ 72 01 ff
            read name, but on another level    ~ 8a 01 03 72 01 ff
            text of an unread oneof member     ~ b2 01 01 ff
            unknown group, nested              ~ fb 07 83 08 08 01 84 08 fc 07
            largest field number               ~ f8 ff ff ff 0f 01
            length padded to ten bytes         ~ 7a 81 80 80 80 80 80 80 80 80 00 61
            """)
    void doesNotValidateWhatNoRuleReads(String name, String hex) {
        assertEquals("no", answer(decide("t.All", "msg.i32 == 5 || msg.one_num == 3", hex)), name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            msg.text == 'none'            ~ ^^                       ~ yes
            msg.level == Level.HIGH       ~ ^^                       ~ yes
            msg.level == Level.HIGH       ~ 18 09                    ~ yes
            msg.level == Level.LOW        ~ 18 01 18 09              ~ yes
            msg.limit == -5               ~ ^^                       ~ yes
            msg.limit == 0                ~ 30 00                    ~ yes
            msg.count == 0                ~ ^^                       ~ yes
            msg.text == 'a'               ~ 0a 02 61 ff              ~ no
            msg.text.contains('a')        ~ 0a 02 61 ff              ~ yes
            msg.text.endsWith('€')        ~ 0a 05 e2 82 e2 82 ac     ~ yes
            msg.grp.n == 3                ~ 2b 08 03 2c              ~ yes
            msg.grp.n == 3                ~ 2a 02 08 03              ~ no
            msg.grp.n == 3                ~ 2b 08 03 2c 2b 2c        ~ yes
            msg.grp.n == 3 && msg.grp.inner.limit == 1 ~ 2b 12 02 30 01 08 03 2c ~ yes
            msg.grp.n == 3                ~ 2b 08 03                 ~ malformed
            msg.grp.n == 3                ~ 2b 08 03 34              ~ malformed
            msg.grp.inner.grp.n == 3      ~ 2b 12 01 2b 2c           ~ malformed
            """)
    void followsProto2(String condition, String hex, String expected) {
        assertEquals(expected, answer(decide("old.Old", condition, hex)));
    }

    /** {@code levels} sub-messages in one another, as long as their content asks for. */
    private static byte[] nested(int levels, byte[] innermost) {
        byte[] message = innermost;
        for (int i = 0; i < levels; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(bytes("8a 01"));
            for (int length = message.length;; length >>>= 7) {
                out.write(length < 0x80 ? length : length & 0x7f | 0x80);
                if (length < 0x80) {
                    break;
                }
            }
            out.writeBytes(message);
            message = out.toByteArray();
        }
        return message;
    }

    private static String deep(int path, byte[] message) {
        String condition = "msg" + ".sub".repeat(path) + ".i32 == 5";
        return answer(new ReferenceEvaluator(RuleTexts.typed(
                "message t.All\nmatch udp.dst_port == 9000\ndrop if " + condition)).decide(message));
    }

    @Test
    void goingDeeperThanTheLimitIsALimit() {
        assertEquals("yes", deep(32, nested(32, bytes("08 05"))));
        assertEquals("limit", deep(33, nested(33, bytes("08 05"))));
        assertEquals("no", deep(31, nested(200, bytes("08 05"))), "the rest is skipped");
    }

    @Test
    void groupsCountAsDepthAlsoWhenTheyAreUnknown() {
        String open = "fb 07 ";
        String close = "fc 07 ";
        assertEquals("no", deep(0, bytes(open.repeat(32) + close.repeat(32))));
        assertEquals("limit", deep(0, bytes(open.repeat(33) + close.repeat(33))));
        assertEquals("limit", deep(2, nested(2, bytes(open.repeat(31) + close.repeat(31)))));
    }

    @Test
    void theFirstProblemInWireOrderDecides() {
        String tooDeep = "fb 07 ".repeat(33);
        assertEquals("limit", deep(0, bytes(tooDeep + "00")));
        assertEquals("malformed", deep(0, bytes("0f " + tooDeep)));
        byte[] deepest = nested(1, bytes("8a 01 7f 08"));
        assertEquals("malformed", deep(33, nested(31, deepest)), "the length is looked at before the depth");
    }

    @Test
    void aMessageLongerThanTheLimitIsALimitWhateverItHolds() {
        assertEquals("limit", deep(0, new byte[64_001]));
        assertEquals("malformed", deep(0, new byte[64_000]));
    }

    @Test
    void theFirstRuleThatHoldsDecidesAndLogDoesNot() {
        ReferenceEvaluator oracle = new ReferenceEvaluator(RuleTexts.typed("""
                message t.All
                match udp.dst_port == 9000
                log if msg.i32 > 0
                off drop if msg.i32 == 1
                pass if msg.i32 == 1
                drop if msg.i32 > 0 && # more
                  udp.length == 10
                default drop
                """));
        assertEquals(new Decision(Verdict.PASS, Cause.RULE, 1), oracle.decide(bytes("08 01")));
        assertEquals(new Decision(Verdict.DROP, Cause.RULE, 2), oracle.decide(bytes("08 02")));
        assertEquals(Decision.of(Verdict.DROP, Cause.DEFAULT), oracle.decide(bytes("08 82 00")));
        assertEquals(new Decision(Verdict.DROP, Cause.RULE, 2),
                oracle.decide(bytes("08 82 00"), PacketHeaders.udp(6, 1, 9000, 2)));
    }
}
