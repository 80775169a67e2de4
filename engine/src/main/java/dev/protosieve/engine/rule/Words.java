package dev.protosieve.engine.rule;

import dev.protosieve.engine.schema.NearestNames;
import java.util.List;
import java.util.Map;

/** The words of the rule language; completion offers them, mistakes are compared with them. */
public final class Words {

    /** What a statement may begin with. */
    public static final List<String> STATEMENTS = List.of("schema", "import", "message", "match", "framing", "mode",
            "off", "pass", "drop", "log", "sample", "count", "limit", "on", "default", "expect", "validate");
    /** What a rule may do. */
    public static final List<String> ACTIONS = List.of("pass", "drop", "log", "sample", "count", "limit");
    /** What may happen to a packet. */
    public static final List<String> VERDICTS = List.of("pass", "drop");
    /** Why a packet may get a verdict that no rule gave. */
    public static final List<String> CAUSES = List.of("malformed", "error", "limit", "unseen");
    /** How a message lies in its packet. */
    public static final List<String> FRAMINGS = List.of("datagram", "varint", "fixed32");
    /** Whether drops drop. */
    public static final List<String> MODES = List.of("enforce", "observe");

    /** How much of a message is validated. */
    public static final List<String> EXTENTS = List.of("full");

    /** Words that have a place in the language but that this version does not compile, with what to write instead. */
    static final Map<String, String> UNSUPPORTED = Map.of(
            "delay", "an XDP or TC program cannot hold a packet back; to drop what comes too fast, write limit 100/s",
            "balance", "filters pass or drop; the actions are " + String.join(", ", ACTIONS),
            "unchecked", "bounds are always checked");
    /** The framings among them. */
    static final List<String> UNSUPPORTED_FRAMINGS = List.of("grpc");

    static final String UNSUPPORTED_FRAMING_HINT = "supported: " + String.join(", ", FRAMINGS)
            + "; gRPC lies in HTTP/2 streams, which single packets do not show";

    private Words() {
    }

    /** An action with an argument, as a rule may write it. */
    static String example(RuleSyntax.Action action) {
        return action.word() + RulePrinter.usualArgument(action);
    }

    /** {@code did you mean drop? known: pass, drop, log}. */
    static String hint(String wrong, List<String> known) {
        String near = NearestNames.hint(wrong, known);
        return (near.isEmpty() ? "" : near + " ") + "known: " + String.join(", ", known);
    }
}
