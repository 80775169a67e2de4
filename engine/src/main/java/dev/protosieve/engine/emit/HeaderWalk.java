package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.DATA;
import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;

/**
 * From the first byte of the packet to its transport header: Ethernet (IEEE 802.3), at most two VLAN tags (802.1Q, 802.1ad),
 * IPv4 (RFC 791 section 3.1) or IPv6 (RFC 8200 section 3). All along, R2 points OFFSET bytes into the packet.
 */
final class HeaderWalk {

    static final int ETHERNET = 14;
    static final int IPV4_MIN = 20;
    static final int IPV6 = 40;
    private static final int VLAN_TAG = 4;
    private static final int MOST_TAGS = 2;
    /** EtherTypes 0x0800, 0x86dd, 0x8100 and 0x88a8 as a little-endian load of two bytes in network order gives them. */
    private static final int IPV4_TYPE = 0x0008;
    private static final int IPV6_TYPE = 0xdd86;
    private static final int VLAN_TYPE = 0x0081;
    private static final int VLAN_OUTER_TYPE = 0xa888;
    /** The 13 bits of the fragment offset (RFC 791), loaded the same way, and "more fragments" in the first byte. */
    private static final int FRAGMENT_OFFSET = 0xff1f;
    private static final int MORE_FRAGMENTS = 0x20;
    private static final int VLAN_ID = 0x0fff;
    /** struct __sk_buff of include/uapi/linux/bpf.h: protocol, vlan_present and vlan_tci. */
    private static final int SKB_PROTOCOL = 16;
    private static final int SKB_VLAN_PRESENT = 20;
    private static final int SKB_VLAN_TCI = 24;

    private final Build build;
    private final HeaderNeeds needs;
    private final PacketOpening packet;
    private final Label v4 = new Label("IPv4");
    private final Label v6 = new Label("IPv6");
    private final Label tagged = new Label("VLAN");
    private final Label transport = new Label("transport");

    HeaderWalk(Build build, HeaderNeeds needs, PacketOpening packet) {
        this.build = build;
        this.needs = needs;
        this.packet = packet;
    }

    /** Ends with OFFSET at the transport header and R3 = its protocol number. */
    void emit(Code c) {
        Label extended = new Label("extension header");
        c.constant(OFFSET, ETHERNET);
        c.mov(R2, DATA);
        c.alu(AluOp.ADD, R2, OFFSET);
        packet.need(c, IPV4_MIN + 8);
        if (needs.vlan()) {
            tagOfContext(c.why("A tag that the kernel has taken out of the packet stands in the context."));
        }
        boolean ethernet = build.options().hook().hidden() == 0;
        if (ethernet) {
            c.load(MemSize.U16, R3, R2, -2);
        } else {
            c.why("The packet begins with its IP header; the context tells the EtherType.").load(MemSize.U32, R3,
                    STATE, SKB_PROTOCOL);
        }
        c.branch(Condition.EQ, R3, IPV6_TYPE, v6);
        c.branch(Condition.NE, R3, IPV4_TYPE, ethernet ? tagged : build.exits().ignore());
        c.bind(v4);
        ipv4(c.why("IPv4: version 4, a header of 20 to 60 bytes, and no later fragment."));
        c.jump(transport);
        if (ethernet) {
            c.bind(tagged);
            tags(c.why("At most two VLAN tags may stand in front."));
        }
        c.bind(v6);
        ipv6(c.why("IPv6: version 6; what follows may be an extension header."), extended);
        c.bind(extended);
        new ExtensionCode(build, needs, packet).emit(c.step("extension headers",
                "IPv6 options, routing and fragment headers may stand in front of UDP or TCP."));
        c.bind(transport);
    }

    private void tagOfContext(Code c) {
        Label none = new Label("no tag");
        c.store(MemSize.U64, STACK, Frame.VLAN, 0);
        if (build.options().hook().isXdp()) {
            return;
        }
        c.load(MemSize.U32, R3, STATE, SKB_VLAN_PRESENT);
        c.branch(Condition.EQ, R3, 0, none);
        c.load(MemSize.U32, R3, STATE, SKB_VLAN_TCI);
        c.alu(AluOp.AND, R3, VLAN_ID);
        c.store(MemSize.U64, STACK, Frame.VLAN, R3);
        c.bind(none);
    }

    /** R3 is an EtherType that is no IP. */
    private void tags(Code c) {
        for (int i = 0; i < MOST_TAGS; i++) {
            Label tag = new Label("tag");
            c.branch(Condition.EQ, R3, VLAN_TYPE, tag);
            c.branch(Condition.NE, R3, VLAN_OUTER_TYPE, build.exits().ignore());
            c.bind(tag);
            if (i == 0 && needs.vlan()) {
                outermost(c.why("The outermost tag has the VLAN id that rules see."));
            }
            c.alu(AluOp.ADD, OFFSET, VLAN_TAG);
            c.alu(AluOp.ADD, R2, VLAN_TAG);
            packet.need(c, IPV4_MIN + 8);
            c.load(MemSize.U16, R3, R2, -2);
            c.branch(Condition.EQ, R3, IPV4_TYPE, v4);
            c.branch(Condition.EQ, R3, IPV6_TYPE, v6);
        }
        c.jump(build.exits().ignore());
    }

