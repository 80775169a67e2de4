package dev.protosieve.engine.wire;

import java.io.ByteArrayOutputStream;

/** Puts messages behind their lengths. */
public final class Frames {

    private Frames() {
    }

    /** The message behind its length as a varint (protobuf encoding page). */
    public static byte[] varint(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = message.length;
        while (rest > 0x7f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        out.writeBytes(message);
        return out.toByteArray();
    }

    /** The message behind its length in four bytes, the low one first. */
    public static byte[] fixed32(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(message.length >> shift);
        }
        out.writeBytes(message);
        return out.toByteArray();
    }
}
