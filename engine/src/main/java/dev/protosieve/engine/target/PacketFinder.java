package dev.protosieve.engine.target;

import dev.protosieve.engine.oracle.MatchEvaluator;
import dev.protosieve.engine.typed.TypedRules;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds test packets for messages of many lengths; headers that pleased once are tried first. */
public final class PacketFinder {

    private final TypedRules rules;
    private final MatchEvaluator match;
    private final Set<Integer> without = new HashSet<>();
    private @Nullable TestPackets last;

    public PacketFinder(TypedRules rules) {
        this.rules = rules;
        this.match = new MatchEvaluator(rules);
    }

    /** Headers that the file's {@code match} accepts for messages of that length, if some were found. */
    public synchronized Optional<TestPackets> find(int messageLength) {
        if (without.contains(messageLength)) {
            return Optional.empty();
        }
        byte[] message = new byte[messageLength];
        if (last == null || !last.holds(messageLength) || match.match(last.around(message)).isEmpty()) {
            last = PacketRecipe.candidates(rules).map(recipe -> new TestPackets(recipe, rules.framing()))
                    .filter(packets -> packets.holds(messageLength))
                    .filter(packets -> match.match(packets.around(message)).isPresent()).findFirst().orElse(null);
            if (last == null) {
                without.add(messageLength);
            }
        }
        return Optional.ofNullable(last);
    }
}
