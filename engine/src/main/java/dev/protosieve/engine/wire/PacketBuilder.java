package dev.protosieve.engine.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds one Ethernet frame with a UDP datagram or a TCP segment, lengths and checksums right. Layouts: IEEE 802.3, 802.1Q, RFC
 * 791 section 3.1, RFC 8200 sections 3 and 4, RFC 768, RFC 9293 section 3.1; checksum RFC 1071. Left alone, it is UDP over IPv4
 * from 10.0.0.1 to 10.0.0.2, untagged and without options.
 */
public final class PacketBuilder {

    private static final int IPV4_MIN = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    private static final int TCP_MIN = 20;
    private static final int UNIT = 8;
    private static final int WORD = 4;
    /** No-operation, the same in IPv4 and TCP. */
    private static final byte NOP = 1;
    private static final int ACK_PSH = 0x18;

    private record Tag(int type, int control) {
    }

    private record Extension(int type, byte[] body) {
    }

    private final List<Tag> tags = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private byte[] ethernetSource = {2, 0, 0, 0, 0, 1};
    private byte[] ethernetDestination = {2, 0, 0, 0, 0, 2};
    private byte[] source = {10, 0, 0, 1};
    private byte[] destination = {10, 0, 0, 2};
    private int hops = 64;
    private int dscp;
    private int options;
    private int fragment;
    private int protocol = PacketLayout.UDP;
    private int sourcePort = 40_000;
    private int destinationPort = 9_000;
    private int tcpOptions;
    private int flags = ACK_PSH;
    private long sequence;
    private long acknowledged;
    private int window = 1024;

    public PacketBuilder ethernet(byte[] from, byte[] to) {
        ethernetSource = from.clone();
        ethernetDestination = to.clone();
        return this;
    }

    /**
     * One more VLAN tag, inside those before.
     *
     * @param type 0x8100 or 0x88a8
     * @param control priority, drop bit and VLAN id: 16 bits
     */
    public PacketBuilder tag(int type, int control) {
        tags.add(new Tag(type, control));
        return this;
    }

    /** @param from 4 octets for IPv4, 16 for IPv6; {@code to} has as many */
    public PacketBuilder addresses(byte[] from, byte[] to) {
        source = from.clone();
        destination = to.clone();
        return this;
    }

    /** @param address as many octets as that of the destination */
    public PacketBuilder source(byte[] address) {
        source = address.clone();
        return this;
    }

    /** @param address as many octets as that of the source */
    public PacketBuilder destination(byte[] address) {
        destination = address.clone();
        return this;
    }

    /** The source address so far. */
    public byte[] source() {
        return source.clone();
    }

    /** The destination address so far. */
    public byte[] destination() {
        return destination.clone();
    }

    /** From fd00::1 to fd00::2. */
    public PacketBuilder ipv6() {
        return addresses(ByteBuffer.allocate(16).putLong(0xfd00_0000_0000_0000L).putLong(1).array(),
                ByteBuffer.allocate(16).putLong(0xfd00_0000_0000_0000L).putLong(2).array());
    }

    public PacketBuilder hops(int limit) {
        hops = limit;
        return this;
    }

    public PacketBuilder dscp(int point) {
        dscp = point;
        return this;
    }

    /** @param words of 4 bytes behind the IPv4 header, 0 to 10 */
    public PacketBuilder options(int words) {
        options = words;
        return this;
    }

    /** @param flagsAndOffset of the IPv4 header: 0x2000 is "more fragments" */
    public PacketBuilder fragment(int flagsAndOffset) {
        fragment = flagsAndOffset;
        return this;
    }

    /** One more IPv6 extension header of {@code 8 * (units + 1)} bytes. */
    public PacketBuilder extension(int type, int units) {
        byte[] body = new byte[UNIT * (units + 1)];
        body[1] = (byte) units;
        // PadN fills it up (RFC 8200 section 4.2)
        body[2] = 1;
        body[3] = (byte) Math.min(body.length - WORD, 255);
        extensions.add(new Extension(type, body));
        return this;
    }

    /**
     * An IPv6 fragment header.
     *
     * @param offsetAndMore offset in bytes, a multiple of 8, plus 1 for "more fragments"
     */
    public PacketBuilder fragmentHeader(int offsetAndMore) {
        byte[] body = ByteBuffer.allocate(UNIT).putShort(2, (short) offsetAndMore).putInt(4, 7).array();
        extensions.add(new Extension(PacketLayout.FRAGMENT, body));
        return this;
    }

