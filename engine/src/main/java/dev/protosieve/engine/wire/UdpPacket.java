package dev.protosieve.engine.wire;

import java.nio.ByteBuffer;

/**
 * Builds Ethernet frames with one UDP datagram: untagged, IP headers without options, checksums right. Layouts: RFC 791
 * section 3.1, RFC 8200 section 3, RFC 768; checksum RFC 1071.
 */
public final class UdpPacket {

    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int IPV6 = 40;
    private static final int UDP = 8;
    private static final short TYPE_IPV4 = 0x0800;
    private static final short TYPE_IPV6 = (short) 0x86dd;
    private static final int PROTOCOL_UDP = 17;
    private static final int HOPS = 64;
    /** The length field of UDP has 16 bits. */
    public static final int MAX_PAYLOAD_IPV4 = 0xffff - IPV4 - UDP;

    private UdpPacket() {
    }

    /** From 10.0.0.1 to 10.0.0.2, with at most {@link #MAX_PAYLOAD_IPV4} bytes of payload. */
    public static byte[] ipv4(int sourcePort, int destinationPort, byte[] payload) {
        ByteBuffer b = frame(IPV4, TYPE_IPV4, payload);
        b.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4 + UDP + payload.length)).putInt(0);
        b.put((byte) HOPS).put((byte) PROTOCOL_UDP).putShort((short) 0).putInt(0x0a000001).putInt(0x0a000002);
        b.putShort(ETHERNET + 10, (short) ~sum(b, ETHERNET, IPV4, 0));
        return udp(b, ETHERNET + 12, 8, sourcePort, destinationPort, payload);
    }

    /** From fd00::1 to fd00::2. */
    public static byte[] ipv6(int sourcePort, int destinationPort, byte[] payload) {
        ByteBuffer b = frame(IPV6, TYPE_IPV6, payload);
        b.putInt(0x60000000).putShort((short) (UDP + payload.length)).put((byte) PROTOCOL_UDP).put((byte) HOPS);
        b.putLong(0xfd00_0000_0000_0000L).putLong(1).putLong(0xfd00_0000_0000_0000L).putLong(2);
        return udp(b, ETHERNET + 8, 32, sourcePort, destinationPort, payload);
    }

    private static ByteBuffer frame(int ip, short type, byte[] payload) {
        if (payload.length > MAX_PAYLOAD_IPV4) {
            throw new IllegalArgumentException("a datagram holds no " + payload.length + " bytes");
        }
        ByteBuffer b = ByteBuffer.allocate(ETHERNET + ip + UDP + payload.length);
        b.putShort((short) 0x0200).putInt(2).putShort((short) 0x0200).putInt(1);
        return b.putShort(type);
    }

    /** Fills in UDP behind the IP header; {@code addresses} is where source and destination stand. */
    private static byte[] udp(ByteBuffer b, int addresses, int addressBytes, int source, int destination,
            byte[] payload) {
        int start = b.position();
        b.putShort((short) source).putShort((short) destination).putShort((short) (UDP + payload.length));
        b.putShort((short) 0).put(payload);
        int pseudo = sum(b, addresses, addressBytes, PROTOCOL_UDP + UDP + payload.length);
        int checksum = ~sum(b, start, UDP + payload.length, pseudo) & 0xffff;
        b.putShort(start + 6, (short) (checksum == 0 ? 0xffff : checksum));
        return b.array();
    }

    /** The ones' complement sum of 16-bit words, folded to 16 bits. */
    private static int sum(ByteBuffer b, int from, int length, int begin) {
        long sum = begin;
        for (int i = 0; i < length; i += 2) {
            int high = b.get(from + i) & 0xff;
            int low = i + 1 < length ? b.get(from + i + 1) & 0xff : 0;
            sum += high << 8 | low;
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) sum;
    }
}
