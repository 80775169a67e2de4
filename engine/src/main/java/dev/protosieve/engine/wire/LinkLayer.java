package dev.protosieve.engine.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** Gives captured packets an Ethernet header when their link layer is another one; numbers from the registry of link types. */
final class LinkLayer {

    private static final int ETHERNET = 1;
    private static final int RAW = 101;
    /** What RAW was on some systems before it had a number of its own. */
    private static final int RAW_BSD = 12;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    /** "Linux cooked": what capturing on all interfaces gives. */
    private static final int COOKED = 113;
    private static final int COOKED_2 = 276;
    /** Loopback of BSD and macOS: an address family of four bytes in the writer's byte order, or in the network's. */
    private static final int NULL = 0;
    private static final int LOOP = 108;
    private static final int FAMILY = 4;
    /** AF_INET everywhere; AF_INET6 of Linux, NetBSD and OpenBSD, FreeBSD, macOS. */
    private static final int INET = 2;
    private static final Set<Integer> INET6 = Set.of(10, 24, 28, 30);
    private static final int COOKED_HEADER = 16;
    private static final int COOKED_2_HEADER = 20;

    private LinkLayer() {
    }

    static Optional<byte[]> toEthernet(int type, byte[] bytes) {
        return switch (type) {
            case ETHERNET -> Optional.of(bytes);
            case RAW, RAW_BSD, IPV4, IPV6 -> bytes.length == 0 ? Optional.empty()
                    : Optional.of(framed((bytes[0] & 0xf0) == 0x60 ? PacketLayout.IPV6 : PacketLayout.IPV4, bytes, 0));
            case NULL, LOOP -> loopback(bytes);
            case COOKED -> cooked(bytes, COOKED_HEADER - 2, COOKED_HEADER);
            case COOKED_2 -> cooked(bytes, 0, COOKED_2_HEADER);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> loopback(byte[] bytes) {
        if (bytes.length < FAMILY) {
            return Optional.empty();
        }
        int written = ByteBuffer.wrap(bytes).getInt();
        int family = (written & 0xffff) == 0 ? Integer.reverseBytes(written) : written;
        int etherType = family == INET ? PacketLayout.IPV4 : INET6.contains(family) ? PacketLayout.IPV6 : 0;
        return etherType == 0 ? Optional.empty() : Optional.of(framed(etherType, bytes, FAMILY));
    }

    private static Optional<byte[]> cooked(byte[] bytes, int protocolAt, int header) {
        return bytes.length < header ? Optional.empty()
                : Optional.of(framed(ByteBuffer.wrap(bytes).getShort(protocolAt), bytes, header));
    }

    private static byte[] framed(int etherType, byte[] bytes, int from) {
        ByteBuffer frame = ByteBuffer.allocate(PacketLayout.ETHERNET + bytes.length - from);
        frame.putShort(PacketLayout.ETHERNET - 2, (short) etherType);
        frame.put(PacketLayout.ETHERNET, bytes, from, bytes.length - from);
        return frame.array();
    }
}
