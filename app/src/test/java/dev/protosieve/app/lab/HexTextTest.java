package dev.protosieve.app.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.protosieve.app.lab.MessageForm.Reading;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexTextTest {

    private static String bytes(String text) {
        return HexFormat.of().formatHex(assertInstanceOf(Reading.Message.class, HexText.read(text), text).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a0378797a1007", "0A 03 78 79 7A 10 07", "0a:03:78:79:7a:10:07", "0a-03-78-79-7a-10-07",
            "0x0a0378797a1007", "0x0a, 0x03, 0x78, 0x79, 0x7a, 0x10, 0x7", "\\x0a\\x03\\x78\\x79\\x7a\\x10\\x07",
            "\"\\x0a\\x03\\x78\"\n\"\\x79\\x7a\\x10\\x07\"", "b'\\x0a\\x03\\x78\\x79\\x7a\\x10\\x07'",
            "unsigned char packet[] = {\n  0x0a, 0x03, 0x78,\n  0x79, 0x7a, 0x10, 0x07\n};", "CgN4eXoQBw==",
            "00000000: 0a03 7879 7a10 07                        ..xyz..",
            "00000000  0a 03 78 79 7a 10 07                              |..xyz..|\n00000007",
            "0000   0a 03 78 79 7a 10 07                              ..xyz..",
            "000000 0a 03 78 79 7a 10 07\n000007", "\t0x0000:  0a03 7879 7a10 07\n",
            "0010   0a 03 78 79 7a 10 07", "0000   0a 03 78 79\n0004   7a 10 07"})
    void readsWhatPeoplePaste(String text) {
        assertEquals("0a0378797a1007", bytes(text));
    }

    @Test
    void numbersThatMayBeBytesAreBytes() {
        assertEquals("0a020378", bytes("0a02 03 78"));
    }

    @Test
    void longDumpsKeepAllBytes() {
        assertEquals("0a0e" + "61".repeat(14) + "1007", bytes("""
                00000000  0a 0e 61 61 61 61 61 61  61 61 61 61 61 61 61 61  |..aaaaaaaaaaaaaa|
                00000010  10 07                                             |..|
                00000012
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a 0g", "0a 1", "0x0a, 12", "0000000 030a 7978 107a 0007\n0000007", "{ 0x0a, x }"})
    void saysWhatIsWrong(String text) {
        assertInstanceOf(Reading.Mistake.class, HexText.read(text), text);
    }

    @Test
    void emptyTextIsTheEmptyMessage() {
        assertArrayEquals(new byte[0], assertInstanceOf(Reading.Message.class, HexText.read(" \n")).bytes());
    }
}
