package dev.protosieve.app.lab;

import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.wire.Frames;
import dev.protosieve.engine.wire.IpNetwork;
import dev.protosieve.engine.wire.PacketBuilder;
import dev.protosieve.engine.wire.PacketLayout;
import java.util.Arrays;
import java.util.Optional;

/**
 * The headers around a message.
 *
 * @param vlan id of the VLAN tag; 0 for none
 * @param source address in the usual notation; {@code destination} of the same version
 */
record PacketSettings(boolean tcp, int vlan, String source, String destination, int sourcePort,
        int destinationPort) {

    static final PacketSettings USUAL = new PacketSettings(false, 0, "10.0.0.1", "10.0.0.2", 40_000, 9_000);
    private static final int VLAN_ID = 0x0fff;
    private static final int IPV4_SOURCE = 12;
    private static final int IPV6_SOURCE = 8;

    /** As that packet has them; empty for what is no UDP or TCP over IP. */
    static Optional<PacketSettings> of(byte[] packet) {
        return PacketLayout.find(packet).map(at -> {
            boolean four = at.version() == 4;
            int octets = four ? 4 : 16;
            int source = at.network() + (four ? IPV4_SOURCE : IPV6_SOURCE);
            int vlan = at.tags() == 0 ? 0 : u16(packet, PacketLayout.ETHERNET) & VLAN_ID;
            return new PacketSettings(at.protocol() == PacketLayout.TCP, vlan, address(packet, source, octets),
                    address(packet, source + octets, octets), u16(packet, at.transport()),
                    u16(packet, at.transport() + 2));
        });
    }

    private static int u16(byte[] packet, int at) {
        return (packet[at] & 0xff) << 8 | packet[at + 1] & 0xff;
    }

    private static String address(byte[] packet, int at, int octets) {
        return IpNetwork.address(Arrays.copyOfRange(packet, at, at + octets)).toString().replaceFirst("/.*", "");
    }

    /** What is wrong with it; empty when a packet can be built. */
    String problem() {
        Optional<IpNetwork> from = IpNetwork.parseAddress(source);
        Optional<IpNetwork> to = IpNetwork.parseAddress(destination);
        if (from.isEmpty() || to.isEmpty()) {
            return "'" + (from.isEmpty() ? source : destination) + "' is no IP address.";
        }
        return from.get().octets().length == to.get().octets().length ? ""
                : "One address is IPv4 and the other IPv6.";
    }

    /** The packet with that message; empty when there is a {@link #problem()} or it is too long. */
    Optional<byte[]> around(byte[] message, Framing framing) {
        if (!problem().isEmpty()) {
            return Optional.empty();
        }
        PacketBuilder builder = new PacketBuilder().addresses(IpNetwork.parseAddress(source).orElseThrow().octets(),
                IpNetwork.parseAddress(destination).orElseThrow().octets());
        if (vlan != 0) {
            builder.tag(PacketLayout.VLAN, vlan);
        }
        if (tcp) {
            builder.tcp(sourcePort, destinationPort, 0);
        } else {
            builder.udp(sourcePort, destinationPort);
        }
        try {
            return Optional.of(builder.build(switch (framing) {
                case DATAGRAM -> message;
                case VARINT -> Frames.varint(message);
                case FIXED32 -> Frames.fixed32(message);
            }));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code UDP over IPv4 · 10.0.0.1:40000 → 10.0.0.2:9000}. */
    String words() {
        boolean six = source.contains(":");
        return (tcp ? "TCP" : "UDP") + " over IPv" + (six ? "6" : "4") + (vlan == 0 ? "" : ", VLAN " + vlan)
                + " \u00b7 " + end(source, sourcePort, six) + " \u2192 " + end(destination, destinationPort, six);
    }

    private static String end(String address, int port, boolean six) {
        return six ? "[" + address + "]:" + port : address + ":" + port;
    }
}
