package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.DATA;
import static dev.protosieve.engine.emit.Frame.EVENT;
import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;

/**
 * Goes over IPv6 extension headers (RFC 8200 section 4). What changes from header to header is kept in the state, which is not
 * used yet, so that each turn looks the same to the verifier.
 */
final class ExtensionCode {

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION = 60;
    private static final int UNIT = 8;
    /** Offset and "more" flag of the fragment header (RFC 8200 section 4.5), loaded little-endian from network order. */
    private static final int FRAGMENT_OFFSET = 0xf8ff;
    private static final int MORE_FRAGMENTS = 0x0100;
    /** A word of the state that the walk over the message sets later. */
    private static final int NEXT = Frame.FRAME;

    private final Build build;
    private final HeaderNeeds needs;
    private final PacketOpening packet;

    ExtensionCode(Build build, HeaderNeeds needs, PacketOpening packet) {
        this.build = build;
        this.needs = needs;
        this.packet = packet;
    }

    /** R3 = number of the first header, which begins at OFFSET; afterwards that of the transport, and OFFSET its place. */
    void emit(Code c) {
        Label ignore = build.exits().ignore();
        Label turn = new Label("next header");
        Label done = new Label("no extension header");
        open(c.why("Extension headers can be long: make all of the packet readable."));
        Code state = c.why("The state of the walk lives in a map value of this CPU.");
        new ClaimCode(build).stateKey(state);
        HeaderCode.lookUp(state, build.maps().state(), ignore);
        state.load(MemSize.U64, R3, STACK, EVENT);
        state.store(MemSize.U64, R0, NEXT, R3);
        c.bind(turn);
        Code head = c.why("Adding a zero that the verifier does not know makes all turns look alike to it.");
        head.load(MemSize.U64, R3, R0, Frame.ZERO);
        head.alu(AluOp.ADD, OFFSET, R3);
        head.branch(Condition.GT, OFFSET, Frame.MAX_OFFSET, ignore);
        head.mayGoto(ignore);
        head.load(MemSize.U64, R3, R0, NEXT);
        head.branch(Condition.EQ, R3, TransportCode.UDP, done);
        head.branch(Condition.EQ, R3, TransportCode.TCP, done);
        header(c, turn);
        c.bind(done);
    }

    private void open(Code c) {
        c.store(MemSize.U64, STACK, EVENT, R3);
        if (build.options().hook() == Hook.XDP) {
            return;
        }
        packet.all(c);
        Code again = c.why("The packet may have moved: what was known of its pointers is void.");
        again.mov(R2, DATA);
        again.alu(AluOp.ADD, R2, OFFSET);
        again.alu(AluOp.SUB, R2, HeaderWalk.IPV6);
        build.access().prove(again, R2, HeaderWalk.IPV6 + UNIT, R3, build.exits().ignore());
        if (needs.network()) {
            again.store(MemSize.U64, STACK, Frame.NETWORK, R2);
        }
    }

    /** R3 = which header stands at OFFSET. */
    private void header(Code c, Label turn) {
        Label options = new Label("options");
        Label fragment = new Label("fragment");
        Label size = new Label("size");
        c.mov(R4, R3);
        c.mov(R2, DATA);
        c.alu(AluOp.ADD, R2, OFFSET);
        packet.need(c, UNIT);
        c.branch(Condition.EQ, R4, HOP_BY_HOP, options);
        c.branch(Condition.EQ, R4, DESTINATION, options);
        c.branch(Condition.EQ, R4, FRAGMENT, fragment);
        c.branch(Condition.NE, R4, ROUTING, build.exits().ignore());
        c.bind(options);
        Code length = c.why("Its length counts units of 8 bytes behind the first.");
        length.load(MemSize.U8, R4, R2, 1);
        length.alu(AluOp.ADD, R4, 1);
        length.alu(AluOp.LSH, R4, 3);
        length.jump(size);
        c.bind(fragment);
        fragment(c.why("A first fragment may hold the message, a later one does not."));
        c.bind(size);
        c.load(MemSize.U8, R3, R2, 0);
        c.store(MemSize.U64, R0, NEXT, R3);
        c.alu(AluOp.ADD, OFFSET, R4);
        c.jump(turn);
    }

    private void fragment(Code c) {
        c.load(MemSize.U16, R4, R2, 2);
        c.alu(AluOp.AND, R3, R4, FRAGMENT_OFFSET);
        c.branch(Condition.NE, R3, 0, build.exits().ignore());
        c.alu(AluOp.AND, R4, MORE_FRAGMENTS);
        if (needs.tcp()) {
            c.load(MemSize.U64, R1, STACK, Frame.MORE);
            c.alu(AluOp.OR, R1, R4);
            c.store(MemSize.U64, STACK, Frame.MORE, R1);
        }
        if (needs.udp()) {
            Label last = new Label("all of it");
            c.branch(Condition.EQ, R4, 0, last);
            c.store(MemSize.U64, STACK, Frame.NETWORK_END, 0);
            c.bind(last);
        }
        c.constant(R4, UNIT);
    }
}
