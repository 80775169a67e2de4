package dev.protosieve.app.session;

import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.target.PacketFinder;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Expectation;
import dev.protosieve.engine.typed.Expectations;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.TypedRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the oracle made of a file's {@code expect} lines.
 *
 * @param text of the file that was looked at
 * @param results one a line, in the file's order
 */
public record ExpectResults(String text, List<Result> results) {

    public static final ExpectResults NONE = new ExpectResults("", List.of());

    /**
     * @param got {@code drop (rule "no A")}, or why nothing came
     */
    public record Result(boolean holds, String got) {
    }

    public ExpectResults {
        results = List.copyOf(results);
    }

    /**
     * Asks the oracle; blocks. Where a limit counts packets, each line begins with full buckets.
     *
     * @param stop asked before each line; what comes then has no line's answer
     */
    public static ExpectResults of(TypedRules rules, BooleanSupplier stop) {
        String text = rules.syntax().source().content();
        List<Expectation> lines = Expectations.of(rules);
        if (lines.isEmpty()) {
            return new ExpectResults(text, List.of());
        }
        PacketFinder packets = new PacketFinder(rules);
        boolean remembers = rules.rules().stream().anyMatch(r -> r.measure() instanceof Measure.Limit);
        ReferenceEvaluator shared = new ReferenceEvaluator(rules);
        List<Result> results = new ArrayList<>();
        for (Expectation line : lines) {
            if (stop.getAsBoolean()) {
                return NONE;
            }
            results.add(result(line, rules, packets, remembers ? new ReferenceEvaluator(rules) : shared));
        }
        return new ExpectResults(text, results);
    }

    private static Result result(Expectation line, TypedRules rules, PacketFinder packets,
            ReferenceEvaluator evaluator) {
        byte[] message = line.message().toByteArray();
        Optional<Decision> decision = packets.find(message.length)
                .map(found -> evaluator.decide(message, found.headers(message)));
        return decision.map(d -> new Result(line.holds(d, rules), Expectation.decided(d, rules)))
                .orElse(new Result(false, "no packet with such a message fits the match"));
    }
}
