package dev.protosieve.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.protosieve.engine.wire.WireReader.Broken;
import dev.protosieve.engine.wire.WireReader.End;
import dev.protosieve.engine.wire.WireReader.Field;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireReaderTest {

    private static final long SEED = 20261121;

    @Test
    void keepsTheOffsetsOfEveryField() {
        WireReader reader = new WireReader(hex("089601 1203616263 1d01000000 210200000000000000"));

        assertEquals(new Field(1, WireType.VARINT, 0, 1, 3, 3, 150), reader.next());
        assertEquals(new Field(2, WireType.LEN, 3, 5, 8, 8, 3), reader.next());
        assertEquals(new Field(3, WireType.FIXED32, 8, 9, 13, 13, 1), reader.next());
        assertEquals(new Field(4, WireType.FIXED64, 13, 14, 22, 22, 2), reader.next());
        assertEquals(new End(22), reader.next());
    }

    @Test
    void skipsAGroupAsOneFieldAndReadsInsideIt() {
        WireReader reader = new WireReader(hex("0b 1001 1b 1c 0c 2801"));

        Field group = (Field) reader.next();

        assertEquals(new Field(1, WireType.START_GROUP, 0, 1, 5, 6, 0), group);
        assertEquals(new Field(5, WireType.VARINT, 6, 7, 8, 8, 1), reader.next());
        WireReader inside = reader.inside(group);
        assertEquals(new Field(2, WireType.VARINT, 1, 2, 3, 3, 1), inside.next());
        assertEquals(new Field(3, WireType.START_GROUP, 3, 4, 4, 5, 0), inside.next());
        assertEquals(new End(5), inside.next());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "00 | 0 | field number 0",
            "0a0161 00 | 3 | field number 0",
            "0e | 0 | wire type 6",
            "80 | 0 | tag cut off",
            "808080808001 | 0 | tag over 5 bytes",
            "8880808010 00 | 0 | tag over 32 bits",
            "08 ff | 1 | value cut off",
            "08 ffffffffffffffffffff01 | 1 | value over 10 bytes",
            "0d 000000 | 1 | value cut off",
            "0a 05 61 | 1 | length 5 where 1 bytes are left",
            "0a ffffffffffffffffff01 | 1 | length over 31 bits",
            "0a 8180808010 61 | 1 | length over 31 bits",
            "0c | 0 | group 1 ends that never started",
            "0b 14 | 1 | group 1 ends as group 2",
            "0b 0801 | 0 | group 1 never ends",
            "0b 13 0c 14 | 2 | group 2 ends as group 1",
    })
    void saysWhereAndWhyTheBytesAreNoMessage(String hex, int offset, String reason) {
        WireReader reader = new WireReader(hex(hex));

        assertEquals(Optional.of(new Broken(offset, reason)), reader.firstError());
        assertEquals(new Broken(offset, reason), reader.next(), "again");
    }

    @Test
    void acceptsPadding() {
        assertEquals(Optional.empty(), new WireReader(hex("8880808000 80808080808080808000")).firstError());
        assertEquals(Optional.empty(), new WireReader(hex("0a 818080808000 61")).firstError());
    }

    /** protobuf-java is laxer in three places, which DESIGN names; everywhere else both agree. */
    @Test
    void agreesWithProtobufJavaOnRandomBytes() {
        Set<String> stricter = Set.of("tag over 5 bytes", "tag over 32 bits", "length over 31 bits");
        Random random = new Random(SEED);
        int accepted = 0;
        for (int i = 0; i < 300_000; i++) {
            byte[] bytes = randomMessage(random);
            Optional<Broken> found = new WireReader(bytes).firstError();
            String seen = "seed " + SEED + ", " + HexFormat.of().formatHex(bytes) + ": " + found;
            if (protobufJavaTakes(bytes)) {
                accepted++;
                assertTrue(found.isEmpty() || stricter.contains(found.get().reason()), seen);
            } else {
                assertTrue(found.isPresent(), seen);
            }
        }
        assertTrue(accepted > 10_000, accepted + " accepted");
    }

    private static boolean protobufJavaTakes(byte[] bytes) {
        try {
            UnknownFieldSet.parseFrom(bytes);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static byte[] randomMessage(Random random) {
        byte[] bytes = new byte[random.nextInt(12)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) switch (random.nextInt(4)) {
                case 0 -> random.nextInt(256);
                case 1 -> random.nextInt(8);
                case 2 -> 8 | random.nextInt(6);
                default -> 0x80 | random.nextInt(16);
            };
        }
        return bytes;
    }

    @Test
    void sizesAndEncodesVarints() {
        assertEquals(1, Varint.size(0));
        assertEquals(1, Varint.size(127));
        assertEquals(2, Varint.size(128));
        assertEquals(10, Varint.size(-1));
        assertArrayEquals(hex("9601"), Varint.encode(150));
        assertArrayEquals(hex("96818000"), Varint.encode(150, 4));
        assertArrayEquals(hex("1a"), Varint.tag(3, WireType.LEN));
        assertThrows(IllegalArgumentException.class, () -> Varint.encode(128, 1));
    }

    @Test
    void decodesWhatItEncodes() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong() >>> random.nextInt(64);
            byte[] bytes = Varint.encode(value, Varint.size(value) + random.nextInt(11 - Varint.size(value)));
            assertEquals(bytes.length, Varint.length(bytes, 0, bytes.length));
            assertEquals(value, Varint.value(bytes, 0, bytes.length));
            assertEquals(0, Varint.length(bytes, 0, bytes.length - 1));
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
