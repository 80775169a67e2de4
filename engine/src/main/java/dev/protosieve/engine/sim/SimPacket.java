package dev.protosieve.engine.sim;

import java.util.Arrays;

/**
 * A packet as the simulator is given it.
 *
 * @param bytes as the hook shows them: from the Ethernet header on, or from the IP header on
 * @param linear how many of them {@code data} to {@code data_end} shows before bpf_skb_pull_data
 * @param tag the control field of a VLAN tag that the kernel has taken out of the packet, or {@link #UNTAGGED}
 * @param protocol EtherType in network byte order, as the context tells it
 */
record SimPacket(byte[] bytes, int linear, int tag, int protocol) {

    static final int UNTAGGED = -1;

    /** ETH_P_802_3_MIN (include/uapi/linux/if_ether.h): below it the field is a length. */
    private static final int LEAST_ETHERTYPE = 0x0600;
    private static final int ETHERTYPE_OFFSET = 12;

    SimPacket {
        if (linear < 0 || linear > bytes.length) {
            throw new IllegalArgumentException("linear part of " + linear + " in " + bytes.length + " bytes");
        }
    }

    /** From the Ethernet header on. */
    SimPacket(byte[] bytes, int linear, int tag) {
        this(bytes, linear, tag, protocol(bytes));
    }

    static SimPacket of(byte[] bytes) {
        return new SimPacket(bytes, bytes.length, UNTAGGED);
    }

    /** Without its first bytes, as a hook shows it that does not show those. */
    SimPacket without(int hidden) {
        int gone = Math.min(hidden, bytes.length);
        return hidden == 0 ? this
                : new SimPacket(Arrays.copyOfRange(bytes, gone, bytes.length), Math.max(0, linear - gone), UNTAGGED,
                        protocol);
    }

    /** As eth_type_trans() (net/ethernet/eth.c) finds it; 0 for a packet without a header. */
    private static int protocol(byte[] packet) {
        if (packet.length < ETHERTYPE_OFFSET + 2) {
            return 0;
        }
        int first = packet[ETHERTYPE_OFFSET] & 0xff;
        int second = packet[ETHERTYPE_OFFSET + 1] & 0xff;
        // ETH_P_802_2 stands for every length: that the rare raw 802.3 frame differs is nothing a filter asks for.
        return (first << 8 | second) < LEAST_ETHERTYPE ? 0x0400 : second << 8 | first;
    }
}
