package dev.protosieve.engine.sim;

/**
 * A packet as the simulator is given it.
 *
 * @param bytes from the Ethernet header on
 * @param linear how many of them {@code data} to {@code data_end} shows before bpf_skb_pull_data
 * @param tag the control field of a VLAN tag that the kernel has taken out of the packet, or {@link #UNTAGGED}
 */
record SimPacket(byte[] bytes, int linear, int tag) {

    static final int UNTAGGED = -1;

    SimPacket {
        if (linear < 0 || linear > bytes.length) {
            throw new IllegalArgumentException("linear part of " + linear + " in " + bytes.length + " bytes");
        }
    }

    static SimPacket of(byte[] bytes) {
        return new SimPacket(bytes, bytes.length, UNTAGGED);
    }
}
