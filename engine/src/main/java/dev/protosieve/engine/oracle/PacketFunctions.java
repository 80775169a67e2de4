package dev.protosieve.engine.oracle;

import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelLateFunctionBindings;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.protosieve.engine.typed.PacketCel;
import dev.protosieve.engine.wire.IpNetwork;
import java.nio.ByteBuffer;

/** What the functions of {@link PacketCel} compute. */
final class PacketFunctions {

    /** Filters read no further than to this offset. */
    private static final int FURTHEST = 65_000;

    private PacketFunctions() {
    }

    static CelRuntimeBuilder addTo(CelRuntimeBuilder builder) {
        return builder.addFunctionBindings(
                CelFunctionBinding.from(PacketCel.ADDRESS_OVERLOAD, String.class,
                        text -> IpNetwork.parseAddress(text).orElseThrow(IllegalArgumentException::new)),
                CelFunctionBinding.from(PacketCel.NETWORK_OVERLOAD, String.class,
                        text -> IpNetwork.parseNetwork(text).orElseThrow(IllegalArgumentException::new)),
                CelFunctionBinding.from(PacketCel.CONTAINS_OVERLOAD, IpNetwork.class, IpNetwork.class,
                        IpNetwork::contains),
                CelFunctionBinding.from(PacketCel.CONTAINS_TEXT_OVERLOAD, IpNetwork.class, String.class,
                        (network, text) -> network.contains(
                                IpNetwork.parseAddress(text).orElseThrow(IllegalArgumentException::new))));
    }

    /** The functions that read that packet. */
    static CelLateFunctionBindings over(PacketHeaders packet) {
        return CelLateFunctionBindings.from(PacketCel.READS.entrySet().stream()
                .map(read -> CelFunctionBinding.from(PacketCel.readOverload(read.getKey()), Long.class,
                        offset -> number(packet, offset, read.getValue())))
                .toList());
    }

    private static long number(PacketHeaders headers, long offset, int bytes) {
        byte[] packet = headers.packet();
        if (offset < headers.hidden() || offset > FURTHEST || offset + bytes > packet.length) {
            throw new IllegalArgumentException("the packet has no bytes at " + offset);
        }
        ByteBuffer b = ByteBuffer.wrap(packet);
        return switch (bytes) {
            case 1 -> b.get((int) offset) & 0xff;
            case 2 -> b.getShort((int) offset) & 0xffff;
            default -> b.getInt((int) offset) & 0xffff_ffffL;
        };
    }
}
