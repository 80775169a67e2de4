package dev.protosieve.engine.event;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.wire.ByteNode;
import dev.protosieve.engine.wire.ByteNode.Kind;
import dev.protosieve.engine.wire.IpNetwork;
import dev.protosieve.engine.wire.MessageTree;
import dev.protosieve.engine.wire.PacketLayout;
import dev.protosieve.engine.wire.Varint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A packet as a tree: Ethernet, IP, UDP or TCP, and the messages in the payload. */
public final class PacketTree {

    private static final int MAC = 6;
    private static final int MOST_MESSAGES = 200;

    private final byte[] packet;
    private final List<ByteNode> layers = new ArrayList<>();

    private PacketTree(byte[] packet) {
        this.packet = packet;
    }

    /** The layers of the packet, in their order; bytes behind the last one are a layer of their own. */
    public static ByteNode of(byte[] packet, Descriptor type, Framing framing) {
        PacketTree tree = new PacketTree(packet);
        tree.read(type, framing);
        return new ByteNode(Kind.LAYER, "packet", "", packet.length + " bytes", 0, packet.length, List.of(),
                tree.layers);
    }

    private void read(Descriptor type, Framing framing) {
        Optional<PacketLayout> found = PacketLayout.find(packet);
        ethernet(found.map(PacketLayout::network).orElse(Math.min(packet.length, PacketLayout.ETHERNET)));
        if (found.isEmpty()) {
            int from = Math.min(packet.length, PacketLayout.ETHERNET);
            layer("no UDP or TCP over IP", "", from, packet.length, List.of());
            return;
        }
        PacketLayout at = found.get();
        ip(at);
        transport(at);
        int end = Math.clamp(at.end(), Math.min(at.start(), packet.length), packet.length);
        if (at.start() < packet.length || at.end() >= at.start()) {
            payload(Math.min(at.start(), packet.length), end, type, framing);
        }
        if (at.end() > packet.length) {
            layers.add(new ByteNode(Kind.BROKEN, "cut off", (at.end() - packet.length) + " bytes are not here",
                    "the packet ends before its message does", packet.length, packet.length, List.of(), List.of()));
        }
        if (end < packet.length) {
            layer("behind the payload", HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOfRange(packet, end,
                    Math.min(packet.length, end + 16))), end, packet.length, List.of());
        }
    }

    private void layer(String name, String value, int start, int end, List<ByteNode> parts) {
        layers.add(new ByteNode(Kind.LAYER, name, value, (end - start) + " bytes", start, end, List.of(), parts));
    }

    private static ByteNode part(String name, String value, int start, int end) {
        return new ByteNode(Kind.FIELD, name, value, "", start, end, List.of(), List.of());
    }

    private void ethernet(int end) {
        if (end < PacketLayout.ETHERNET) {
            layer("Ethernet, cut off", "", 0, end, List.of());
            return;
        }
        List<ByteNode> parts = new ArrayList<>();
        parts.add(part("destination", mac(0), 0, MAC));
        parts.add(part("source", mac(MAC), MAC, 2 * MAC));
        for (int at = 2 * MAC; at + 4 <= end - 2; at += PacketLayout.VLAN_TAG) {
            parts.add(part("VLAN tag", "id " + (u(at + 2, 2) & 0xfff), at, at + PacketLayout.VLAN_TAG));
        }
        parts.add(part("type", "0x%04x".formatted(u(end - 2, 2)), end - 2, end));
        layer("Ethernet", mac(MAC) + " \u2192 " + mac(0), 0, end, parts);
    }

    private void ip(PacketLayout at) {
        boolean four = at.version() == 4;
        int ip = at.network();
        int octets = four ? 4 : 16;
        int source = ip + (four ? 12 : 8);
        String from = address(source, octets);
        String to = address(source + octets, octets);
        List<ByteNode> parts = new ArrayList<>();
        if (four) {
            parts.add(part("version, header length", "4, " + (u(ip, 1) & 0xf) * 4 + " bytes", ip, ip + 1));
            parts.add(part("DSCP", "" + (u(ip + 1, 1) >> 2), ip + 1, ip + 2));
            parts.add(part("total length", "" + u(ip + 2, 2), ip + 2, ip + 4));
            parts.add(part("fragment", "0x%04x".formatted(u(ip + 6, 2)), ip + 6, ip + 8));
            parts.add(part("time to live", "" + u(ip + 8, 1), ip + 8, ip + 9));
            parts.add(part("protocol", "" + u(ip + 9, 1), ip + 9, ip + 10));
            parts.add(part("checksum", "0x%04x".formatted(u(ip + 10, 2)), ip + 10, ip + 12));
        } else {
            parts.add(part("version, class, flow", "6", ip, ip + 4));
            parts.add(part("payload length", "" + u(ip + 4, 2), ip + 4, ip + 6));
            parts.add(part("next header", "" + u(ip + 6, 1), ip + 6, ip + 7));
            parts.add(part("hop limit", "" + u(ip + 7, 1), ip + 7, ip + 8));
        }
        parts.add(part("source", from, source, source + octets));
        parts.add(part("destination", to, source + octets, source + 2 * octets));
        int rest = source + 2 * octets;
        if (at.transport() > rest) {
            parts.add(part(four ? "options" : "extension headers", "", rest, at.transport()));
        }
        layer("IPv" + at.version(), from + " \u2192 " + to, ip, at.transport(), parts);
    }

    private void transport(PacketLayout at) {
        int t = at.transport();
        List<ByteNode> parts = new ArrayList<>();
        parts.add(part("source port", "" + u(t, 2), t, t + 2));
        parts.add(part("destination port", "" + u(t + 2, 2), t + 2, t + 4));
        boolean udp = at.protocol() == PacketLayout.UDP;
        if (udp) {
            parts.add(part("length", "" + u(t + 4, 2), t + 4, t + 6));
            parts.add(part("checksum", "0x%04x".formatted(u(t + 6, 2)), t + 6, t + 8));
        } else {
            parts.add(part("sequence number", "" + u(t + 4, 4), t + 4, t + 8));
            parts.add(part("acknowledgment", "" + u(t + 8, 4), t + 8, t + 12));
            parts.add(part("header length", (u(t + 12, 1) >> 4) * 4 + " bytes", t + 12, t + 13));
            parts.add(part("flags", "0x%02x".formatted(u(t + 13, 1)), t + 13, t + 14));
            parts.add(part("window", "" + u(t + 14, 2), t + 14, t + 16));
            parts.add(part("checksum", "0x%04x".formatted(u(t + 16, 2)), t + 16, t + 18));
        }
        layer(udp ? "UDP" : "TCP", u(t, 2) + " \u2192 " + u(t + 2, 2), t, Math.min(at.start(), packet.length), parts);
    }

    private void payload(int start, int end, Descriptor type, Framing framing) {
        if (framing == Framing.DATAGRAM) {
            layers.add(MessageTree.of(packet, start, end, type));
            return;
        }
        int at = start;
        for (int i = 0; at < end && i < MOST_MESSAGES; i++) {
            int prefix = framing == Framing.VARINT ? Varint.length(packet, at, end) : Integer.BYTES;
            if (prefix == 0 || at + prefix > end) {
                layers.add(broken("no length here", at, end));
                return;
            }
            long length = framing == Framing.VARINT ? Varint.value(packet, at, prefix)
                    : Integer.toUnsignedLong(Integer.reverseBytes((int) u(at, prefix)));
            layer("length of the message", Long.toUnsignedString(length), at, at + prefix, List.of());
            if (Long.compareUnsigned(length, end - at - prefix) > 0) {
                layers.add(broken("a message of " + Long.toUnsignedString(length) + " bytes where "
                        + (end - at - prefix) + " are left", at, end));
                return;
            }
            at += prefix;
            layers.add(MessageTree.of(packet, at, at + (int) length, type));
            at += (int) length;
        }
    }

    private static ByteNode broken(String why, int at, int end) {
        return new ByteNode(Kind.BROKEN, "malformed", why, why, at, end, List.of(), List.of());
    }

    /** Big-endian; bytes behind the packet's end are left out. */
    private long u(int at, int size) {
        long value = 0;
        for (int i = at; i < Math.min(at + size, packet.length); i++) {
            value = value << 8 | packet[i] & 0xff;
        }
        return value;
    }

    private String mac(int at) {
        return HexFormat.ofDelimiter(":").formatHex(Arrays.copyOfRange(packet, at, at + MAC));
    }

    private String address(int at, int octets) {
        String text = IpNetwork.address(Arrays.copyOfRange(packet, at, at + octets)).toString();
        return text.contains("/") ? text.substring(0, text.indexOf('/')) : text;
    }
}
