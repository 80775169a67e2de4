package dev.protosieve.engine.target;

import dev.protosieve.engine.oracle.PacketHeaders;
import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.wire.Frames;
import java.util.Optional;

/** Builds packets that a filter judges: with headers that the file's {@code match} accepts. */
public final class TestPackets {

    private final PacketRecipe recipe;
    private final Framing framing;

    TestPackets(PacketRecipe recipe, Framing framing) {
        this.recipe = recipe;
        this.framing = framing;
    }

    /**
     * Looks for headers that {@code match} accepts for messages of that length; the plainest that do. Empty when none was
     * found.
     */
    public static Optional<TestPackets> of(TypedRules rules, int messageLength) {
        return new PacketFinder(rules).find(messageLength);
    }

    private static byte[] framed(byte[] message, Framing framing) {
        return switch (framing) {
            case DATAGRAM -> message;
            case VARINT -> Frames.varint(message);
            case FIXED32 -> Frames.fixed32(message);
        };
    }

    /** Whether a packet can be as long as one around such a message. */
    boolean holds(int messageLength) {
        return recipe.holds(framed(new byte[messageLength], framing).length);
    }

    /** The packet with that message in it, in the file's framing. */
    public byte[] around(byte[] message) {
        return recipe.build(framed(message, framing));
    }

    /** What the oracle is to know of the packet with that message in it. */
    public PacketHeaders headers(byte[] message) {
        return PacketHeaders.of(around(message)).orElseThrow();
    }

    public int ipVersion() {
        return recipe.ipVersion();
    }

    public int sourcePort() {
        return recipe.sourcePort();
    }

    public int destinationPort() {
        return recipe.destinationPort();
    }
}
