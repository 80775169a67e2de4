package dev.protosieve.app.lab;

import dev.protosieve.app.session.EngineAnswer;
import dev.protosieve.app.session.LabReport;
import dev.protosieve.engine.oracle.Explanation;
import dev.protosieve.engine.oracle.Explanation.Outcome;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import dev.protosieve.engine.wire.ByteNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happened to a packet and why, in sentences for somebody who sees it for the first time. */
final class VerdictWords {

    private VerdictWords() {
    }

    /** {@code Dropped}, {@code Passed} or {@code Not matched}. */
    static String verdict(LabReport report) {
        return report.decision().map(d -> d.verdict() == Verdict.DROP ? "Dropped" : "Passed").orElse("Not matched");
    }

    /** {@code by rule 1 "no A"}. */
    static String cause(LabReport report) {
        TypedRules rules = report.filter().rules();
        return report.decision().map(decision -> switch (decision.cause()) {
            case RULE -> "by " + rules.rules().get(decision.rule()).title();
            case DEFAULT -> "because no rule decided";
            case MALFORMED -> "because the bytes are no " + rules.message().getName();
            case ERROR -> "because a condition has no value";
            case LIMIT -> "because the message is too large or too deep";
            case UNSEEN -> "because the message is not whole in this packet";
        }).orElse("this packet is not meant by the rules, so it passes and is not counted");
    }

    /** The values that decided, one sentence. */
    static String reason(LabReport report) {
        Optional<Decision> decision = report.decision();
        if (decision.isPresent() && decision.get().rule() >= 0 && !report.why().rules().isEmpty()) {
            Explanation condition = report.why().rules().get(decision.get().rule()).condition();
            return condition.parts().isEmpty() && condition.text().equals("always") ? "It has no condition."
                    : condition.text() + " is true" + values(condition);
        }
        Optional<ByteNode> broken = report.tree().firstBroken();
        if (decision.isPresent() && decision.get().cause() == Cause.MALFORMED
                && broken.isPresent()) {
            return "First bad byte of the packet: " + broken.get().start() + " (" + broken.get().detail() + ").";
        }
        if (!report.why().trouble().isEmpty()) {
            return report.why().trouble() + report.why().match().filter(m -> m.outcome() != Outcome.TRUE)
                    .map(m -> " " + m.text() + " is " + word(m) + values(m)).orElse("");
        }
        return report.why().rules().stream().map(r -> r.condition()).filter(c -> c.outcome() == Outcome.ERROR)
                .findFirst().map(c -> c.text() + ": " + c.value())
                .orElse("All " + report.why().rules().size()
                        + " conditions were looked at; none of a deciding rule held.");
    }

    private static String values(Explanation condition) {
        List<String> found = new ArrayList<>();
        collect(condition, found);
        return found.isEmpty() ? "."
                : ": " + found.stream().distinct().limit(3).collect(Collectors.joining(", ")) + ".";
    }

    private static void collect(Explanation part, List<String> into) {
        if (part.outcome() == Outcome.VALUE && part.parts().isEmpty()) {
            into.add(part.text() + " = " + part.value());
        }
        part.parts().forEach(p -> collect(p, into));
    }

    /** One word for how a part ended. */
    static String word(Explanation part) {
        return switch (part.outcome()) {
            case TRUE -> "true";
            case FALSE -> "false";
            case VALUE -> part.value();
            case ERROR -> "error";
            case NOT_ASKED -> "not asked";
        };
    }

    /** {@code drop} and what gave it, for one engine. */
    static String answer(EngineAnswer answer, TypedRules rules) {
        return switch (answer) {
            case EngineAnswer.Decided(var _, Optional<Decision> decision) -> decision
                    .map(d -> d.verdict().word() + " \u00b7 "
                            + (d.rule() >= 0 ? "rule " + rules.rules().get(d.rule()).number() : d.cause().word()))
                    .orElse("not matched");
            case EngineAnswer.Missing _ -> "not asked";
        };
    }
}
