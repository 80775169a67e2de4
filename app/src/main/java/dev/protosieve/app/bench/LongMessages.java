package dev.protosieve.app.bench;

import dev.protosieve.engine.wire.UdpPacket;
import java.io.ByteArrayOutputStream;

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
        int text = Math.max(0, length - 2);
        text = text > Byte.MAX_VALUE ? text - 1 : text;
        message.write(SERVICE);
        if (text > Byte.MAX_VALUE) {
            message.write(text & Byte.MAX_VALUE | MORE);
            message.write(text >> SEVEN_BITS);
        } else {
            message.write(text);
        }
        message.writeBytes("user-drop-index-".repeat(text / 16 + 1).substring(0, text).getBytes(
                java.nio.charset.StandardCharsets.US_ASCII));
        return UdpPacket.ipv4(40_000, 9000, message.toByteArray());
    }
}
