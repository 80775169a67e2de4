package dev.protosieve.engine.listing;

import dev.protosieve.engine.isa.Slot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Little-endian bytes of a file that may lie about itself: whatever is read is checked to be there.
 *
 * @param what for messages: which part of the file
 */
record Octets(String what, byte[] bytes) {

    private ByteBuffer at(long offset, int size) throws MalformedObject {
        check(offset, size);
        return Slot.buffer(bytes).position((int) offset);
    }

    private void check(long offset, long size) throws MalformedObject {
        MalformedObject.require(offset >= 0 && size >= 0 && offset <= bytes.length && size <= bytes.length - offset,
                what + " ends too early");
    }

    int size() {
        return bytes.length;
    }

    int u8(long offset) throws MalformedObject {
        return at(offset, 1).get() & 0xff;
    }

    int u16(long offset) throws MalformedObject {
        return at(offset, Short.BYTES).getShort() & 0xffff;
    }

    int i32(long offset) throws MalformedObject {
        return at(offset, Integer.BYTES).getInt();
    }

    /** A number of 32 bits that must fit into 31. */
    int u31(long offset) throws MalformedObject {
        int value = i32(offset);
        MalformedObject.require(value >= 0, what + " has a number that is too large");
        return value;
    }

    long i64(long offset) throws MalformedObject {
        return at(offset, Long.BYTES).getLong();
    }

    /** What lies there, as a copy. */
    Octets slice(String name, long offset, long size) throws MalformedObject {
        check(offset, size);
        return new Octets(name, Arrays.copyOfRange(bytes, (int) offset, (int) (offset + size)));
    }

    /** Up to the next zero. */
    String string(long offset) throws MalformedObject {
        check(offset, 1);
        int end = (int) offset;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        check(end, 1);
        return new String(bytes, (int) offset, end - (int) offset, StandardCharsets.UTF_8);
    }
}
