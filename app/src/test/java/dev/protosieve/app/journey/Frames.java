package dev.protosieve.app.journey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Ethernet frames with an IPv4 UDP datagram to port 9000. */
final class Frames {

    private static final int HEADERS = 42;

    private Frames() {
    }

    /** A message whose field 1 is that text, of less than 128 bytes. */
    static byte[] query(String words) {
        byte[] text = words.getBytes(StandardCharsets.UTF_8);
        int payload = 2 + text.length;
        ByteBuffer frame = ByteBuffer.allocate(HEADERS + payload);
        frame.position(12);
        frame.putShort((short) 0x0800).put((byte) 0x45).put((byte) 0).putShort((short) (28 + payload)).putInt(0);
        frame.put((byte) 64).put((byte) 17).putShort((short) 0).put(new byte[]{10, 0, 0, 7, 10, 0, 0, 1});
        frame.putShort((short) 41812).putShort((short) 9000).putShort((short) (8 + payload)).putShort((short) 0);
        return frame.put((byte) 10).put((byte) text.length).put(text).array();
    }
}
