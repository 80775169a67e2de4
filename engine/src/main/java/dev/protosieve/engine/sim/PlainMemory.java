package dev.protosieve.engine.sim;

import dev.protosieve.engine.sim.Region.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a machine without a verifier, where pointers are numbers: an address says by itself which region it is near, as
 * regions lie 4 GiB apart.
 */
final class PlainMemory {

    /** Ids of the two regions, and with them their addresses. */
    private static final int STACK = 1;
    private static final int MEMORY = 2;
    private static final int STACK_BYTES = Frames.MOST * Stack.BYTES;
    /** A word written below the first frame pointer may reach beyond it, as in the shared conformance tests. */
    private static final int BEYOND = 7;
    private static final long HALF = 1L << 31;

    private final byte[] stack = new byte[STACK_BYTES + BEYOND];
    private final Region stackRegion = Region.of(STACK, Kind.PLAIN, stack, stack.length);
    private Region memory = Region.of(MEMORY, Kind.PLAIN, new byte[0], 0);

    /** r1 and r2 are address and length of the memory, both 0 without any. */
    void start(byte[] bytes, Registers registers) {
        Arrays.fill(stack, (byte) 0);
        memory = Region.of(MEMORY, Kind.PLAIN, bytes, bytes.length);
        registers.setNumber(1, bytes.length == 0 ? 0 : memory.base);
        registers.setNumber(2, bytes.length);
        registers.setNumber(Registers.FRAME_POINTER, stackRegion.base + STACK_BYTES);
    }

    /** The region whose first byte is nearest to an address, or 0. */
    static int id(long address, int regions) {
        long id = address + HALF >>> 32;
        return id < regions ? (int) id : 0;
    }

    /** The region that a register points into or beside; {@code offset} is that of the access. */
    Region region(int register, long address, int offset, @Nullable Region[] others) throws Refusal {
        int id = id(address, others.length);
        if (id == STACK) {
            if (address + offset >= stackRegion.base + STACK_BYTES) {
                throw Refusal.of(register, "points behind the stack");
            }
            return stackRegion;
        }
        if (id == MEMORY) {
            return memory;
        }
        Region other = others[id];
        if (other == null || other.kind != Kind.MAP_VALUE) {
            throw Refusal.of(register, "is 0x" + Long.toHexString(address) + ", where no memory is");
        }
        return other;
    }
}
