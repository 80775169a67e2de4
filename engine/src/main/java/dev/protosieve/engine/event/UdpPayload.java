package dev.protosieve.engine.event;

import java.util.Optional;

/**
 * Where the UDP payload lies in captured bytes.
 *
 * @param start offset of its first byte
 * @param end behind its last byte that was captured
 * @param whole whether all of it was captured
 */
public record UdpPayload(int start, int end, boolean whole) {

    private static final int ETHERNET = 14;
    /** EtherTypes (IANA): VLAN tags of 802.1Q and 802.1ad, IPv4, IPv6. */
    private static final int VLAN = 0x8100;
    private static final int VLAN_OUTER = 0x88a8;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int IPV6_HEADER = 40;
    /** Protocol numbers (IANA): UDP, and the IPv6 extension headers of RFC 8200 section 4. */
    private static final int UDP = 17;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION = 60;
    private static final int UDP_HEADER = 8;

    /** Empty when the bytes are no UDP datagram, or a fragment, or end before its payload begins. */
    public static Optional<UdpPayload> find(byte[] packet) {
        int at = ETHERNET - 2;
        while (u16(packet, at) == VLAN || u16(packet, at) == VLAN_OUTER) {
            at += 4;
        }
        int udp = switch (u16(packet, at)) {
            case IPV4 -> afterIpv4(packet, at + 2);
            case IPV6 -> afterIpv6(packet, at + 2);
            default -> -1;
        };
        int length = udp < 0 ? -1 : u16(packet, udp + 4);
        if (length < UDP_HEADER) {
            return Optional.empty();
        }
        int start = udp + UDP_HEADER;
        int end = Math.min(packet.length, udp + length);
        return start > packet.length ? Optional.empty()
                : Optional.of(new UdpPayload(start, end, udp + length <= packet.length));
    }

    /** RFC 791 section 3.1. */
    private static int afterIpv4(byte[] packet, int at) {
        int header = (u8(packet, at) & 0xf) * 4;
        boolean fragment = (u16(packet, at + 6) & 0x3fff) != 0;
        return u8(packet, at) >> 4 == 4 && header >= 20 && u8(packet, at + 9) == UDP && !fragment ? at + header : -1;
    }

    /** RFC 8200 sections 3 and 4. */
    private static int afterIpv6(byte[] packet, int at) {
        int next = u8(packet, at + 6);
        int here = at + IPV6_HEADER;
        while (next == HOP_BY_HOP || next == ROUTING || next == DESTINATION || next == FRAGMENT) {
            // A fragment that is the only one ("atomic", RFC 6946) has offset and more-flag zero.
            if (next == FRAGMENT && (u16(packet, here + 2) & ~6) != 0) {
                return -1;
            }
            int size = next == FRAGMENT ? 8 : (u8(packet, here + 1) + 1) * 8;
            next = u8(packet, here);
            here += size;
        }
        return next == UDP ? here : -1;
    }

    /** Out of the captured bytes: -1, which is no number of anything. */
    private static int u8(byte[] packet, int at) {
        return at < packet.length ? packet[at] & 0xff : -1;
    }

    private static int u16(byte[] packet, int at) {
        return at + 1 < packet.length ? u8(packet, at) << 8 | u8(packet, at + 1) : -1;
    }
}
