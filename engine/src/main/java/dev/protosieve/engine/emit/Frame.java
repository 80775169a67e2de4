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
    /** Which state the run has, where a CPU has several. */
    static final int CLAIM = -40;
    static final int EVENT = -64;
    /** A key and a value for maps: 72 bytes as {@link GroupLayout} has them, and 16. */
    static final int GROUP_KEY = -480;
    static final int GROUP_VALUE = GROUP_KEY + GroupLayout.TEXT_SIZE;
    /** While the headers are walked: pointers to the IP header and to the transport header. */
    static final int NETWORK = -72;
    static final int TRANSPORT = -80;
    /** Offset in the packet. */
    static final int PAYLOAD_END = -88;
    static final int VLAN = -96;
    static final int PROTOCOL = -104;
    /** Not 0 in the first of several fragments. */
    static final int MORE = -112;
    /** Offset of the IP header. */
    static final int NETWORK_OFFSET = -120;
    /** UDP: offset of the end of an IPv6 packet, 0 for what is none or only a part of one. */
    static final int NETWORK_END = -128;
    /** Packet variables that rules read wait here and below until the state is there. */
    static final int VARIABLES = -136;

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

    /** Framings other than datagram: offset of the payload's end. */
    int payloadEnd() {
        return FRAMES + 8 * limits.depth() + 8 * slots.size() + slots.stream().mapToInt(this::rows).sum();
    }

    /** Offset of the end of the message that is being walked. */
    int messageEnd() {
        return payloadEnd() + 8;
    }

    /** The entry of the first message that was judged. */
    int firstJudged() {
        return messageEnd() + 8;
    }

    /** The transport's protocol number. */
    int protocol() {
        return firstJudged() + 8;
    }

    /** Offset of the IP header, for rules that test addresses. */
    int network() {
        return protocol() + 8;
    }

    /** Where all that ends and the temporaries begin. */
    int end() {
        return network() + 8;
    }
}
