package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.wire.IpNetwork;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tests of IP addresses where they stand in the packet: RFC 791 section 3.1, RFC 8200 section 3. */
final class AddressCode {

    private static final int IPV4_SOURCE = 12;
    private static final int IPV4_DESTINATION = 16;
    private static final int IPV6_SOURCE = 8;
    private static final int IPV6_DESTINATION = 24;
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;
    /** The IP header begins behind at most two VLAN tags: at offset 14, 18 or 22. */
    private static final int OFFSETS = 0x1f;

    private final Build build;

    AddressCode(Build build) {
        this.build = build;
    }

    void emit(Code c, Expr.AddressIn in, Ways ways) {
        IpNetwork network = in.network();
        boolean four = network.octets().length == 4;
        header(c, in);
        version(c, four, ways.no());
        boolean source = in.field() == HeaderField.IP_SRC;
        if (four) {
            c.load(MemSize.U32, R1, R2, source ? IPV4_SOURCE : IPV4_DESTINATION);
            same(c, word(network.octets(), 0, 4), word(masks(network), 0, 4) | 0xffff_ffff_0000_0000L, ways);
            return;
        }
        int at = source ? IPV6_SOURCE : IPV6_DESTINATION;
        Label rest = new Label("second half");
        c.load(MemSize.U64, R1, R2, at);
        same(c, word(network.octets(), 0, 8), word(masks(network), 0, 8),
                new Ways(rest, ways.no(), ways.error(), rest));
        c.bind(rest);
        c.load(MemSize.U64, R1, R2, at + 8);
        same(c, word(network.octets(), 8, 8), word(masks(network), 8, 8), ways);
    }

    void emit(Code c, Expr.SameAddress same, Ways ways) {
        Label six = new Label("IPv6");
        header(c, same);
        version(c, true, six);
        c.load(MemSize.U32, R1, R2, IPV4_SOURCE);
        c.load(MemSize.U32, R3, R2, IPV4_DESTINATION);
        c.decide(Condition.EQ, R1, new Use(R3), ways.yes(), ways.no(), six);
        c.bind(six);
        version(c, false, ways.no());
        c.load(MemSize.U64, R1, R2, IPV6_SOURCE);
        c.load(MemSize.U64, R3, R2, IPV6_DESTINATION);
        c.branch(Condition.NE, R1, R3, ways.no());
        c.load(MemSize.U64, R1, R2, IPV6_SOURCE + 8);
        c.load(MemSize.U64, R3, R2, IPV6_DESTINATION + 8);
        c.decide(Condition.EQ, R1, new Use(R3), ways.yes(), ways.no(), ways.next());
    }

    /**
     * Puts the octets of an address on the stack.
     *
     * @param length where their number goes as a u64: 4 or 16
     * @param octets where they go; what is there behind 4 of them stays
     */
    void copy(Code c, Expr.Header address, int length, int octets) {
        Label six = new Label("IPv6");
        Label done = new Label("address");
        boolean source = address.field() == HeaderField.IP_SRC;
        header(c, address);
        version(c, true, six);
        c.store(MemSize.U64, STACK, length, IPV4_OCTETS);
        c.load(MemSize.U32, R1, R2, source ? IPV4_SOURCE : IPV4_DESTINATION);
        c.store(MemSize.U64, STACK, octets, R1);
        c.jump(done);
        c.bind(six);
        version(c, false, build.exits().limit());
        c.store(MemSize.U64, STACK, length, IPV6_OCTETS);
        for (int at = 0; at < IPV6_OCTETS; at += Long.BYTES) {
            c.load(MemSize.U64, R1, R2, (source ? IPV6_SOURCE : IPV6_DESTINATION) + at);
            c.store(MemSize.U64, STACK, octets + at, R1);
        }
        c.bind(done);
    }

    /** R2 = the IP header. */
    private void header(Code c, Expr test) {
        Code find = c.why("Where the IP header is.");
        if (build.inMatch(test)) {
            find.load(MemSize.U64, R2, STACK, Frame.NETWORK);
        } else {
            find.load(MemSize.U64, R1, STATE, build.frame().network());
            find.alu(AluOp.AND, R1, OFFSETS);
            build.access().pointer(find, R2, R1);
        }
    }

    /** Goes on when the header that R2 points to is of that version. */
    private void version(Code c, boolean four, Label other) {
        Code which = c.why("Addresses of IPv4 and of IPv6 are different ones.");
        build.access().prove(which, R2, four ? HeaderWalk.IPV4_MIN : HeaderWalk.IPV6, R3, other);
        which.load(MemSize.U8, R1, R2, 0);
        which.alu(AluOp.RSH, R1, 4);
        which.branch(Condition.NE, R1, four ? 4 : 6, other);
    }

    /** Compares R1 with a value under a mask; both as a little-endian load gives them. */
    private static void same(Code c, long value, long mask, Ways ways) {
        Code compare = c.why("Compare the bits of the prefix.");
        if (value == 0 && (mask == 0 || mask == 0xffff_ffff_0000_0000L)) {
            if (ways.yes() != ways.next()) {
                compare.jump(ways.yes());
            }
            return;
        }
        if (mask != -1) {
            compare.constant(R3, mask);
            compare.alu(AluOp.AND, R1, R3);
        }
        compare.constant(R3, value);
        compare.decide(Condition.EQ, R1, new Use(R3), ways.yes(), ways.no(), ways.next());
    }

    private static byte[] masks(IpNetwork network) {
        byte[] masks = network.octets();
        for (int i = 0; i < masks.length; i++) {
            masks[i] = network.mask(i);
        }
        return masks;
    }

    private static long word(byte[] octets, int from, int bytes) {
        ByteBuffer b = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).put(0, octets, from, bytes);
        return b.getLong(0);
    }
}