    public PacketBuilder udp(int from, int to) {
        protocol = PacketLayout.UDP;
        sourcePort = from;
        destinationPort = to;
        return this;
    }

    /** @param optionWords words of 4 bytes behind the TCP header, 0 to 10 */
    public PacketBuilder tcp(int from, int to, int optionWords) {
        protocol = PacketLayout.TCP;
        sourcePort = from;
        destinationPort = to;
        tcpOptions = optionWords;
        return this;
    }

    /** Of the TCP header. */
    public PacketBuilder segment(long number, long acknowledgment, int controlBits, int windowField) {
        sequence = number;
        acknowledged = acknowledgment;
        flags = controlBits;
        window = windowField;
        return this;
    }

    /**
     * The frame with that payload.
     *
     * @throws IllegalArgumentException when the length fields, which have 16 bits, cannot tell how long it is
     */
    public byte[] build(byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(ethernetDestination);
        frame.writeBytes(ethernetSource);
        for (Tag tag : tags) {
            u16(frame, tag.type);
            u16(frame, tag.control);
        }
        boolean six = source.length == 16;
        u16(frame, six ? PacketLayout.IPV6 : PacketLayout.IPV4);
        byte[] transport = transport(payload);
        frame.writeBytes(six ? ipv6(transport) : ipv4(transport));
        frame.writeBytes(transport);
        return frame.toByteArray();
    }

    private byte[] ipv4(byte[] transport) {
        int header = IPV4_MIN + WORD * options;
        ByteBuffer b = ByteBuffer.allocate(header);
        b.put((byte) (0x40 | header / WORD)).put((byte) (dscp << 2)).putShort(length(header + transport.length));
        b.putShort((short) 0).putShort((short) fragment).put((byte) hops).put((byte) protocol).putShort((short) 0);
        b.put(source).put(destination).put(filled(WORD * options));
        return b.putShort(10, (short) ~sum(b.array(), 0)).array();
    }

    private byte[] ipv6(byte[] transport) {
        List<Integer> types = new ArrayList<>(extensions.stream().map(Extension::type).toList());
        types.add(protocol);
        int before = extensions.stream().mapToInt(e -> e.body.length).sum();
        ByteBuffer b = ByteBuffer.allocate(IPV6_HEADER + before);
        b.putInt(0x60000000 | dscp << 22).putShort(length(before + transport.length));
        b.put(types.getFirst().byteValue()).put((byte) hops).put(source).put(destination);
        for (int i = 0; i < extensions.size(); i++) {
            int at = b.position();
            b.put(extensions.get(i).body).put(at, types.get(i + 1).byteValue());
        }
        return b.array();
    }

    private byte[] transport(byte[] payload) {
        boolean tcp = protocol == PacketLayout.TCP;
        int header = tcp ? TCP_MIN + WORD * tcpOptions : UDP_HEADER;
        ByteBuffer b = ByteBuffer.allocate(header + payload.length);
        b.putShort((short) sourcePort).putShort((short) destinationPort);
        if (tcp) {
            b.putInt((int) sequence).putInt((int) acknowledged).put((byte) (header / WORD << 4)).put((byte) flags);
            b.putShort((short) window).putInt(0).put(filled(WORD * tcpOptions));
        } else {
            b.putShort(length(b.capacity())).putShort((short) 0);
        }
        b.put(payload);
        int pseudo = sum(source, sum(destination, protocol + b.capacity()));
        int checksum = ~sum(b.array(), pseudo) & 0xffff;
        b.putShort(tcp ? 16 : 6, (short) (checksum == 0 && !tcp ? 0xffff : checksum));
        return b.array();
    }

    private static byte[] filled(int bytes) {
        byte[] filling = new byte[bytes];
        Arrays.fill(filling, NOP);
        return filling;
    }

    private static short length(int bytes) {
        if (bytes > 0xffff) {
            throw new IllegalArgumentException("a packet holds no " + bytes + " bytes");
        }
        return (short) bytes;
    }

    private static void u16(ByteArrayOutputStream to, int value) {
        to.write(value >> 8);
        to.write(value);
    }

    /** The ones' complement sum of 16-bit words, folded to 16 bits. */
    private static int sum(byte[] bytes, int begin) {
        long sum = begin;
        for (int i = 0; i < bytes.length; i += 2) {
            int low = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
            sum += (bytes[i] & 0xff) << 8 | low;
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) sum;
    }
}
