package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A rule file with nothing left to resolve.
 *
 * @param match over packet variables only, of type BOOL
 * @param rules the enabled rules in file order
 * @param on the verdict for each cause but {@link Cause#RULE}
 * @param observe whether drops are only counted
 * @param validateFull whether bytes that no rule reads must be well-formed, too
 */
public record TypedRules(RuleSyntax syntax, Schema schema, Descriptor message, Expr match, List<TypedRule> rules,
        Map<Cause, Verdict> on, boolean observe, boolean validateFull, WalkLimits limits) {

    public TypedRules {
        rules = List.copyOf(rules);
        on = Map.copyOf(on);
    }

    /** How messages lie in a payload. */
    public Framing framing() {
        return Framing.of(syntax);
    }

    /** With what rules read validated, and no more. */
    public TypedRules(RuleSyntax syntax, Schema schema, Descriptor message, Expr match, List<TypedRule> rules,
            Map<Cause, Verdict> on, boolean observe, WalkLimits limits) {
        this(syntax, schema, message, match, rules, on, observe, false, limits);
    }

    /** The verdict that a cause other than a rule gives. */
    public Decision decision(Cause cause) {
        return Decision.of(Objects.requireNonNull(on.get(cause)), cause);
    }
}
