package dev.protosieve.engine.rule;

import dev.protosieve.engine.schema.NearestNames;
import java.util.List;
import java.util.Map;

/** The words of the rule language; completion offers them, mistakes are compared with them. */
public final class Words {

    /** What a statement may begin with. */
    public static final List<String> STATEMENTS = List.of("schema", "import", "message", "match", "framing", "mode",
            "off", "pass", "drop", "log", "on", "default", "expect");
    /** What a rule may do. */
    public static final List<String> ACTIONS = List.of("pass", "drop", "log");
    /** What may happen to a packet. */
    public static final List<String> VERDICTS = List.of("pass", "drop");
    /** Why a packet may get a verdict that no rule gave. */
    public static final List<String> CAUSES = List.of("malformed", "error", "limit", "unseen");
    /** How a message lies in its packet. */
    public static final List<String> FRAMINGS = List.of("datagram");
    /** Whether drops drop. */
    public static final List<String> MODES = List.of("enforce", "observe");

    /** Words that have a place in the language but that this version does not compile, with what to write instead. */
    static final Map<String, String> UNSUPPORTED = Map.of(
            "limit", "to set what happens beyond the limits, write: on limit drop",
            "count", "every rule counts its packets by itself; to count without a verdict, use log",
            "sample", "use log; the monitor sets how many events are taken",
            "delay", "the actions are pass, drop and log",
            "balance", "the actions are pass, drop and log",
            "validate", "what the rules read is always validated",
            "unchecked", "bounds are always checked");
    /** The framings among them. */
    static final List<String> UNSUPPORTED_FRAMINGS = List.of("varint", "fixed32", "grpc");

    private Words() {
    }

    /** {@code did you mean drop? known: pass, drop, log}. */
    static String hint(String wrong, List<String> known) {
        String near = NearestNames.hint(wrong, known);
        return (near.isEmpty() ? "" : near + " ") + "known: " + String.join(", ", known);
    }
}
