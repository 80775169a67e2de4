package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.wire.IpNetwork;
import dev.protosieve.engine.wire.PacketBuilder;
import dev.protosieve.engine.wire.PacketLayout;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packet around a message, for conditions that name packet variables.
 *
 * @param values as CEL has them: Long, ByteString or {@link IpNetwork}; variables that the packet has not are left out
 * @param packet its bytes, from the Ethernet header on
 * @param hidden how many of them, in front of the IP header, cannot be read
 */
public record PacketHeaders(Map<HeaderField, Object> values, byte[] packet, int hidden) {

    private static final int VLAN_ID = 0x0fff;
    /** The loopback interface, where test runs take place. */
    private static final long LOOPBACK = 1;

    public PacketHeaders {
        values = Map.copyOf(values);
        packet = packet.clone();
    }

    /** All of which can be read. */
    PacketHeaders(Map<HeaderField, Object> values, byte[] packet) {
        this(values, packet, 0);
    }

    /** The same where the first {@code bytes} cannot be read, as at hooks behind the Ethernet header. */
    public PacketHeaders without(int bytes) {
        if (bytes == 0) {
            return this;
        }
        Map<HeaderField, Object> rest = new EnumMap<>(values);
        List.of(HeaderField.ETH_TYPE, HeaderField.ETH_SRC, HeaderField.ETH_DST, HeaderField.ETH_VLAN)
                .forEach(rest::remove);
        return new PacketHeaders(rest, packet, bytes);
    }

    /**
     * An untagged Ethernet frame with an IP header without options and a UDP header.
     *
     * @param ipVersion 4 or 6
     * @param messageLength in bytes
     */
    public static PacketHeaders udp(int ipVersion, int sourcePort, int destinationPort, int messageLength) {
        PacketBuilder builder = new PacketBuilder().udp(sourcePort, destinationPort);
        byte[] packet = (ipVersion == 6 ? builder.ipv6() : builder).build(new byte[messageLength]);
        return of(packet).orElseThrow();
    }

    /** Empty for what is no UDP or TCP over IP; see {@link PacketLayout#find}. */
    public static Optional<PacketHeaders> of(byte[] packet) {
        return PacketLayout.find(packet).map(layout -> new PacketHeaders(read(packet, layout), packet));
    }

    private static Map<HeaderField, Object> read(byte[] packet, PacketLayout at) {
        Map<HeaderField, Object> values = new EnumMap<>(HeaderField.class);
        values.put(HeaderField.ETH_DST, ByteString.copyFrom(packet, 0, 6));
        values.put(HeaderField.ETH_SRC, ByteString.copyFrom(packet, 6, 6));
        values.put(HeaderField.ETH_TYPE, number(packet, at.network() - 2, 2));
        values.put(HeaderField.ETH_VLAN, at.tags() == 0 ? 0L : number(packet, PacketLayout.ETHERNET, 2) & VLAN_ID);
        values.put(HeaderField.IP_VERSION, (long) at.version());
        values.put(HeaderField.IP_PROTOCOL, (long) at.protocol());
        values.put(HeaderField.PKT_LENGTH, (long) packet.length);
        values.put(HeaderField.PKT_IFINDEX, LOOPBACK);
        network(packet, at, values);
        int transport = at.transport();
        if (at.protocol() == PacketLayout.UDP) {
            values.put(HeaderField.UDP_SRC_PORT, number(packet, transport, 2));
            values.put(HeaderField.UDP_DST_PORT, number(packet, transport + 2, 2));
            values.put(HeaderField.UDP_LENGTH, number(packet, transport + 4, 2));
        } else {
            values.put(HeaderField.TCP_SRC_PORT, number(packet, transport, 2));
            values.put(HeaderField.TCP_DST_PORT, number(packet, transport + 2, 2));
            values.put(HeaderField.TCP_SEQ, number(packet, transport + 4, 4));
            values.put(HeaderField.TCP_ACK, number(packet, transport + 8, 4));
            values.put(HeaderField.TCP_FLAGS, number(packet, transport + 13, 1));
            values.put(HeaderField.TCP_WINDOW, number(packet, transport + 14, 2));
        }
        return values;
    }

    private static void network(byte[] packet, PacketLayout at, Map<HeaderField, Object> values) {
        int ip = at.network();
        boolean four = at.version() == 4;
        int octets = four ? 4 : 16;
        int source = ip + (four ? 12 : 8);
        values.put(HeaderField.IP_SRC, IpNetwork.address(Arrays.copyOfRange(packet, source, source + octets)));
        values.put(HeaderField.IP_DST,
                IpNetwork.address(Arrays.copyOfRange(packet, source + octets, source + 2 * octets)));
        values.put(HeaderField.IP_TTL, number(packet, ip + (four ? 8 : 7), 1));
        values.put(HeaderField.IP_DSCP, (four ? number(packet, ip + 1, 1) : number(packet, ip, 2) >> 4 & 0xff) >> 2);
        values.put(HeaderField.IP_LENGTH, four ? number(packet, ip + 2, 2) : number(packet, ip + 4, 2) + 40);
    }

    /** Big-endian. */
    private static long number(byte[] packet, int at, int bytes) {
        return Long.parseLong(HexFormat.of().formatHex(Arrays.copyOfRange(packet, at, at + bytes)), 16);
    }
}
