package dev.protosieve.engine.typed;

import dev.protosieve.engine.typed.Expr.StringPredicate;
import java.util.ArrayList;
import java.util.List;

/** Turns "this condition holds" and "it does not" into facts. */
final class Assumptions {

    private final Reasoning reasoning;

    Assumptions(Reasoning reasoning) {
        this.reasoning = reasoning;
    }

    boolean assume(Expr expr, boolean answer, Facts into) {
        return switch (expr) {
            case Expr.Literal(var _, var _, Object value) -> value.equals(answer);
            case Expr.Failure _ -> false;
            case Expr.Not not -> reasoning.assume(not.operand(), !answer, into);
            case Expr.And and -> answer ? every(and.operands(), true, into) : some(and.operands(), false, into);
            case Expr.Or or -> answer ? some(or.operands(), true, into) : every(or.operands(), false, into);
            case Expr.Choice choice -> choice(choice, answer, into);
            case Expr.Compare compare -> compare(compare, answer, into);
            case Expr.StringTest test when test.predicate() == StringPredicate.MATCHES -> opaque(test, answer, into);
            case Expr.StringTest test -> test(test, answer, into);
            case Expr.Has _, Expr.AddressIn _, Expr.SameAddress _, Expr.Quantified _, Expr.Field _, Expr.Pick _ ->
                opaque(expr, answer, into);
            case Expr.Header _, Expr.Size _, Expr.Count _, Expr.Arithmetic _, Expr.Negate _, Expr.Position _,
                    Expr.Time _, Expr.PacketRead _, Expr.Decoded _ ->
                throw new IllegalArgumentException(expr + " is no condition");
        };
    }

    /** All have the answer. A second round asks those again of which the first has learned little. */
    private boolean every(List<Expr> operands, boolean answer, Facts into) {
        for (Expr operand : operands) {
            if (!reasoning.assume(operand, answer, into)) {
                return false;
            }
        }
        return operands.stream().filter(Assumptions::teachesLittle).map(o -> reasoning.truth(o, into))
                .allMatch(t -> answer ? t.yes() : t.no());
    }

    private static boolean teachesLittle(Expr expr) {
        return switch (expr) {
            case Expr.And _, Expr.Or _, Expr.Choice _ -> true;
            case Expr.Not not -> teachesLittle(not.operand());
            case Expr.Compare compare -> !(compare.right() instanceof Expr.Literal);
            default -> false;
        };
    }

    private boolean some(List<Expr> operands, boolean answer, Facts into) {
        List<Facts> cases = new ArrayList<>();
        for (Expr operand : operands) {
            Facts one = into.inner();
            if (reasoning.assume(operand, answer, one)) {
                cases.add(one);
            }
        }
        if (!cases.isEmpty()) {
            into.learnAny(cases);
        }
        return !cases.isEmpty();
    }

    private boolean choice(Expr.Choice choice, boolean answer, Facts into) {
        List<Facts> cases = new ArrayList<>();
        for (boolean chosen : new boolean[]{true, false}) {
            Facts one = into.inner();
            if (reasoning.assume(choice.condition(), chosen, one)
                    && reasoning.assume(chosen ? choice.then() : choice.otherwise(), answer, one)) {
                cases.add(one);
            }
        }
        if (!cases.isEmpty()) {
            into.learnAny(cases);
        }
        return !cases.isEmpty();
    }

    private boolean compare(Expr.Compare compare, boolean answer, Facts into) {
        Expr left = compare.left();
        Expr right = compare.right();
        Numbers order = Outcomes.agreeing(reasoning.outcomes().order(compare, into), compare.relation(), answer);
        if (order.isEmpty()) {
            return false;
        }
        if (!Outcomes.isNumberAndLiteral(left, right)) {
            into.learn(reasoning.pair(left, right), order);
        }
        if (left.type() == ExprType.STRING || left.type() == ExprType.BYTES) {
            return texts(left, right, order, into);
        }
        Numbers a = reasoning.numbers(left, into);
        Numbers b = reasoning.numbers(right, into);
        return narrow(left, a, b, order, into) && narrow(right, b, a, order.negated(), into);
    }

    private boolean narrow(Expr expr, Numbers values, Numbers other, Numbers order, Facts into) {
        if (expr instanceof Expr.Literal) {
            return true;
        }
        Numbers left = order.contains(-1) ? values.below(other) : Numbers.NONE;
        left = order.contains(0) ? left.or(values.and(other.withNan(false))) : left;
        left = order.contains(1) ? left.or(values.above(other)) : left;
        left = !order.nan() ? left.withNan(false) : other.nan() ? values : left.withNan(values.nan());
        into.learn(reasoning.term(expr), left);
        return !left.isEmpty();
    }

    private boolean texts(Expr left, Expr right, Numbers order, Facts into) {
        if (!(right instanceof Expr.Literal literal)) {
            return true;
        }
        Texts known = reasoning.texts(left, into);
        boolean equal = order.contains(0);
        boolean other = order.contains(-1) || order.contains(1);
        Texts now = equal && other ? known : equal ? known.being(literal.value()) : known.without(literal.value());
        into.learn(reasoning.term(left), now);
        return !now.isEmpty();
    }

    private boolean test(Expr.StringTest test, boolean answer, Facts into) {
        Texts texts = reasoning.texts(test.subject(), into).tested(test.predicate(), (String) test.argument().value(),
                answer);
        into.learn(reasoning.term(test.subject()), texts);
        return !texts.isEmpty() && opaque(test, answer, into);
    }

    private boolean opaque(Expr expr, boolean answer, Facts into) {
        Truth truth = reasoning.truth(expr, into);
        into.learn(reasoning.term(expr), Numbers.only(answer ? 1 : 0));
        return answer ? truth.yes() : truth.no();
    }
}
