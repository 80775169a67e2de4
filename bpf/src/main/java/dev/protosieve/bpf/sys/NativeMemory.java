package dev.protosieve.bpf.sys;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Zeroed memory at a fixed address that the kernel reads and writes; freed with its last reference. */
public final class NativeMemory {

    private final ByteBuffer bytes;
    private final long address;
    /** What this memory points to lives as long as it does. */
    private final List<NativeMemory> pointees = new ArrayList<>();

    private NativeMemory(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.nativeOrder());
        this.address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
    }

    /** @param size in bytes */
    public static NativeMemory allocate(int size) {
        SystemCalls.require();
        return new NativeMemory(ByteBuffer.allocateDirect(Math.max(size, 1)));
    }

    public static NativeMemory of(byte[] content) {
        NativeMemory memory = allocate(content.length);
        memory.bytes.put(0, content);
        return memory;
    }

    /** ASCII with the zero byte that ends a string in C. */
    public static NativeMemory ofString(String text) {
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        NativeMemory memory = allocate(content.length + 1);
        memory.bytes.put(0, content);
        return memory;
    }

    /** The whole memory in the machine's byte order; position 0, limit at the end. */
    public ByteBuffer bytes() {
        return bytes;
    }

    public int size() {
        return bytes.capacity();
    }

    public int getInt(int offset) {
        return bytes.getInt(offset);
    }

    public long getLong(int offset) {
        return bytes.getLong(offset);
    }

    public NativeMemory putInt(int offset, int value) {
        bytes.putInt(offset, value);
        return this;
    }

    public NativeMemory putLong(int offset, long value) {
        bytes.putLong(offset, value);
        return this;
    }

    /** Writes the address of {@code target}, and keeps it alive. */
    public NativeMemory putPointer(int offset, NativeMemory target) {
        bytes.putLong(offset, target.address);
        if (!pointees.contains(target)) {
            pointees.add(target);
        }
        return this;
    }

    /** At most {@code room} bytes of ASCII, the last of them zero. */
    public NativeMemory putName(int offset, String name, int room) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        bytes.put(offset, ascii, 0, Math.min(ascii.length, room - 1));
        return this;
    }

    /** The bytes from {@code offset} up to the first zero or {@code most}. */
    public String getString(int offset, int most) {
        int length = 0;
        while (length < most && offset + length < bytes.capacity() && bytes.get(offset + length) != 0) {
            length++;
        }
        byte[] content = new byte[length];
        bytes.get(offset, content);
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Makes a call that gets this memory's address, and keeps the memory until it is back. Gives a negative errno on failure. */
    int during(LongUnaryOperator call) {
        try {
            long result = call.applyAsLong(address);
            return result < 0 ? -LibC.errno() : (int) result;
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
