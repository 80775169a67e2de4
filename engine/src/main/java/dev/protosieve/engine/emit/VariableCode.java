package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.DATA;
import static dev.protosieve.engine.emit.Frame.LENGTH;
import static dev.protosieve.engine.emit.Frame.STACK;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.typed.Transport;
import java.util.Set;

/**
 * Reads packet variables from the headers, while the pointers to them are on the stack: for {@code match}, and to keep what
 * rules read.
 */
final class VariableCode {

    /** struct xdp_md and struct __sk_buff of include/uapi/linux/bpf.h: ingress_ifindex and ifindex. */
    private static final int XDP_IFINDEX = 12;
    private static final int SKB_IFINDEX = 40;
    private static final int ETHERNET_SOURCE = 6;

    private VariableCode() {
    }

    /**
     * {@code into = } the variable; nothing else is overwritten.
     *
     * @param absent where to go when the packet's transport is another one
     */
    static void load(Build build, Code c, HeaderField field, Reg into, Label absent) {
        Set<Transport> accepted = build.needs().transports();
        field.transport().ifPresent(owner -> {
            if (!accepted.contains(owner)) {
                c.jump(absent);
            } else if (accepted.size() > 1) {
                Code which = c.why("A packet of another protocol has no such field.");
                which.load(MemSize.U64, into, STACK, Frame.PROTOCOL);
                which.branch(Condition.NE, into, owner.protocol(), absent);
            }
        });
        load(c, field, into, build.options().hook());
    }

    /** R1 = the number of that many bytes at offset R1 of the packet; overwrites R2 to R4. */
    static void read(Build build, Code c, int bytes, Label error) {
        Code inside = c.why("The bytes must lie in the packet.");
        inside.load(MemSize.U64, Reg.R3, STACK, Frame.READABLE);
        inside.alu(AluOp.SUB, Reg.R3, bytes);
        inside.branch(Condition.SGT, Reg.R1, Reg.R3, error);
        int hidden = build.options().hook().hidden();
        if (hidden > 0) {
            c.why("This hook does not show the Ethernet header.").branch(Condition.LT, Reg.R1, hidden, error);
        }
        inside.branch(Condition.GT, Reg.R1, Frame.MAX_OFFSET, error);
        build.access().loadWord(c, Reg.R4, Reg.R1, Reg.R2, Reg.R3, error);
        Code order = c.why("Packets have the high byte first.");
        order.mov(Reg.R1, Reg.R4);
        if (bytes == 1) {
            order.alu(AluOp.AND, Reg.R1, 0xff);
        } else {
            order.fromBigEndian(8 * bytes, Reg.R1);
        }
    }

    private static void load(Code c, HeaderField field, Reg into, Hook hook) {
        switch (field) {
            case ETH_TYPE -> number(c, into, Frame.NETWORK, MemSize.U16, -2);
            case ETH_DST -> octets(c, into, 0);
            case ETH_SRC -> octets(c, into, ETHERNET_SOURCE);
            case ETH_VLAN -> c.load(MemSize.U64, into, STACK, Frame.VLAN);
            case IP_VERSION -> {
                number(c, into, Frame.NETWORK, MemSize.U8, 0);
                c.alu(AluOp.RSH, into, 4);
            }
            case IP_PROTOCOL -> c.load(MemSize.U64, into, STACK, Frame.PROTOCOL);
            case IP_TTL -> byVersion(c, into, () -> number(c, into, Frame.NETWORK, MemSize.U8, 8),
                    () -> number(c, into, Frame.NETWORK, MemSize.U8, 7));
            case IP_DSCP -> byVersion(c, into, () -> {
                number(c, into, Frame.NETWORK, MemSize.U8, 1);
                c.alu(AluOp.RSH, into, 2);
            }, () -> {
                number(c, into, Frame.NETWORK, MemSize.U16, 0);
                c.alu(AluOp.RSH, into, 6);
                c.alu(AluOp.AND, into, 0x3f);
            });
            case IP_LENGTH -> byVersion(c, into, () -> number(c, into, Frame.NETWORK, MemSize.U16, 2), () -> {
                number(c, into, Frame.NETWORK, MemSize.U16, 4);
                c.alu(AluOp.ADD, into, HeaderWalk.IPV6);
            });
            case UDP_SRC_PORT, TCP_SRC_PORT -> number(c, into, Frame.TRANSPORT, MemSize.U16, 0);
            case UDP_DST_PORT, TCP_DST_PORT -> number(c, into, Frame.TRANSPORT, MemSize.U16, 2);
            case UDP_LENGTH -> number(c, into, Frame.TRANSPORT, MemSize.U16, 4);
            case TCP_SEQ -> number(c, into, Frame.TRANSPORT, MemSize.U32, 4);
            case TCP_ACK -> number(c, into, Frame.TRANSPORT, MemSize.U32, 8);
            case TCP_FLAGS -> number(c, into, Frame.TRANSPORT, MemSize.U8, 13);
            case TCP_WINDOW -> number(c, into, Frame.TRANSPORT, MemSize.U16, 14);
            case PKT_LENGTH -> c.load(MemSize.U64, into, STACK, LENGTH);
            case PKT_IFINDEX -> {
                c.load(MemSize.U64, into, STACK, Frame.CONTEXT);
                c.load(MemSize.U32, into, into, hook.isXdp() ? XDP_IFINDEX : SKB_IFINDEX);
            }
            case IP_SRC, IP_DST -> throw new IllegalArgumentException("addresses are tested where they stand");
        }
    }

    private static void number(Code c, Reg into, int pointer, MemSize size, int offset) {
        c.load(MemSize.U64, into, STACK, pointer);
        c.load(size, into, into, offset);
        switch (size) {
            case U8 -> {
            }
            case U16 -> c.fromBigEndian(16, into);
            case U32 -> c.fromBigEndian(32, into);
            case U64 -> throw new IllegalArgumentException("no header field has 64 bits");
        }
    }

    /** Six octets as one number, the first one highest, so that their order is that of the number. */
    private static void octets(Code c, Reg into, int offset) {
        c.load(MemSize.U64, into, DATA, offset);
        c.fromBigEndian(64, into);
        c.alu(AluOp.RSH, into, 16);
    }

    private static void byVersion(Code c, Reg into, Runnable four, Runnable six) {
        Label isSix = new Label("IPv6");
        Label done = new Label("read");
        load(c, HeaderField.IP_VERSION, into, Hook.XDP);
        c.branch(Condition.NE, into, 4, isSix);
        four.run();
        c.jump(done);
        c.bind(isSix);
        six.run();
        c.bind(done);
    }
}
