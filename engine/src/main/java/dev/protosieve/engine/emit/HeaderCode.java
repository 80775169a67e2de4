package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.CONTEXT;
import static dev.protosieve.engine.emit.Frame.DATA;
import static dev.protosieve.engine.emit.Frame.END;
import static dev.protosieve.engine.emit.Frame.KEY;
import static dev.protosieve.engine.emit.Frame.LENGTH;
import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.READABLE;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.typed.HeaderField;

/**
 * Finds the packets to judge: Ethernet, IPv4 or IPv6, UDP, the {@code match} condition; then sets up the walk over the
 * message. Header layouts are those of IEEE 802.3, RFC 791 section 3.1, RFC 8200 section 3 and RFC 768.
 */
final class HeaderCode {

    private static final int ETHERNET = 14;
    private static final int ETHER_TYPE = 12;
    private static final int IPV4_MIN = 20;
    private static final int IPV6 = 40;
    private static final int UDP = 8;
    private static final int PROTOCOL_UDP = 17;
    /** EtherTypes 0x0800 and 0x86dd, as a little-endian load of two bytes in network order gives them. */
    private static final int IPV4_TYPE = 0x0008;
    private static final int IPV6_TYPE = 0xdd86;
    /** The 13 bits of the fragment offset (RFC 791), loaded the same way. */
    private static final int FRAGMENT_OFFSET = 0xff1f;
    /** No header in front of the message is longer: Ethernet, IPv4 with all options, UDP. */
    private static final int LONGEST_HEADERS = ETHERNET + 60 + UDP;
    private static final int SHORTEST_HEADERS = ETHERNET + IPV4_MIN + UDP;

    /** struct xdp_md and struct __sk_buff of include/uapi/linux/bpf.h. */
    private static final int XDP_DATA = 0;
    private static final int XDP_DATA_END = 4;
    private static final int SKB_LEN = 0;
    private static final int SKB_DATA = 76;
    private static final int SKB_DATA_END = 80;

    private final Build build;
    private final ConditionCode conditions;

    HeaderCode(Build build, ConditionCode conditions) {
        this.build = build;
        this.conditions = conditions;
    }

    void emit() {
        Code c = build.at(build.origins().match("packet", "Keep the context: helper calls overwrite r1."));
        c.mov(STATE, R1);
        c.store(MemSize.U64, STACK, CONTEXT, R1);
        switch (build.options().hook()) {
            case XDP -> openXdp(c);
            case TC_INGRESS, TC_EGRESS -> openSkb(c);
            case SOCKET -> openSocket(c);
        }
        network(c.step("headers", "Only IPv4 and IPv6 packets can carry the message."));
        Code match = c.step("match", "Judge only what the match statement names.");
        Label ours = new Label("ours");
        conditions.emit(match, build.plan().rules().match(),
                new Ways(ours, build.exits().ignore(), build.exits().ignore(), ours));
        match.bind(ours);
        wholeMessage(c.step("message", "Is the whole message in this packet?"));
    }

    private void openXdp(Code c) {
        Code d = c.why("The packet's first byte and its end.");
        d.load(MemSize.U32, DATA, STATE, XDP_DATA);
        d.load(MemSize.U32, END, STATE, XDP_DATA_END);
        measure(c.why("How many bytes may be read directly."));
        c.why("The packet's length, for counters and events.").store(MemSize.U64, STACK, LENGTH, R1);
    }

    private void openSkb(Code c) {
        Label ready = new Label("headers readable");
        skbPointers(c.why("The packet's first byte and the end of what is readable."));
        Code length = c.why("The packet's length, for counters and events.");
        length.load(MemSize.U32, R2, STATE, SKB_LEN);
        length.store(MemSize.U64, STACK, LENGTH, R2);
        Code pull = c.why("Headers that are not readable directly are pulled in.");
        pull.branch(Condition.GE, R1, R2, ready);
        pull.branch(Condition.GE, R1, LONGEST_HEADERS, ready);
        Label atMost = new Label("pull");
        pull.branch(Condition.LE, R2, LONGEST_HEADERS, atMost);
        pull.constant(R2, LONGEST_HEADERS);
        c.bind(atMost);
        pull.mov(R1, STATE);
        pull.call(Helper.SKB_PULL_DATA);
        skbPointers(pull);
        c.bind(ready);
    }

    private void skbPointers(Code c) {
        c.load(MemSize.U32, DATA, STATE, SKB_DATA);
        c.load(MemSize.U32, END, STATE, SKB_DATA_END);
        measure(c);
    }

    /** R1 = readable bytes, kept on the stack as well. */
    private static void measure(Code c) {
        c.mov(R1, END);
        c.alu(AluOp.SUB, R1, DATA);
        c.store(MemSize.U64, STACK, READABLE, R1);
    }

