package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.BytesValue;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.Duration;
import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt64Value;
import dev.protosieve.engine.typed.HeaderField;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueTextTest {

    private static final ValueType TEXT = ValueType.of(StringValue.getDescriptor().getFields().getFirst());
    private static final ValueType BYTES = ValueType.of(BytesValue.getDescriptor().getFields().getFirst());
    private static final ValueType INT32 = ValueType.of(Int32Value.getDescriptor().getFields().getFirst());
    private static final ValueType UINT64 = ValueType.of(UInt64Value.getDescriptor().getFields().getFirst());
    private static final ValueType REAL = ValueType.of(DoubleValue.getDescriptor().getFields().getFirst());
    private static final ValueType TIME = ValueType.of(Timestamp.getDescriptor());
    private static final ValueType DURATION = ValueType.of(Duration.getDescriptor());
    private static final ValueType ADDRESS = ValueType.of(HeaderField.IP_SRC);
    private static final ValueType PORT = ValueType.of(HeaderField.UDP_DST_PORT);

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with \"quotes\"", "back\\slash", "tab\tand\nline", "na\u00efve \u20ac", "\u0007"})
    void givesBackEveryText(String text) {
        assertEquals(Optional.of(text), ValueText.input(TEXT, "==", ValueText.literal(TEXT, "==", text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00 de 00", "41 22 5c", "ff"})
    void givesBackBytesInHex(String hex) {
        assertEquals(Optional.of(hex), ValueText.input(BYTES, "==", ValueText.literal(BYTES, "==", hex)));
    }

    @Test
    void readsEveryEscapeOfCel() {
        assertEquals(Optional.of("a\u00ffA\u20ac\n"), CelString.text("\"a\\xff\\101\\u20ac\\n\""));
        assertEquals(Optional.of("a\\n"), CelString.text("r'a\\n'"));
        assertEquals("ff 41", ValueText.hex(CelString.bytes("b'\\xffA'").orElseThrow()));
        assertEquals(Optional.empty(), CelString.bytes("b'a' + b'c'"));
        assertEquals(Optional.empty(), CelString.text("r'a\\' + 'c'"));
        assertEquals(Optional.of("a'c"), CelString.text("'a\\'c'"));
        assertEquals("b\"PROBE\"", ValueText.literal(BYTES, "==", " b'PROBE' "));
        assertEquals("", ValueText.mistake(BYTES, "==", "b\"\\xff\""));
        assertFalse(ValueText.mistake(BYTES, "==", "PROBE").isEmpty());
        assertEquals(Optional.empty(), CelString.text("msg.a"));
    }

    @Test
    void writesValuesInTheFormOfTheirType() {
        assertEquals("7u", ValueText.literal(UINT64, "==", "7"));
        assertEquals("7.0", ValueText.literal(REAL, "==", "7"));
        assertEquals("-7", ValueText.literal(INT32, "==", " -7 "));
        assertEquals("duration(\"1h30m\")", ValueText.literal(DURATION, ">", "1h30m"));
        assertEquals("ip(\"10.0.0.7\")", ValueText.literal(ADDRESS, "==", "10.0.0.7"));
        assertEquals("cidr(\"fd00::/8\").containsIP(ip.src)",
                Operators.write("ip.src", "containsIP", ValueText.literal(ADDRESS, "containsIP", "fd00::/8")));
    }

    @Test
    void saysWhatAValueMustBe() {
        assertEquals("", ValueText.mistake(INT32, "==", "2147483647"));
        assertEquals("from -2147483648 to 2147483647 (int32)", ValueText.mistake(INT32, "==", "2147483648"));
        assertEquals("from 0 to 18446744073709551615 (uint64)", ValueText.mistake(UINT64, "==", "-1"));
        assertEquals("from 0 to 65535 (port)", ValueText.mistake(PORT, "==", "0x10000"));
        for (String wrong : List.of("10.0.0", "10.0.0.256", "name", "")) {
            assertFalse(ValueText.mistake(ADDRESS, "==", wrong).isEmpty(), wrong);
        }
        assertFalse(ValueText.mistake(ADDRESS, "containsIP", "10.0.0.0/33").isEmpty());
        assertFalse(ValueText.mistake(TIME, ">", "yesterday").isEmpty());
        assertEquals("", ValueText.mistake(TIME, ">", "2026-01-31T08:00:00Z"));
        assertFalse(ValueText.mistake(DURATION, ">", "1 hour").isEmpty());
        assertFalse(ValueText.mistake(BYTES, "==", "0").isEmpty());
        assertFalse(ValueText.mistake(REAL, "==", "1,5").isEmpty());
    }

    @Test
    void showsEscapesAndLength() {
        assertEquals("3 characters", ValueText.remark(TEXT, "cat"));
        assertTrue(ValueText.remark(TEXT, "a\nb").contains("\"a\\nb\""));
        assertEquals("3 bytes \u00b7 \u201cA\u00b7B\u201d", ValueText.remark(BYTES, "41 00 42"));
    }

    @Test
    void shortensOnlyConstantsOfEnums() {
        assertEquals("PHONES", ValueText.shortName("search.Category.PHONES"));
        for (String other : List.of("msg.page", "udp.dst_port", "\"a.b\"", "7u", "1.5", "true")) {
            assertEquals(other, ValueText.shortName(other));
        }
    }
}
