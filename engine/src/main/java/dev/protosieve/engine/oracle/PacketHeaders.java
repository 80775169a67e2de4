package dev.protosieve.engine.oracle;

import dev.protosieve.engine.typed.HeaderField;
import java.util.HashMap;
import java.util.Map;

/**
 * The packet around a message, for conditions that name packet variables.
 *
 * @param values one for each variable
 */
public record PacketHeaders(Map<HeaderField, Long> values) {

    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int IPV6 = 40;
    private static final int UDP = 8;

    public PacketHeaders {
        values = Map.copyOf(values);
        for (HeaderField header : HeaderField.values()) {
            if (!values.containsKey(header)) {
                throw new IllegalArgumentException("no value for " + header.text());
            }
        }
    }

    /**
     * An untagged Ethernet frame with an IP header without options and a UDP header.
     *
     * @param ipVersion 4 or 6
     * @param messageLength in bytes
     */
    public static PacketHeaders udp(int ipVersion, int sourcePort, int destinationPort, int messageLength) {
        Map<HeaderField, Long> values = new HashMap<>();
        values.put(HeaderField.UDP_SRC_PORT, (long) sourcePort);
        values.put(HeaderField.UDP_DST_PORT, (long) destinationPort);
        values.put(HeaderField.UDP_LENGTH, (long) UDP + messageLength);
        values.put(HeaderField.IP_VERSION, (long) ipVersion);
        values.put(HeaderField.PKT_LENGTH, (long) ETHERNET + (ipVersion == 6 ? IPV6 : IPV4) + UDP + messageLength);
        return new PacketHeaders(values);
    }
}
