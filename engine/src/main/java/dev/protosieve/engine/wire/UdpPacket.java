package dev.protosieve.engine.wire;

/** The plainest packets there are: one UDP datagram, untagged, IP headers without options. */
public final class UdpPacket {

    /** The length field of IPv4 has 16 bits (RFC 791). */
    public static final int MAX_PAYLOAD_IPV4 = 0xffff - 20 - 8;

    private UdpPacket() {
    }

    /** From 10.0.0.1 to 10.0.0.2, with at most {@link #MAX_PAYLOAD_IPV4} bytes of payload. */
    public static byte[] ipv4(int sourcePort, int destinationPort, byte[] payload) {
        return new PacketBuilder().udp(sourcePort, destinationPort).build(payload);
    }

    /** From fd00::1 to fd00::2. */
    public static byte[] ipv6(int sourcePort, int destinationPort, byte[] payload) {
        return new PacketBuilder().ipv6().udp(sourcePort, destinationPort).build(payload);
    }
}
