package dev.protosieve.engine.target;

import dev.protosieve.engine.oracle.MatchEvaluator;
import dev.protosieve.engine.oracle.PacketHeaders;
import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.wire.Frames;
import java.util.Optional;

/** Builds packets that a filter judges: with headers that the file's {@code match} accepts. */
public final class TestPackets {

    private final PacketRecipe recipe;
    private final Framing framing;

    private TestPackets(PacketRecipe recipe, Framing framing) {
        this.recipe = recipe;
        this.framing = framing;
    }

    /**
     * Looks for headers that {@code match} accepts for messages of that length; the plainest that do. Empty when none was
     * found.
     */
    public static Optional<TestPackets> of(TypedRules rules, int messageLength) {
        MatchEvaluator match = new MatchEvaluator(rules);
        byte[] payload = framed(new byte[messageLength], rules.framing());
        return PacketRecipe.candidates(rules).filter(r -> match.match(r.build(payload)).isPresent()).findFirst()
                .map(recipe -> new TestPackets(recipe, rules.framing()));
    }

    private static byte[] framed(byte[] message, Framing framing) {
        return switch (framing) {
            case DATAGRAM -> message;
            case VARINT -> Frames.varint(message);
            case FIXED32 -> Frames.fixed32(message);
        };
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