    /** R3 stays, which is read again. */
    private void outermost(Code c) {
        Label inContext = new Label("outer tag is in the context");
        if (!build.options().hook().isXdp()) {
            c.load(MemSize.U32, R4, STATE, SKB_VLAN_PRESENT);
            c.branch(Condition.NE, R4, 0, inContext);
        }
        c.load(MemSize.U16, R4, R2, 0);
        c.fromBigEndian(16, R4);
        c.alu(AluOp.AND, R4, VLAN_ID);
        c.store(MemSize.U64, STACK, Frame.VLAN, R4);
        c.bind(inContext);
    }

    private void ipv4(Code c) {
        Label ignore = build.exits().ignore();
        keepNetwork(c);
        c.load(MemSize.U8, R4, R2, 0);
        c.alu(AluOp.AND, R3, R4, 0xf0);
        c.branch(Condition.NE, R3, 0x40, ignore);
        c.alu(AluOp.AND, R4, 0x0f);
        c.alu(AluOp.LSH, R4, 2);
        c.branch(Condition.LT, R4, IPV4_MIN, ignore);
        c.load(MemSize.U16, R3, R2, 6);
        c.alu(AluOp.AND, R3, FRAGMENT_OFFSET);
        c.branch(Condition.NE, R3, 0, ignore);
        if (needs.tcp()) {
            Code more = c.why("TCP does not tell how long a segment is: IP does, unless this is a fragment.");
            more.load(MemSize.U8, R3, R2, 6);
            more.alu(AluOp.AND, R3, MORE_FRAGMENTS);
            more.store(MemSize.U64, STACK, Frame.MORE, R3);
            more.load(MemSize.U16, R1, R2, 2);
            end(more, 0);
            more.store(MemSize.U64, STACK, Frame.PAYLOAD_END, R1);
        }
        if (needs.udp()) {
            c.why("In IPv4, a UDP length of 0 says nothing.").store(MemSize.U64, STACK, Frame.NETWORK_END, 0);
        }
        c.load(MemSize.U8, R3, R2, 9);
        c.alu(AluOp.ADD, OFFSET, R4);
    }

    private void ipv6(Code c, Label extended) {
        packet.need(c, IPV6 + 8);
        keepNetwork(c);
        c.load(MemSize.U8, R3, R2, 0);
        c.alu(AluOp.AND, R3, 0xf0);
        c.branch(Condition.NE, R3, 0x60, build.exits().ignore());
        Code length = c.why("TCP does not tell how long a segment is, and UDP may leave it open: IP tells.");
        length.load(MemSize.U16, R1, R2, 4);
        end(length, IPV6);
        if (needs.tcp()) {
            length.store(MemSize.U64, STACK, Frame.MORE, 0);
            length.store(MemSize.U64, STACK, Frame.PAYLOAD_END, R1);
        }
        if (needs.udp()) {
            length.store(MemSize.U64, STACK, Frame.NETWORK_END, R1);
        }
        c.load(MemSize.U8, R3, R2, 6);
        c.alu(AluOp.ADD, OFFSET, IPV6);
        c.branch(Condition.EQ, R3, TransportCode.UDP, transport);
        c.branch(Condition.EQ, R3, TransportCode.TCP, transport);
        c.jump(extended);
    }

    /**
     * From R1 = length field of the IP header at OFFSET to R1 = offset of the packet's end. A length of 0 is that of a packet that
     * is too long for the field; Linux takes all that came (iph_totlen, ipv6_parse_hopopts).
     */
    private static void end(Code c, int header) {
        Label open = new Label("open length");
        Label known = new Label("length known");
        c.branch(Condition.EQ, R1, 0, open);
        c.fromBigEndian(16, R1);
        if (header > 0) {
            c.alu(AluOp.ADD, R1, header);
        }
        c.alu(AluOp.ADD, R1, OFFSET);
        c.jump(known);
        c.bind(open);
        c.load(MemSize.U64, R1, STACK, Frame.LENGTH);
        c.bind(known);
    }

    private void keepNetwork(Code c) {
        if (needs.network()) {
            c.why("Rules ask for fields of the IP header.").store(MemSize.U64, STACK, Frame.NETWORK, R2);
        }
        if (needs.addresses()) {
            c.why("Rules ask for addresses.").store(MemSize.U64, STACK, Frame.NETWORK_OFFSET, OFFSET);
        }
    }
}
