package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.Hook;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** The context struct that r1 points to at the start: include/uapi/linux/bpf.h. */
final class ContextLayout {

    /** struct xdp_md: data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex; 4 bytes each. */
    private static final int XDP_SIZE = 24;
    private static final int XDP_DATA = 0;
    private static final int XDP_DATA_END = 4;
    private static final int XDP_DATA_META = 8;
    private static final int XDP_INGRESS_IFINDEX = 12;
    /** Only for programs of device maps: xdp_is_valid_access() in net/core/filter.c. */
    private static final int XDP_EGRESS_IFINDEX = 20;

    /** struct __sk_buff. */
    private static final int SKB_SIZE = 192;
    private static final int SKB_LEN = 0;
    private static final int SKB_PROTOCOL = 16;
    private static final int SKB_VLAN_PRESENT = 20;
    private static final int SKB_VLAN_TCI = 24;
    private static final int SKB_INGRESS_IFINDEX = 36;
    private static final int SKB_IFINDEX = 40;
    private static final int SKB_TC_CLASSID = 72;
    private static final int SKB_DATA = 76;
    private static final int SKB_DATA_END = 80;
    /** family to local_port: for sk_skb programs only, bpf_skb_is_valid_access(). */
    private static final int SKB_FAMILY = 88;
    private static final int SKB_DATA_META = 140;
    private static final int SKB_FLOW_KEYS = 144;
    private static final int SKB_TSTAMP = 152;
    private static final int SKB_WIRE_LEN = 160;
    private static final int SKB_SK = 168;
    private static final int SKB_GSO_SIZE = 176;
    private static final int SKB_TSTAMP_TYPE = 180;
    private static final int SKB_HWTSTAMP = 184;

    /** sk_filter_is_valid_access() in net/core/filter.c, words that a socket filter may not read. */
    private static final Set<Integer> NOT_IN_SOCKET_FILTERS = Set.of(SKB_TC_CLASSID, SKB_DATA, SKB_DATA_META,
            SKB_DATA_END, SKB_TSTAMP, SKB_TSTAMP + 4, SKB_WIRE_LEN, SKB_HWTSTAMP, SKB_HWTSTAMP + 4);

    /** cg_skb_is_valid_access(), the same for a program at a cgroup. */
    private static final Set<Integer> NOT_AT_CGROUPS = Set.of(SKB_TC_CLASSID, SKB_DATA_META, SKB_WIRE_LEN);

    /** The loopback interface, which BPF_PROG_TEST_RUN runs on too. */
    private static final int LOOPBACK = 1;

    /** What a load from the context gives. */
    enum Field {
        NUMBER,
        PACKET_START,
        PACKET_END,
        REFUSED
    }

    private final Hook hook;
    private final boolean xdp;

    ContextLayout(Hook hook) {
        this.hook = hook;
        this.xdp = hook.isXdp();
    }

    boolean isXdp() {
        return xdp;
    }

    /**
     * The greatest number that a program may return, as unsigned: at control groups the kernel takes 0 and 1 for what is
     * received and up to 3 for what is sent (check_return_code in kernel/bpf/verifier.c), elsewhere anything.
     */
    long greatestAnswer() {
        return switch (hook) {
            case CGROUP_INGRESS -> 1;
            case CGROUP_EGRESS -> 3;
            case XDP, XDP_FRAGS, TC_INGRESS, TC_EGRESS, SOCKET -> -1;
        };
    }

    int size() {
        return xdp ? XDP_SIZE : SKB_SIZE;
    }

    /** What {@code size} bytes at {@code at} are. The bounds are checked already. */
    Field field(int at, int size) {
        if (at % size != 0) {
            return Field.REFUSED;
        }
        return xdp ? xdpField(at, size) : skbField(at, size);
    }

    private static Field xdpField(int at, int size) {
        if (size != 4) {
            return Field.REFUSED;
        }
        return switch (at) {
            case XDP_DATA, XDP_DATA_META -> Field.PACKET_START;
            case XDP_DATA_END -> Field.PACKET_END;
            case XDP_EGRESS_IFINDEX -> Field.REFUSED;
            default -> Field.NUMBER;
        };
    }

    private Field skbField(int at, int size) {
        int word = at & ~3;
        if (hook == Hook.SOCKET && NOT_IN_SOCKET_FILTERS.contains(word)
                || hook.isAtCgroup() && NOT_AT_CGROUPS.contains(word)) {
            return Field.REFUSED;
        }
        if (word == SKB_DATA || word == SKB_DATA_META || word == SKB_DATA_END) {
            return size != 4 ? Field.REFUSED : word == SKB_DATA_END ? Field.PACKET_END : Field.PACKET_START;
        }
        boolean wide = at == SKB_TSTAMP || at == SKB_HWTSTAMP;
        if (wide != (size == 8) || word >= SKB_FAMILY && word < SKB_DATA_META || word >= SKB_SK && word < SKB_GSO_SIZE
                || word == SKB_FLOW_KEYS || word == SKB_FLOW_KEYS + 4
                || word == SKB_TSTAMP_TYPE && at != SKB_TSTAMP_TYPE) {
            return Field.REFUSED;
        }
        return Field.NUMBER;
    }

    /** Writes the numbers of a packet that came in over loopback. */
    void fill(byte[] context, SimPacket packet) {
        ByteBuffer to = ByteBuffer.wrap(context).order(ByteOrder.LITTLE_ENDIAN);
        if (xdp) {
            to.putInt(XDP_INGRESS_IFINDEX, LOOPBACK);
            return;
        }
        to.putInt(SKB_LEN, packet.bytes().length);
        to.putInt(SKB_PROTOCOL, packet.protocol());
        to.putInt(SKB_VLAN_PRESENT, packet.tag() == SimPacket.UNTAGGED ? 0 : 1);
        to.putInt(SKB_VLAN_TCI, Math.max(0, packet.tag()));
        to.putInt(SKB_INGRESS_IFINDEX, hook == Hook.TC_EGRESS || hook == Hook.CGROUP_EGRESS ? 0 : LOOPBACK);
        to.putInt(SKB_IFINDEX, LOOPBACK);
        to.putInt(SKB_WIRE_LEN, packet.bytes().length);
    }
}
