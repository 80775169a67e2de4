package dev.protosieve.engine.typed;

import dev.protosieve.engine.rule.Argument;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From what an action says to what its rule measures. */
final class MeasureChecker {

    private MeasureChecker() {
    }

    /** The expression whose values an action tells apart. */
    static Optional<Condition> key(Argument argument) {
        return switch (argument) {
            case Argument.None _, Argument.Sample _ -> Optional.empty();
            case Argument.Count count -> count.by();
            case Argument.Limit limit -> limit.per();
        };
    }

    static Set<Condition> keys(RuleSyntax syntax) {
        return syntax.rules().stream().map(r -> key(r.argument())).flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Empty, and reported, when its values cannot be told apart. */
    static Optional<Expr> key(Optional<Expr> key, Findings findings) {
        return key.filter(expr -> isKey(expr, findings));
    }

    private static boolean isKey(Expr expr, Findings findings) {
        boolean text = expr.type() == ExprType.STRING || expr.type() == ExprType.BYTES;
        boolean apart = text || expr.type() == ExprType.BOOL || expr.type() == ExprType.INT
                || expr.type() == ExprType.UINT;
        if (!apart) {
            findings.error("unsupported", expr.span(), "packets cannot be told apart by "
                    + FieldTypes.word(expr.type()), "use a bool, int, uint, enum, string or bytes");
            return false;
        }
        boolean varies = text ? expr instanceof Expr.Field || expr instanceof Expr.Pick || expr instanceof Expr.Header
                : !(expr instanceof Expr.Literal) && !(expr instanceof Expr.Failure);
        if (!varies) {
            findings.error("unsupported", expr.span(), "packets cannot be told apart by this expression",
                    "use a field, a packet variable, a number computed of them or a condition");
            return false;
        }
        return true;
    }

    /** @param typed expressions without mistakes */
    static Measure measure(Argument argument, Map<Condition, Expr> typed) {
        return switch (argument) {
            case Argument.None _ -> new Measure.None();
            case Argument.Sample sample -> new Measure.Sample(sample.every());
            case Argument.Count count -> new Measure.Count(count.by().map(by -> expr(by, typed)));
            case Argument.Limit limit -> new Measure.Limit(limit.unit().nanos() / limit.tokens(), limit.burst(),
                    limit.per().map(per -> expr(per, typed)));
        };
    }

    private static Expr expr(Condition key, Map<Condition, Expr> typed) {
        return Objects.requireNonNull(typed.get(key));
    }
}