    private void openSocket(Code c) {
        Code buffer = c.why("Each CPU has a buffer of its own for the packet.");
        buffer.call(Helper.GET_SMP_PROCESSOR_ID);
        buffer.store(MemSize.U32, STACK, KEY, R0);
        lookUp(buffer, build.maps().packet(), build.exits().ignore());
        buffer.mov(DATA, R0);
        Code length = c.why("The packet's length, for counters and events.");
        length.load(MemSize.U32, R4, STATE, SKB_LEN);
        length.store(MemSize.U64, STACK, LENGTH, R4);
        Code copy = c.why("Copy the headers: a socket filter may not read the packet directly.");
        copy.branch(Condition.LT, R4, SHORTEST_HEADERS, build.exits().ignore());
        Label fits = new Label("fits");
        copy.branch(Condition.LE, R4, LONGEST_HEADERS, fits);
        copy.constant(R4, LONGEST_HEADERS);
        c.bind(fits);
        copy.store(MemSize.U64, STACK, READABLE, R4);
        copyPacket(copy);
    }

    /** Copies the packet's first R4 bytes. */
    private void copyPacket(Code c) {
        c.mov(R1, STATE);
        c.constant(R2, 0);
        c.mov(R3, DATA);
        c.call(Helper.SKB_LOAD_BYTES);
        c.branch(Condition.NE, R0, 0, build.exits().ignore());
    }

    /** R0 = value of the map entry whose number is at {@link Frame#KEY}. */
    static void lookUp(Code c, int map, Label missing) {
        c.loadMap(R1, map);
        c.mov(R2, STACK);
        c.alu(AluOp.ADD, R2, KEY);
        c.call(Helper.MAP_LOOKUP_ELEM);
        c.branch(Condition.EQ, R0, 0, missing);
    }

    /** OFFSET = where the UDP header begins; R2 points there. */
    private void network(Code c) {
        Label ignore = build.exits().ignore();
        Label v6 = new Label("IPv6");
        Label udp = new Label("UDP");
        haveBytes(c, SHORTEST_HEADERS);
        c.load(MemSize.U16, R3, DATA, ETHER_TYPE);
        c.branch(Condition.EQ, R3, IPV6_TYPE, v6);
        c.branch(Condition.NE, R3, IPV4_TYPE, ignore);
        ipv4(c.why("IPv4: version 4, a header of 20 to 60 bytes, UDP, and no later fragment."), ignore);
        c.jump(udp);
        c.bind(v6);
        Code six = c.why("IPv6 with UDP right behind its header.");
        haveBytes(six, ETHERNET + IPV6 + UDP);
        six.load(MemSize.U8, R3, DATA, ETHERNET + 6);
        six.branch(Condition.NE, R3, PROTOCOL_UDP, ignore);
        six.constant(OFFSET, ETHERNET + IPV6);
        c.bind(udp);
        Code header = c.why("The UDP header must be readable.");
        header.mov(R2, DATA);
        header.alu(AluOp.ADD, R2, OFFSET);
        if (build.access() instanceof PacketAccess.Buffer) {
            header.load(MemSize.U64, R3, STACK, READABLE);
            header.alu(AluOp.SUB, R3, OFFSET);
            header.branch(Condition.SLT, R3, UDP, ignore);
        } else {
            build.access().prove(header, R2, UDP, R3, ignore);
        }
    }

    private void ipv4(Code c, Label ignore) {
        c.load(MemSize.U8, OFFSET, DATA, ETHERNET);
        c.alu(AluOp.AND, R3, OFFSET, 0xf0);
        c.branch(Condition.NE, R3, 0x40, ignore);
        c.alu(AluOp.AND, OFFSET, 0x0f);
        c.alu(AluOp.LSH, OFFSET, 2);
        c.branch(Condition.LT, OFFSET, IPV4_MIN, ignore);
        c.load(MemSize.U8, R3, DATA, ETHERNET + 9);
        c.branch(Condition.NE, R3, PROTOCOL_UDP, ignore);
        c.load(MemSize.U16, R3, DATA, ETHERNET + 6);
        c.alu(AluOp.AND, R3, FRAGMENT_OFFSET);
        c.branch(Condition.NE, R3, 0, ignore);
        c.alu(AluOp.ADD, OFFSET, ETHERNET);
    }

    private void haveBytes(Code c, int bytes) {
        if (build.access() instanceof PacketAccess.Buffer) {
            c.load(MemSize.U64, R3, STACK, READABLE);
            c.branch(Condition.LT, R3, bytes, build.exits().ignore());
        } else {
            build.access().prove(c, DATA, bytes, R3, build.exits().ignore());
        }
    }

    /** Loads a packet variable for {@code match}; R2 points to the UDP header. */
    static void loadHeader(Code c, HeaderField field, Reg into) {
        switch (field) {
            case UDP_SRC_PORT -> loadPort(c, into, 0);
            case UDP_DST_PORT -> loadPort(c, into, 2);
            case UDP_LENGTH -> loadPort(c, into, 4);
            case IP_VERSION -> {
                c.load(MemSize.U8, into, DATA, ETHERNET);
                c.alu(AluOp.RSH, into, 4);
            }
            case PKT_LENGTH -> c.load(MemSize.U64, into, STACK, LENGTH);
        }
    }

