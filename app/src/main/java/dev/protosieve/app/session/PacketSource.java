package dev.protosieve.app.session;

import dev.protosieve.engine.wire.PacketLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Who sent a packet. */
final class PacketSource {

    /** Source addresses stand at these offsets of the headers (RFC 791 section 3.1, RFC 8200 section 3). */
    private static final int IPV4_SOURCE = 12;
    private static final int IPV6_SOURCE = 8;

    private PacketSource() {
    }

    /** {@code 10.0.0.7:41812} or {@code [fe80::1]:41812}; empty for what is neither UDP nor TCP over IP. */
    static String of(byte[] packet) {
        return PacketLayout.find(packet).map(layout -> text(packet, layout)).orElse("");
    }

    /** {@code 10.0.0.7:41812 → 10.0.0.2:9000}; empty for what is neither UDP nor TCP over IP. */
    static String ends(byte[] packet) {
        return PacketLayout.find(packet)
                .map(layout -> text(packet, layout) + " \u2192 " + text(packet, layout, true)).orElse("");
    }

    private static String text(byte[] packet, PacketLayout layout) {
        return text(packet, layout, false);
    }

    private static String text(byte[] packet, PacketLayout layout, boolean receiver) {
        boolean six = layout.version() == 6;
        int octets = six ? 16 : 4;
        int from = layout.network() + (six ? IPV6_SOURCE : IPV4_SOURCE) + (receiver ? octets : 0);
        byte[] address = Arrays.copyOfRange(packet, from, from + octets);
        int at = layout.transport() + (receiver ? 2 : 0);
        int port = (packet[at] & 0xff) << 8 | packet[at + 1] & 0xff;
        try {
            String host = InetAddress.getByAddress(address).getHostAddress();
            return six ? "[" + shortened(host) + "]:" + port : host + ":" + port;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes", e);
        }
    }

    private static String shortened(String address) {
        return address.replaceFirst("(?:^|:)0(?::0)+(?::|$)", "::");
    }
}
