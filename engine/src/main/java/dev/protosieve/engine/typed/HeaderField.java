package dev.protosieve.engine.typed;

import java.util.Optional;
import java.util.stream.Stream;

/** A packet variable: a header field that {@code match} and conditions may name. All are {@link ExprType#INT}. */
public enum HeaderField {
    UDP_SRC_PORT("udp.src_port", "source port of the UDP header (RFC 768)"),
    UDP_DST_PORT("udp.dst_port", "destination port of the UDP header (RFC 768)"),
    UDP_LENGTH("udp.length", "length of UDP header and payload in bytes (RFC 768)"),
    IP_VERSION("ip.version", "4 or 6"),
    PKT_LENGTH("pkt.length", "length of the packet from the Ethernet header on, in bytes");

    private final String text;
    private final String meaning;

    HeaderField(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** As a rule writes it. */
    public String text() {
        return text;
    }

    /** One phrase for hover texts and completion. */
    public String meaning() {
        return meaning;
    }

    public static Optional<HeaderField> named(String text) {
        return Stream.of(values()).filter(h -> h.text.equals(text)).findFirst();
    }
}