    private static void loadPort(Code c, Reg into, int offset) {
        c.load(MemSize.U16, into, R2, offset);
        c.fromBigEndian(16, into);
    }

    /** Checks that the message is all here, looks up the state and fills it. */
    private void wholeMessage(Code c) {
        Code length = c.why("The UDP header tells the length of the message.");
        length.load(MemSize.U16, R5, R2, 4);
        length.fromBigEndian(16, R5);
        for (ValueSlot.Header slot : headers()) {
            keepHeader(c, slot);
        }
        length.branch(Condition.LT, R5, UDP, build.exits().unseen());
        length.alu(AluOp.ADD, R5, OFFSET);
        readable(c.why("A message that is not all here cannot be judged."));
        Code bound = c.why("Longer than this filter walks.");
        bound.alu(AluOp.ADD, OFFSET, UDP);
        bound.mov(R1, R5);
        bound.alu(AluOp.SUB, R1, OFFSET);
        bound.branch(Condition.SGT, R1, build.frame().limits().bytes(), build.exits().limit());
        Code state = c.why("The state of the walk lives in a map value of this CPU.");
        state.store(MemSize.U64, STACK, Frame.EVENT, R5);
        state.store(MemSize.U32, STACK, KEY, 0);
        lookUp(state, build.maps().state(), build.exits().ignore());
        state.mov(STATE, R0);
        state.load(MemSize.U64, R5, STACK, Frame.EVENT);
        state.alu(AluOp.AND, R5, 0xffff);
        fill(c);
    }

    private java.util.List<ValueSlot.Header> headers() {
        return build.plan().slots().stream().filter(ValueSlot.Header.class::isInstance)
                .map(ValueSlot.Header.class::cast).toList();
    }

    /** Packet variables that rules read wait on the stack until the state is there. */
    private static int spill(ValueSlot.Header slot) {
        return Frame.EVENT - 8 - 8 * slot.field().ordinal();
    }

    private void keepHeader(Code c, ValueSlot.Header slot) {
        Code keep = c.why("A rule reads " + slot.field().text() + ".");
        loadHeader(keep, slot.field(), R1);
        keep.store(MemSize.U64, STACK, spill(slot), R1);
    }

    /** Goes on when the packet is readable up to R5. */
    private void readable(Code c) {
        Label whole = new Label("whole");
        Label unseen = build.exits().unseen();
        c.load(MemSize.U64, R1, STACK, READABLE);
        switch (build.options().hook()) {
            case XDP -> c.branch(Condition.GT, R5, R1, unseen);
            case TC_INGRESS, TC_EGRESS -> {
                c.branch(Condition.LE, R5, R1, whole);
                pullUpTo(c, unseen);
                c.bind(whole);
            }
            case SOCKET -> {
                c.load(MemSize.U64, R2, STACK, LENGTH);
                c.branch(Condition.GT, R5, R2, unseen);
                c.branch(Condition.LE, R5, R1, whole);
                c.branch(Condition.GT, R5, Frame.MAX_OFFSET, build.exits().limit());
                c.store(MemSize.U64, STACK, READABLE, R5);
                c.store(MemSize.U64, STACK, Frame.EVENT, R5);
                c.mov(R4, R5);
                copyPacket(c.why("Now copy the message as well."));
                c.load(MemSize.U64, R5, STACK, Frame.EVENT);
                c.bind(whole);
            }
        }
    }

    private void pullUpTo(Code c, Label unseen) {
        c.load(MemSize.U64, R2, STACK, LENGTH);
        c.branch(Condition.GT, R5, R2, unseen);
        c.store(MemSize.U64, STACK, Frame.EVENT, R5);
        c.mov(R1, STATE);
        c.mov(R2, R5);
        c.call(Helper.SKB_PULL_DATA);
        skbPointers(c);
        c.load(MemSize.U64, R5, STACK, Frame.EVENT);
        c.branch(Condition.GT, R5, R1, unseen);
    }

    private void fill(Code c) {
        Code frame = c.why("The walk begins at the top level and ends where the message ends.");
        frame.store(MemSize.U64, STATE, Frame.FRAME, R5);
        frame.store(MemSize.U64, STATE, Frame.LEVEL, 0);
        for (ValueSlot slot : build.plan().slots()) {
            int place = build.frame().slot(slot);
            if (slot instanceof ValueSlot.Header header) {
                Code keep = c.why("A rule reads " + header.field().text() + ".");
                keep.load(MemSize.U64, R1, STACK, spill(header));
                keep.store(MemSize.U64, STATE, place, R1);
            } else {
                String field = slot.at().map(Object::toString).orElse("it");
                SlotCode.reset(c.why("Until it turns up, " + field + " is absent."), place, slot);
            }
        }
    }
}
