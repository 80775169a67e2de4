package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Diagnostic;
import java.util.Optional;

/**
 * An {@code expect} line: a message, the verdict it must get, and, where the line has a label, the rule that must give it.
 *
 * @param line from 1, in the rule file
 * @param message its wire form
 */
public record Expectation(Statement.Expect statement, int line, Verdict verdict, ByteString message) {

    public Optional<String> label() {
        return statement.label().map(Quoted::value);
    }

    /** As the file has it: {@code drop "no A"}. */
    public String text() {
        return verdict.word() + label().map(l -> " \"" + l + "\"").orElse("");
    }

    /** Without a label any rule or cause may have given the verdict. */
    public boolean holds(Decision decision, TypedRules rules) {
        return decision.verdict() == verdict
                && label().map(l -> decision.rule() >= 0 && rules.rules().get(decision.rule()).name().equals(l))
                        .orElse(true);
    }

    /** {@code test.expect} at the line's verdict, when it does not hold. */
    public Optional<Diagnostic> judge(Decision decision, TypedRules rules) {
        return holds(decision, rules) ? Optional.empty()
                : Optional.of(Diagnostic.error("test.expect",
                        rules.syntax().source()
                                .place(statement.label().map(l -> statement.verdict().span().union(l.span()))
                                        .orElse(statement.verdict().span())),
                        "expected " + text() + ", got " + decided(decision, rules), ""));
    }

    /** {@code drop (rule "no A")} or {@code pass (default)}. */
    public static String decided(Decision decision, TypedRules rules) {
        String by = decision.rule() >= 0 ? "rule \"" + rules.rules().get(decision.rule()).name() + "\""
                : decision.cause().word();
        return decision.verdict().word() + " (" + by + ")";
    }
}
