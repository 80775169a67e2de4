package dev.protosieve.engine.oracle;

import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.wire.PacketLayout;
import java.util.Arrays;
import java.util.Optional;

/** The true answer for a whole packet: is it ours, is its payload all here, what do the rules say of the messages in it. */
public final class PacketEvaluator {

    private final TypedRules rules;
    private final MatchEvaluator match;
    private final ReferenceEvaluator messages;

    /** @param hidden how many bytes in front of the IP header the hook does not show */
    public PacketEvaluator(TypedRules rules, int hidden) {
        this.rules = rules;
        this.match = new MatchEvaluator(rules, hidden);
        this.messages = new ReferenceEvaluator(rules);
    }

    /** Empty for packets that are none of the file's: they pass, uncounted. */
    public Optional<Decision> decide(byte[] packet) {
        return match.match(packet).flatMap(headers -> decide(packet, headers));
    }

    private Optional<Decision> decide(byte[] packet, PacketHeaders headers) {
        PacketLayout at = PacketLayout.find(packet).orElseThrow();
        boolean segment = at.protocol() == PacketLayout.TCP;
        boolean framed = rules.framing() != Framing.DATAGRAM;
        if (segment && at.first() || at.end() < at.start()) {
            return Optional.of(rules.decision(Cause.UNSEEN));
        }
        if (framed && at.end() == at.start()) {
            return Optional.empty();
        }
        if (at.end() > packet.length) {
            return Optional.of(rules.decision(Cause.UNSEEN));
        }
        if (at.end() > PacketLayout.FURTHEST) {
            return Optional.of(rules.decision(Cause.LIMIT));
        }
        return messages.decidePayload(Arrays.copyOfRange(packet, at.start(), at.end()), headers);
    }
}
