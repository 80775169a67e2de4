package dev.protosieve.engine.typed;

import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rule files for tests, over {@link SampleSchema}. */
public final class RuleTexts {

    private static final RuleChecker CHECKER = new RuleChecker();

    private RuleTexts() {
    }

    /** Rules over {@code t.All} on port 9000. */
    public static Outcome<TypedRules> checkRules(String rules) {
        return check("message t.All\nmatch udp.dst_port == 9000\n" + rules);
    }

    /** What parser and checker say, in file order, as users see it; but tests need no schema statement. */
    public static Outcome<TypedRules> check(String file) {
        List<Diagnostic> found = new ArrayList<>();
        Outcome<TypedRules> outcome = CHECKER.check(RuleParser.parse(new SourceText("t.sieve", file), found),
                SampleSchema.schema());
        found.removeIf(d -> d.code().equals("rule.missing-schema"));
        if (found.isEmpty()) {
            return outcome;
        }
        found.addAll(outcome.diagnostics());
        found.sort(Comparator.comparingInt(d -> d.place().span().start()));
        return new Outcome.Failed<>(found);
    }

    /** @throws AssertionError with the diagnostics when the file is wrong */
    public static TypedRules typed(String file) {
        return switch (check(file)) {
            case Outcome.Ok<TypedRules>(TypedRules rules, var _) -> rules;
            case Outcome.Failed<TypedRules>(var diagnostics) -> throw new AssertionError(diagnostics.toString());
        };
    }
}
