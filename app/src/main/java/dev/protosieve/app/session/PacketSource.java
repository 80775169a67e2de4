package dev.protosieve.app.session;

import dev.protosieve.engine.event.UdpPayload;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Who sent a packet. */
final class PacketSource {

    private static final int UDP_HEADER = 8;
    /** Source addresses stand at these offsets of the headers (RFC 791 section 3.1, RFC 8200 section 3). */
    private static final int IPV4_SOURCE = 12;
    private static final int IPV6_SOURCE = 8;
    private static final int ETHERNET = 14;
    private static final int VLAN_TAG = 4;

    private PacketSource() {
    }

    /** {@code 10.0.0.7:41812} or {@code [fe80::1]:41812}; empty for what is no UDP packet over IP. */
    static String of(byte[] packet) {
        return UdpPayload.find(packet).map(payload -> text(packet, payload.start() - UDP_HEADER)).orElse("");
    }

    private static String text(byte[] packet, int udp) {
        int ip = ETHERNET;
        while (ip + 1 < udp && isTag(packet, ip - 2)) {
            ip += VLAN_TAG;
        }
        boolean six = packet[ip] >>> 4 == 6;
        int from = ip + (six ? IPV6_SOURCE : IPV4_SOURCE);
        byte[] address = Arrays.copyOfRange(packet, from, from + (six ? 16 : 4));
        int port = (packet[udp] & 0xff) << 8 | packet[udp + 1] & 0xff;
        try {
            String host = InetAddress.getByAddress(address).getHostAddress();
            return six ? "[" + shortened(host) + "]:" + port : host + ":" + port;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes", e);
        }
    }

    // 802.1Q and 802.1ad
    private static boolean isTag(byte[] packet, int at) {
        int type = (packet[at] & 0xff) << 8 | packet[at + 1] & 0xff;
        return type == 0x8100 || type == 0x88a8;
    }

    private static String shortened(String address) {
        return address.replaceFirst("(?:^|:)0(?::0)+(?::|$)", "::");
    }
}
