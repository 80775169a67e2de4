package dev.protosieve.engine.emit;

import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.typed.WalkLimits;
import java.util.List;

/**
 * Which register and which place holds what.
 *
 * <p>Registers that keep their meaning from the header check to the verdict: {@link #STATE}, {@link #DATA},
 * {@link #END} (hooks with direct packet access) and {@link #OFFSET}. All others are scratch.
 *
 * <p>The state, one value of a per-CPU map, is laid out as
 *
 * <pre>
 *   0 u64 zero     always 0, which the verifier does not know
 *   8 u16 end      of the frame being walked: offset in the packet
 *  10 u16 node     of the plan, or {@link #nowhere}, or a packed run
 *  12 u32 group    field number that must close the frame; 0 when a length does
 *  16 u64 level    frames below
 *  24 u64 saved    offset, while texts of an element are looked into
 *  32 u64 around   the frame around a packed run
 *  40 u64 start    offset of the message, for another pass
 *  48 u64 whole    the frame of the message
 *  56 u64 stack[depth], frames as above
 *  then u64 slot[], rows of maps, u64 temporary[]
 * </pre>
 *
 * What is kept around the loop lives there and not in registers, because the verifier follows registers value by value
 * and a loop would never look the same twice to it.
 */
record Frame(WalkLimits limits, int nodes, List<ValueSlot> slots) {

    static final Reg STATE = Reg.R6;
    static final Reg DATA = Reg.R7;
    static final Reg END = Reg.R8;
    static final Reg OFFSET = Reg.R9;
    static final Reg STACK = Reg.R10;

    static final int ZERO = 0;
    static final int FRAME = 8;
    static final int FRAME_END = 8;
    static final int FRAME_NODE = 10;
    static final int FRAME_GROUP = 12;
    static final int LEVEL = 16;
    static final int SAVED = 24;
    static final int AROUND_RUN = 32;
    static final int START = 40;
    static final int START_FRAME = 48;
    static final int FRAMES = 56;

    /** Offsets from the frame pointer. */
    static final int CONTEXT = -8;
    static final int READABLE = -16;
    static final int LENGTH = -24;
    static final int KEY = -28;
    static final int EVENT = -64;
    /** A key and a value for maps: 72 bytes as {@link GroupLayout} has them, and 16. */
    static final int GROUP_KEY = -480;
    static final int GROUP_VALUE = GROUP_KEY + GroupLayout.TEXT_SIZE;

    /**
     * Largest offset the program ever adds to a packet pointer. Packet offsets may not pass 65,535 (MAX_PACKET_OFF,
     * kernel/bpf/verifier.c); the rest is room for the bytes read there.
     */
    static final int MAX_OFFSET = 65_000;

    /** Bytes behind {@link #MAX_OFFSET} that a read may touch. */
    static final int SLACK = 64;

    /** Node number of groups that no rule knows. */
    int nowhere() {
        return nodes;
    }

    /** Node number of a packed run. */
    int run(int run) {
        return nodes + 1 + run;
    }

    int slot(ValueSlot slot) {
        return FRAMES + 8 * limits.depth() + 8 * slot.index();
    }

    /** Where the rows of a map's keys begin. */
    int table(ValueSlot.Rows rows) {
        int before = slots.subList(0, rows.index()).stream().mapToInt(this::rows).sum();
        return FRAMES + 8 * limits.depth() + 8 * slots.size() + before;
    }

    private int rows(ValueSlot slot) {
        return slot instanceof ValueSlot.Rows rows ? rows.size() * limits.keys() : 0;
    }

    /** Where the slots end and the temporaries begin. */
    int end() {
        return FRAMES + 8 * limits.depth() + 8 * slots.size() + slots.stream().mapToInt(this::rows).sum();
    }
}
