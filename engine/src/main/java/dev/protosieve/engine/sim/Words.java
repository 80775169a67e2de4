package dev.protosieve.engine.sim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in bytes, the lowest byte first. */
final class Words {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {
    }

    /** The first four bytes as a number. */
    static int int32(byte[] bytes) {
        return (int) INT.get(bytes, 0);
    }

    /** Bytes of a region as a number without a sign; {@code size} is 1, 2, 4 or 8. */
    static long get(Region region, int at, int size) {
        int index = region.start + at;
        return switch (size) {
            case 1 -> region.bytes[index] & 0xffL;
            case 2 -> (short) SHORT.get(region.bytes, index) & 0xffffL;
            case 4 -> (int) INT.get(region.bytes, index) & 0xffff_ffffL;
            default -> (long) LONG.get(region.bytes, index);
        };
    }

    /** Writes the lowest bytes of a number. */
    static void put(Region region, int at, int size, long value) {
        int index = region.start + at;
        switch (size) {
            case 1 -> region.bytes[index] = (byte) value;
            case 2 -> SHORT.set(region.bytes, index, (short) value);
            case 4 -> INT.set(region.bytes, index, (int) value);
            default -> LONG.set(region.bytes, index, value);
        }
    }
}
