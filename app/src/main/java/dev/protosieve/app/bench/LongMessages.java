package dev.protosieve.app.bench;

import dev.protosieve.engine.wire.UdpPacket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Packets with one message that is mostly one string, in which the rule looks to the end. */
final class LongMessages {

    /** Wire format of {@code bytes token = 13} and {@code string service = 2}. */
    private static final int TOKEN = 13 << 3 | 2;
    private static final int SERVICE = 2 << 3 | 2;
    private static final int SEVEN_BITS = 7;
    private static final int MORE = 0x80;

    private LongMessages() {
    }

    /**
     * @param length of the message in bytes, at least 2, without the earlier field
     * @param padding bytes of an earlier field; 0 leaves it out
     */
    static byte[] packet(int length, int padding) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        if (padding > 0) {
            message.write(TOKEN);
            message.write(padding);
            message.writeBytes(new byte[padding]);
        }
        int text = length - 1 - size(length);
        message.write(SERVICE);
        int rest = text;
        for (; rest > Byte.MAX_VALUE; rest >>>= SEVEN_BITS) {
            message.write(rest & Byte.MAX_VALUE | MORE);
        }
        message.write(rest);
        message.writeBytes("user-drop-index-".repeat(text / 16 + 1).substring(0, text).getBytes(
                StandardCharsets.US_ASCII));
        return UdpPacket.ipv4(40_000, 9000, message.toByteArray());
    }

    /** Bytes of the length of a text, in a message of so many bytes. */
    private static int size(int message) {
        int size = 1;
        while (message - 1 - size >= 1 << SEVEN_BITS * size) {
            size++;
        }
        return size;
    }
}
