package dev.protosieve.engine.typed;

import java.util.Optional;
import java.util.stream.Stream;

/** A packet variable: a header field that {@code match} and conditions may name. */
public enum HeaderField {
    ETH_TYPE("eth.type", "EtherType behind all VLAN tags: 2048 for IPv4, 34525 for IPv6"),
    ETH_SRC("eth.src", Kind.OCTETS, "source address of the Ethernet header: 6 octets"),
    ETH_DST("eth.dst", Kind.OCTETS, "destination address of the Ethernet header: 6 octets"),
    ETH_VLAN("eth.vlan", "VLAN id of the outermost tag (IEEE 802.1Q); 0 without a tag"),
    IP_VERSION("ip.version", "4 or 6"),
    IP_SRC("ip.src", Kind.ADDRESS, "source address; compare it with ip(\"...\") or cidr(\"...\")"),
    IP_DST("ip.dst", Kind.ADDRESS, "destination address; compare it with ip(\"...\") or cidr(\"...\")"),
    IP_PROTOCOL("ip.protocol", "what IP carries, behind IPv6 extension headers: 6 for TCP, 17 for UDP"),
    IP_TTL("ip.ttl", "time to live (IPv4), hop limit (IPv6)"),
    IP_DSCP("ip.dscp", "differentiated services code point, 0 to 63 (RFC 2474)"),
    IP_LENGTH("ip.length", "bytes of the IP packet with its headers"),
    UDP_SRC_PORT("udp.src_port", "source port of the UDP header (RFC 768)"),
    UDP_DST_PORT("udp.dst_port", "destination port of the UDP header (RFC 768)"),
    UDP_LENGTH("udp.length", "length of UDP header and payload in bytes (RFC 768)"),
    TCP_SRC_PORT("tcp.src_port", "source port of the TCP header (RFC 9293)"),
    TCP_DST_PORT("tcp.dst_port", "destination port of the TCP header (RFC 9293)"),
    TCP_SEQ("tcp.seq", "sequence number of the segment's first byte (RFC 9293)"),
    TCP_ACK("tcp.ack", "acknowledgment number (RFC 9293)"),
    TCP_FLAGS("tcp.flags", "the eight control bits: 1 FIN, 2 SYN, 4 RST, 8 PSH, 16 ACK, 32 URG, 64 ECE, 128 CWR"),
    TCP_WINDOW("tcp.window", "window field, not scaled (RFC 9293)"),
    PKT_LENGTH("pkt.length", "length of the packet from the Ethernet header on, in bytes"),
    PKT_IFINDEX("pkt.ifindex", "number of the network interface");

    /** What a variable holds. */
    public enum Kind {
        /** A CEL int that is never negative. */
        NUMBER,
        /** CEL bytes, always six. */
        OCTETS,
        /** An IPv4 or IPv6 address, {@code net.IP} of Kubernetes' CEL library. */
        ADDRESS
    }

    private final String text;
    private final Kind kind;
    private final String meaning;

    HeaderField(String text, String meaning) {
        this(text, Kind.NUMBER, meaning);
    }

    HeaderField(String text, Kind kind, String meaning) {
        this.text = text;
        this.kind = kind;
        this.meaning = meaning;
    }

    /** As a rule writes it. */
    public String text() {
        return text;
    }

    public Kind kind() {
        return kind;
    }

    /** One phrase for hover texts and completion. */
    public String meaning() {
        return meaning;
    }

    /** Whose header it is; reading it from a packet with another is a CEL error. Empty for what every packet has. */
    public Optional<Transport> transport() {
        return switch (this) {
            case UDP_SRC_PORT, UDP_DST_PORT, UDP_LENGTH -> Optional.of(Transport.UDP);
            case TCP_SRC_PORT, TCP_DST_PORT, TCP_SEQ, TCP_ACK, TCP_FLAGS, TCP_WINDOW -> Optional.of(Transport.TCP);
            case ETH_TYPE, ETH_SRC, ETH_DST, ETH_VLAN, IP_VERSION, IP_SRC, IP_DST, IP_PROTOCOL, IP_TTL, IP_DSCP,
                    IP_LENGTH, PKT_LENGTH, PKT_IFINDEX ->
                Optional.empty();
        };
    }

    public static Optional<HeaderField> named(String text) {
        return Stream.of(values()).filter(h -> h.text.equals(text)).findFirst();
    }
}
