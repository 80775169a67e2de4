package dev.protosieve.engine.oracle;

import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;

/** Writes protobuf's wire format, also the forms that no serializer writes. */
final class WireBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** @param padding bytes more than needed, at most to the ten that a varint may have */
    WireBytes varint(long value, int padding) {
        int length = Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
        int padded = Math.min(length + padding, Math.max(length, 10));
        return rawVarint(value, padded);
    }

    /** A varint of just that many bytes; beyond ten it is none. */
    WireBytes rawVarint(long value, int length) {
        for (int i = 0; i < length; i++) {
            long bits = 7 * i < Long.SIZE ? value >>> 7 * i : 0;
            out.write((int) (bits & 0x7f) | (i < length - 1 ? 0x80 : 0));
        }
        return this;
    }

    /** Ten bytes whose last has bits beyond the 64th, which readers drop. */
    WireBytes surplusVarint(long value) {
        for (int i = 0; i < 9; i++) {
            out.write((int) (value >>> 7 * i & 0x7f) | 0x80);
        }
        out.write((int) (value >>> 63) | 0x7e);
        return this;
    }

    /** @param padding zero, or as many bytes more as keep it within five */
    WireBytes tag(int number, int wireType, int padding) {
        long tag = Integer.toUnsignedLong(number << 3 | wireType);
        int length = Math.max(1, (70 - Long.numberOfLeadingZeros(tag)) / 7);
        return rawVarint(tag, Math.min(5, length + padding));
    }

    /** Little-endian, {@code count} bytes. */
    WireBytes fixed(long value, int count) {
        for (int i = 0; i < count; i++) {
            out.write((int) (value >>> 8 * i) & 0xff);
        }
        return this;
    }

    WireBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Length and content. */
    WireBytes delimited(byte[] content, int padding) {
        return varint(content.length, padding).raw(content);
    }

    WireBytes group(int number, byte[] content) {
        return tag(number, WireFormat.WIRETYPE_START_GROUP, 0).raw(content).tag(number, WireFormat.WIRETYPE_END_GROUP,
                0);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
