package dev.protosieve.engine.wire;

/** Base-128 integers, least significant seven bits first (protobuf.dev, "Encoding", section "Base 128 Varints"). */
public final class Varint {

    /** A 64-bit number takes at most ten bytes. */
    public static final int MAX_BYTES = 10;
    private static final int MORE = 0x80;
    private static final int BITS = 0x7f;

    private Varint() {
    }

    /** Bytes of the shortest form of {@code value}, taken as unsigned; 1 to 10. */
    public static int size(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    /** The shortest form of {@code value}, taken as unsigned. */
    public static byte[] encode(long value) {
        return encode(value, size(value));
    }

    /**
     * A form of exactly {@code size} bytes, padded with zero groups: what a sender may do and a filter must understand.
     *
     * @throws IllegalArgumentException when {@code size} is under {@link #size} or over 10
     */
    public static byte[] encode(long value, int size) {
        if (size < size(value) || size > MAX_BYTES) {
            throw new IllegalArgumentException("varint of " + size + " bytes for " + Long.toUnsignedString(value));
        }
        byte[] bytes = new byte[size];
        long rest = value;
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (rest & BITS | (i < size - 1 ? MORE : 0));
            rest >>>= 7;
        }
        return bytes;
    }

    /** The tag of a field: its number and its wire type, shortest form. */
    public static byte[] tag(int field, WireType type) {
        return encode((long) field << 3 | type.number());
    }

    /**
     * How many bytes the varint at {@code from} takes, or 0 when it does not end before {@code end} or within ten bytes.
     */
    public static int length(byte[] bytes, int from, int end) {
        int last = Math.min(end, from + MAX_BYTES);
        for (int at = from; at < last; at++) {
            if (bytes[at] >= 0) {
                return at - from + 1;
            }
        }
        return 0;
    }

    /** The value of the varint of {@code length} bytes at {@code from}; bits beyond the 64th are dropped. */
    public static long value(byte[] bytes, int from, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (long) (bytes[from + i] & BITS) << 7 * i;
        }
        return value;
    }
}
