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

/**
 * Makes packet bytes readable, by the way of each hook: first the headers, later what more there is.
 */
final class PacketOpening {

    /** Ethernet, two VLAN tags, IPv4 with all options, the fixed part of TCP. IPv6 extension headers ask for more. */
    private static final int HEADERS = 14 + 8 + 60 + 20;

    /** What is copied at first: most small messages with their headers, so that one call does (HookCostTest). */
    private static final int FIRST_COPY = 512;

    /** struct xdp_md and struct __sk_buff of include/uapi/linux/bpf.h. */
    private static final int XDP_DATA = 0;
    private static final int XDP_DATA_END = 4;
    private static final int SKB_LEN = 0;
    private static final int SKB_DATA = 76;
    private static final int SKB_DATA_END = 80;

    private final Build build;

    PacketOpening(Build build) {
        this.build = build;
    }

    /** DATA and END, or DATA alone for a copy; READABLE and LENGTH on the stack. */
    void open(Code c) {
        switch (build.options().hook()) {
            case XDP -> openXdp(c);
            case TC_INGRESS, TC_EGRESS -> openSkb(c);
            case XDP_FRAGS, SOCKET, CGROUP_INGRESS, CGROUP_EGRESS -> openCopy(c);
        }
    }

    /** The same pointers and lengths once more, of which the verifier knows nothing yet; overwrites R1. */
    void refresh(Code c) {
        switch (build.options().hook()) {
            case XDP -> {
                c.load(MemSize.U64, R1, STACK, CONTEXT);
                c.load(MemSize.U32, DATA, R1, XDP_DATA);
                c.load(MemSize.U32, END, R1, XDP_DATA_END);
                measure(c);
            }
            case TC_INGRESS, TC_EGRESS -> skbPointers(c);
            case XDP_FRAGS, SOCKET, CGROUP_INGRESS, CGROUP_EGRESS -> {
            }
        }
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
        pull.branch(Condition.GE, R1, HEADERS, ready);
        atMost(pull, HEADERS);
        pull(pull);
        c.bind(ready);
    }

    /** R2 = at most that. */
    private static void atMost(Code c, int bytes) {
        Label fits = new Label("fits");
        c.branch(Condition.LE, R2, bytes, fits);
        c.constant(R2, bytes);
        c.bind(fits);
    }

    /** The first R2 bytes. */
    private void pull(Code c) {
        c.load(MemSize.U64, R1, STACK, CONTEXT);
        c.call(Helper.SKB_PULL_DATA);
        skbPointers(c);
    }

    private void skbPointers(Code c) {
        c.load(MemSize.U64, R1, STACK, CONTEXT);
        c.load(MemSize.U32, DATA, R1, SKB_DATA);
        c.load(MemSize.U32, END, R1, SKB_DATA_END);
        measure(c);
    }

    /** R1 = readable bytes, kept on the stack as well. */
    private static void measure(Code c) {
        c.mov(R1, END);
        c.alu(AluOp.SUB, R1, DATA);
        c.store(MemSize.U64, STACK, READABLE, R1);
    }

    private void openCopy(Code c) {
        ClaimCode claims = new ClaimCode(build);
        claims.claim(c);
        Code buffer = c.why("Each CPU has a buffer of its own for the packet.");
        buffer.call(Helper.GET_SMP_PROCESSOR_ID);
        buffer.store(MemSize.U32, STACK, KEY, R0);
        HeaderCode.lookUp(buffer, build.maps().packet(), build.exits().ignore());
        claims.buffer(buffer);
        length(c.why("The packet's length, for counters and events."));
        Code copy = c
                .why("Copy the headers and a little more: this hook does not show all of the packet where it lies.");
        copy.branch(Condition.LT, R2, HeaderCode.SHORTEST, build.exits().ignore());
        atMost(copy, FIRST_COPY);
        copy.mov(R4, R2);
        copy(copy);
    }

