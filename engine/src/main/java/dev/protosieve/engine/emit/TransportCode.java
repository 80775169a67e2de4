package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.DATA;
import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;

/** Finds the payload of UDP (RFC 768) and TCP (RFC 9293 section 3.1); only what {@code match} is about is let through. */
final class TransportCode {

    static final int UDP = 17;
    static final int TCP = 6;
    private static final int UDP_HEADER = 8;
    private static final int TCP_MIN = 20;
    /** struct __sk_buff of include/uapi/linux/bpf.h. */
    private static final int SKB_GSO_SIZE = 176;

    private final Build build;
    private final HeaderNeeds needs;
    private final PacketOpening packet;

    TransportCode(Build build, HeaderNeeds needs, PacketOpening packet) {
        this.build = build;
        this.needs = needs;
        this.packet = packet;
    }

    /**
     * R3 = protocol, OFFSET = place of its header. Afterwards the place of the payload is in OFFSET, its end and a pointer to
     * the header are on the stack.
     */
    void emit(Code c) {
        Label ignore = build.exits().ignore();
        Label tcp = new Label("TCP");
        Label payload = new Label("payload");
        if (needs.protocol()) {
            c.store(MemSize.U64, STACK, Frame.PROTOCOL, R3);
        }
        if (needs.both()) {
            c.branch(Condition.EQ, R3, TCP, tcp);
        }
        if (needs.udp()) {
            c.branch(Condition.NE, R3, UDP, ignore);
            udp(c.why("The UDP header must be readable; it tells how long the message is."));
        } else {
            c.branch(Condition.NE, R3, TCP, ignore);
        }
        if (needs.tcp()) {
            if (needs.udp()) {
                c.jump(payload);
            }
            c.bind(tcp);
            tcp(c.why("The TCP header must be readable; it has 20 to 60 bytes."));
        }
        c.bind(payload);
    }

    private void header(Code c, int bytes) {
        c.mov(R2, DATA);
        c.alu(AluOp.ADD, R2, OFFSET);
        packet.need(c, bytes);
        c.store(MemSize.U64, STACK, Frame.TRANSPORT, R2);
    }

    private void udp(Code c) {
        header(c, UDP_HEADER);
        Label told = new Label("length told");
        Label end = new Label("end of datagram");
        c.load(MemSize.U16, R5, R2, 4);
        c.branch(Condition.NE, R5, 0, told);
        c.why("Over IPv6, a length of 0 means all of the packet (RFC 2675 section 4).").load(MemSize.U64, R5, STACK,
                Frame.NETWORK_END);
        c.jump(end);
        c.bind(told);
        c.fromBigEndian(16, R5);
        c.alu(AluOp.ADD, R5, OFFSET);
        c.bind(end);
        c.store(MemSize.U64, STACK, Frame.PAYLOAD_END, R5);
        c.alu(AluOp.ADD, OFFSET, UDP_HEADER);
        if (needs.both()) {
            c.store(MemSize.U64, STACK, Frame.MORE, 0);
        }
    }

    private void tcp(Code c) {
        header(c, TCP_MIN);
        c.load(MemSize.U8, R4, R2, 12);
        c.alu(AluOp.RSH, R4, 4);
        c.alu(AluOp.LSH, R4, 2);
        c.branch(Condition.LT, R4, TCP_MIN, build.exits().ignore());
        c.alu(AluOp.ADD, OFFSET, R4);
        Code empty = c.why("A segment without payload carries no message.");
        empty.load(MemSize.U64, R5, STACK, Frame.PAYLOAD_END);
        empty.branch(Condition.LE, R5, OFFSET, build.exits().ignore());
    }

    /**
     * Segmentation offload: a sender (UDP_SEGMENT of udp(7)) or the receive path hands over one packet that is cut into datagrams
     * of {@code gso_size} bytes later on.
     */
    private void oneDatagram(Code c) {
        Label segment = new Label("segment");
        if (needs.both()) {
            c.load(MemSize.U64, R3, STACK, Frame.PROTOCOL);
            c.branch(Condition.NE, R3, UDP, segment);
        }
        c.load(MemSize.U64, R3, STACK, Frame.CONTEXT);
        c.load(MemSize.U32, R3, R3, SKB_GSO_SIZE);
        c.branch(Condition.NE, R3, 0, build.exits().packet().limit());
        c.bind(segment);
    }

    /** Goes to {@code unseen} when the headers say that the payload is not whole; R5 = its end. */
    void whole(Code c) {
        if (needs.udp() && !build.options().hook().isXdp()) {
            oneDatagram(c.why("Several datagrams that travel as one packet cannot be told apart."));
        }
        if (needs.tcp()) {
            Code first = c.why("The first fragment of a segment is not all of it.");
            first.load(MemSize.U64, R3, STACK, Frame.MORE);
            first.branch(Condition.NE, R3, 0, build.exits().unseen());
        }
        c.load(MemSize.U64, R5, STACK, Frame.PAYLOAD_END);
        if (needs.udp()) {
            c.why("A length below that of the UDP header says nothing.").branch(Condition.LT, R5, OFFSET,
                    build.exits().unseen());
        }
    }
}
