package dev.protosieve.engine.wire;

import java.util.Optional;

/**
 * Where the headers and the payload of a packet lie: Ethernet, at most two VLAN tags (IEEE 802.1Q, 802.1ad), IPv4 (RFC 791) or
 * IPv6 with any number of extension headers (RFC 8200), then UDP (RFC 768) or TCP (RFC 9293). Offsets count from the first byte
 * of the Ethernet header.
 *
 * <p>A length of 0 means what Linux takes it for: in the IP header, all that came (ipv6_parse_hopopts and iph_totlen, for packets
 * whose length has no room there); in the header of UDP over IPv6, all of the IP packet (RFC 2675 section 4, __udp6_lib_rcv).
 *
 * @param tags how many VLAN tags there are
 * @param network where the IP header begins
 * @param version 4 or 6
 * @param protocol 6 for TCP, 17 for UDP
 * @param transport where its header begins
 * @param start where the payload begins; may be behind the last byte that is here
 * @param end behind the payload, as the headers say; may be behind the last byte that is here, or before {@code start}
 * @param first whether this is the first of several fragments
 */
public record PacketLayout(int tags, int network, int version, int protocol, int transport, int start, int end,
        boolean first) {

    public static final int ETHERNET = 14;
    public static final int VLAN_TAG = 4;
    public static final int MOST_TAGS = 2;
    /** Filters read no further: the kernel's verifier bounds offsets in packets (MAX_PACKET_OFF, kernel/bpf/verifier.c). */
    public static final int FURTHEST = 65_000;
    /** EtherTypes (IANA). */
    public static final int IPV4 = 0x0800;
    public static final int IPV6 = 0x86dd;
    public static final int VLAN = 0x8100;
    public static final int VLAN_OUTER = 0x88a8;
    /** Protocol numbers (IANA); the last four are the extension headers of RFC 8200 section 4. */
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int HOP_BY_HOP = 0;
    public static final int ROUTING = 43;
    public static final int FRAGMENT = 44;
    public static final int DESTINATION = 60;

    private static final int IPV4_MIN = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    private static final int TCP_MIN = 20;
    private static final int UNIT = 8;

    /**
     * Empty for what is neither UDP nor TCP, for later fragments, and when the packet ends before the fixed part of the
     * transport header does.
     */
    public static Optional<PacketLayout> find(byte[] packet) {
        int tags = 0;
        int at = ETHERNET;
        while (tags < MOST_TAGS && (u16(packet, at - 2) == VLAN || u16(packet, at - 2) == VLAN_OUTER)) {
            at += VLAN_TAG;
            tags++;
        }
        return switch (u16(packet, at - 2)) {
            case IPV4 -> ipv4(packet, tags, at);
            case IPV6 -> ipv6(packet, tags, at);
            default -> Optional.empty();
        };
    }

    private static Optional<PacketLayout> ipv4(byte[] packet, int tags, int at) {
        int header = (u8(packet, at) & 0xf) * 4;
        int fragment = u16(packet, at + 6);
        if (u8(packet, at) >> 4 != 4 || header < IPV4_MIN || (fragment & 0x1fff) != 0) {
            return Optional.empty();
        }
        int length = u16(packet, at + 2);
        return transport(packet, tags, at, 4, u8(packet, at + 9), at + header,
                length == 0 ? packet.length : at + length, (fragment & 0x2000) != 0);
    }

    private static Optional<PacketLayout> ipv6(byte[] packet, int tags, int at) {
        if (u8(packet, at) >> 4 != 6) {
            return Optional.empty();
        }
        int next = u8(packet, at + 6);
        int here = at + IPV6_HEADER;
        boolean first = false;
        while (isExtension(next)) {
            if (here > FURTHEST || here + UNIT > packet.length) {
                return Optional.empty();
            }
            if (next == FRAGMENT) {
                int fragment = u16(packet, here + 2);
                first |= (fragment & 1) != 0;
                if (fragment >> 3 != 0) {
                    return Optional.empty();
                }
            }
            int size = next == FRAGMENT ? UNIT : (u8(packet, here + 1) + 1) * UNIT;
            next = u8(packet, here);
            here += size;
        }
        int length = u16(packet, at + 4);
        return transport(packet, tags, at, 6, next, here,
                length == 0 ? packet.length : at + IPV6_HEADER + length, first);
    }

    private static boolean isExtension(int next) {
        return next == HOP_BY_HOP || next == ROUTING || next == DESTINATION || next == FRAGMENT;
    }

    private static Optional<PacketLayout> transport(byte[] packet, int tags, int network, int version, int protocol,
            int at, int ipEnd, boolean first) {
        if (protocol == UDP && at + UDP_HEADER <= packet.length) {
            int length = u16(packet, at + 4);
            boolean all = length == 0 && version == 6 && !first;
            return Optional.of(new PacketLayout(tags, network, version, protocol, at, at + UDP_HEADER,
                    all ? ipEnd : at + length, first));
        }
        if (protocol == TCP && at + TCP_MIN <= packet.length) {
            int header = (u8(packet, at + 12) >> 4) * 4;
            return header < TCP_MIN ? Optional.empty()
                    : Optional.of(
                            new PacketLayout(tags, network, version, protocol, at, at + header, ipEnd, first));
        }
        return Optional.empty();
    }

    /** Behind the packet's end: -1, which is no number of anything. */
    private static int u8(byte[] packet, int at) {
        return at < packet.length ? packet[at] & 0xff : -1;
    }

    private static int u16(byte[] packet, int at) {
        return at + 1 < packet.length ? u8(packet, at) << 8 | u8(packet, at + 1) : -1;
    }
}