    /** R2 = how long the packet is, with what the hook does not show. */
    private void length(Code c) {
        Hook hook = build.options().hook();
        if (hook.isXdp()) {
            c.mov(R1, STATE);
            c.call(Helper.XDP_GET_BUFF_LEN);
            c.mov(R2, R0);
        } else {
            c.load(MemSize.U32, R2, STATE, SKB_LEN);
        }
        if (hook.hidden() > 0) {
            c.alu(AluOp.ADD, R2, hook.hidden());
        }
        c.store(MemSize.U64, STACK, LENGTH, R2);
    }

    /** Copies the packet up to offset R4. */
    private void copy(Code c) {
        Hook hook = build.options().hook();
        c.store(MemSize.U64, STACK, READABLE, R4);
        c.load(MemSize.U64, R1, STACK, CONTEXT);
        c.constant(R2, 0);
        c.mov(R3, DATA);
        if (hook.hidden() > 0) {
            c.alu(AluOp.ADD, R3, hook.hidden());
            c.alu(AluOp.SUB, R4, hook.hidden());
        }
        c.call(hook.isXdp() ? Helper.XDP_LOAD_BYTES : Helper.SKB_LOAD_BYTES);
        c.branch(Condition.NE, R0, 0, build.exits().ignore());
    }

    /** Makes the whole packet readable, as far as filters read; overwrites R0 to R5. */
    void all(Code c) {
        Label ready = new Label("all readable");
        switch (build.options().hook()) {
            case XDP -> {
            }
            case TC_INGRESS, TC_EGRESS -> {
                rest(c, ready);
                pull(c);
            }
            case XDP_FRAGS, SOCKET, CGROUP_INGRESS, CGROUP_EGRESS -> {
                rest(c, ready);
                c.mov(R4, R2);
                copy(c);
            }
        }
        c.bind(ready);
    }

    /** R2 = how much to fetch; goes to {@code ready} when that is readable. */
    private static void rest(Code c, Label ready) {
        c.load(MemSize.U64, R2, STACK, LENGTH);
        c.load(MemSize.U64, R1, STACK, READABLE);
        atMost(c, Frame.MAX_OFFSET);
        c.branch(Condition.GE, R1, R2, ready);
    }

    /** Goes on when the packet is readable up to R5, otherwise to {@code unseen} or {@code limit}; R5 stays. */
    void upTo(Code c) {
        Label whole = new Label("whole");
        Label unseen = build.exits().unseen();
        c.load(MemSize.U64, R1, STACK, READABLE);
        switch (build.options().hook()) {
            case XDP -> c.branch(Condition.GT, R5, R1, unseen);
            case TC_INGRESS, TC_EGRESS -> {
                c.branch(Condition.LE, R5, R1, whole);
                c.load(MemSize.U64, R2, STACK, LENGTH);
                c.branch(Condition.GT, R5, R2, unseen);
                c.store(MemSize.U64, STACK, Frame.EVENT, R5);
                c.mov(R2, R5);
                pull(c);
                c.load(MemSize.U64, R5, STACK, Frame.EVENT);
                c.branch(Condition.GT, R5, R1, unseen);
                c.bind(whole);
            }
            case XDP_FRAGS, SOCKET, CGROUP_INGRESS, CGROUP_EGRESS -> {
                c.load(MemSize.U64, R2, STACK, LENGTH);
                c.branch(Condition.GT, R5, R2, unseen);
                c.branch(Condition.LE, R5, R1, whole);
                c.branch(Condition.GT, R5, Frame.MAX_OFFSET, build.exits().packet().limit());
                c.store(MemSize.U64, STACK, Frame.EVENT, R5);
                c.mov(R4, R5);
                copy(c.why("Now copy the message as well."));
                c.load(MemSize.U64, R5, STACK, Frame.EVENT);
                c.bind(whole);
            }
        }
    }

    /** Goes to {@code ignore} when fewer bytes than that follow R2, which is OFFSET bytes into the packet. */
    void need(Code c, int bytes) {
        if (build.access() instanceof PacketAccess.Buffer) {
            c.load(MemSize.U64, R3, STACK, READABLE);
            c.alu(AluOp.SUB, R3, OFFSET);
            c.branch(Condition.SLT, R3, bytes, build.exits().ignore());
        } else {
            build.access().prove(c, R2, bytes, R3, build.exits().ignore());
        }
    }
}
