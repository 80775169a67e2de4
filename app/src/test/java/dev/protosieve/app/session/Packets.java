package dev.protosieve.app.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Ethernet frames with an IPv4 UDP datagram to port 9000. */
final class Packets {

    private Packets() {
    }

    static byte[] udp(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(42 + payload.length);
        frame.position(12);
        frame.putShort((short) 0x0800);
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (28 + payload.length)).putInt(0);
        frame.put((byte) 64).put((byte) 17).putShort((short) 0);
        frame.put(new byte[]{10, 0, 0, 7, 10, 0, 0, 1});
        frame.putShort((short) 41812).putShort((short) 9000).putShort((short) (8 + payload.length)).putShort((short) 0);
        return frame.put(payload).array();
    }

    /** A message whose field 1 is that text. */
    static byte[] query(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return udp(ByteBuffer.allocate(2 + bytes.length).put((byte) 10).put((byte) bytes.length).put(bytes).array());
    }
}
