package dev.protosieve.engine.event;

import dev.protosieve.engine.wire.PacketLayout;
import java.util.Optional;

/**
 * Where the payload of UDP or TCP lies in captured bytes.
 *
 * @param start offset of its first byte
 * @param end behind its last byte that was captured
 * @param whole whether all of it was captured
 */
public record UdpPayload(int start, int end, boolean whole) {

    /** Empty when the bytes are neither UDP nor TCP, or a fragment, or end before the payload begins. */
    public static Optional<UdpPayload> find(byte[] packet) {
        return PacketLayout.find(packet).filter(p -> !p.first() && p.end() >= p.start() && p.start() <= packet.length)
                .map(p -> new UdpPayload(p.start(), Math.min(packet.length, p.end()), p.end() <= packet.length));
    }
}
