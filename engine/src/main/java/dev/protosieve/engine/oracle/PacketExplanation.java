package dev.protosieve.engine.oracle;

import dev.protosieve.engine.typed.Decision;
import java.util.List;
import java.util.Optional;

/**
 * Why the rules decide about a packet as they do.
 *
 * @param match the condition of the {@code match} statement; empty for what is no UDP or TCP over IP
 * @param decision empty for packets that are none of the file's
 * @param trouble why no rule was asked, in one sentence; empty where rules were
 * @param rules the enabled rules in order, for the message that decided; empty where none was asked
 * @param messages how many messages there are in the payload
 * @param message which of them the rules are explained for, from 0
 */
public record PacketExplanation(Optional<Explanation> match, Optional<Decision> decision, String trouble,
        List<RuleExplanation> rules, int messages, int message) {

    public PacketExplanation {
        rules = List.copyOf(rules);
    }

    /**
     * @param rule position in the typed rules
     * @param asked whether the evaluation came to it: a rule before it may have decided
     * @param condition what it comes to, whether asked or not
     */
    public record RuleExplanation(int rule, boolean asked, Explanation condition) {
    }
}
