package dev.protosieve.engine.typed;

import dev.protosieve.engine.typed.Expr.Quantifier;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.Expr.StringPredicate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a condition may come out as. */
final class Outcomes {

    private static final Numbers BELOW = Numbers.only(-1);
    private static final Numbers EQUAL = Numbers.only(0);
    private static final Numbers ABOVE = Numbers.only(1);
    private static final Numbers ANY_ORDER = Numbers.between(-1, 1);
    private static final Map<Relation, Numbers> HOLDING = each(Outcomes::holding);
    private static final Map<Relation, Numbers> FAILING = each(Outcomes::failing);

    private final Reasoning reasoning;

    Outcomes(Reasoning reasoning) {
        this.reasoning = reasoning;
    }

    Truth of(Expr expr, Facts facts) {
        return switch (expr) {
            case Expr.Literal(var _, var _, Object value) -> new Truth(value.equals(true), value.equals(false), false);
            case Expr.Failure _ -> new Truth(false, false, true);
            case Expr.Not not -> reasoning.truth(not.operand(), facts).not();
            case Expr.And and -> chain(and, and.operands(), facts, true);
            case Expr.Or or -> chain(or, or.operands(), facts, false).not();
            case Expr.Choice choice -> choice(choice, facts);
            case Expr.Compare compare -> {
                Numbers order = order(compare, facts);
                yield new Truth(!agreeing(order, compare.relation(), true).isEmpty(),
                        !agreeing(order, compare.relation(), false).isEmpty(), reasoning.mayFail(compare, facts));
            }
            case Expr.StringTest test when test.predicate() == StringPredicate.MATCHES ->
                opaque(test, facts, true, true);
            case Expr.StringTest test -> {
                Texts texts = reasoning.texts(test.subject(), facts);
                String argument = (String) test.argument().value();
                yield opaque(test, facts, !texts.tested(test.predicate(), argument, true).isEmpty(),
                        !texts.tested(test.predicate(), argument, false).isEmpty());
            }
            case Expr.Quantified all -> quantified(all, facts);
            case Expr.Has _, Expr.AddressIn _, Expr.SameAddress _ -> opaque(expr, facts, true, true);
            case Expr.Field _, Expr.Pick _, Expr.Header _, Expr.Size _, Expr.Count _, Expr.Arithmetic _, Expr.Negate _,
                    Expr.Position _, Expr.Time _, Expr.PacketRead _, Expr.Decoded _ -> {
                Numbers values = reasoning.numbers(expr, facts);
                yield new Truth(values.contains(1), values.contains(0), reasoning.mayFail(expr, facts));
            }
        };
    }

    /** {@code &&}; and {@code ||}, which is {@code &&} with true and false exchanged, exchanged. */
    private Truth chain(Expr expr, List<Expr> operands, Facts facts, boolean and) {
        boolean no = operands.stream().map(o -> reasoning.truth(o, facts)).anyMatch(t -> and ? t.no() : t.yes());
        return new Truth(reasoning.assume(expr, and, facts.inner()), no, reasoning.mayFail(expr, facts));
    }

    private Truth choice(Expr.Choice choice, Facts facts) {
        boolean yes = false;
        boolean no = false;
        for (boolean answer : new boolean[]{true, false}) {
            Facts chosen = facts.inner();
            if (reasoning.assume(choice.condition(), answer, chosen)) {
                Truth truth = reasoning.truth(answer ? choice.then() : choice.otherwise(), chosen);
                yes |= truth.yes();
                no |= truth.no();
            }
        }
        return new Truth(yes, no, reasoning.mayFail(choice, facts));
    }

    private Truth quantified(Expr.Quantified all, Facts facts) {
        Truth body = reasoning.truth(all.body(), facts.inner());
        return opaque(all, facts, all.quantifier() == Quantifier.ALL || body.yes(),
                all.quantifier() != Quantifier.ALL || body.no());
    }

    private Truth opaque(Expr expr, Facts facts, boolean yes, boolean no) {
        Numbers known = facts.of(reasoning.term(expr)) instanceof Numbers numbers ? numbers : ANY_ORDER;
        return new Truth(yes && known.contains(1), no && known.contains(0), reasoning.mayFail(expr, facts));
    }

    /** How the sides may stand to each other: below is -1, equal 0, above 1, and without an order NaN. */
    Numbers order(Expr.Compare compare, Facts facts) {
        Expr left = compare.left();
        Expr right = compare.right();
        Numbers order = left.type() == ExprType.STRING || left.type() == ExprType.BYTES
                ? textOrder(left, right, facts) : numberOrder(left, right, facts);
        if (isNumberAndLiteral(left, right)) {
            return order;
        }
        if (reasoning.term(left) == reasoning.term(right)) {
            order = order.and(EQUAL.withNan(true));
        }
        if (facts.of(reasoning.pair(left, right)) instanceof Numbers known) {
            order = order.and(known);
        }
        return facts.of(reasoning.pair(right, left)) instanceof Numbers known ? order.and(known.negated()) : order;
    }

    /** Whether the values of the left side tell all that is known of the order. */
    static boolean isNumberAndLiteral(Expr left, Expr right) {
        return right instanceof Expr.Literal && left.type() != ExprType.STRING && left.type() != ExprType.BYTES;
    }

    private Numbers numberOrder(Expr left, Expr right, Facts facts) {
        Numbers a = reasoning.numbers(left, facts);
        Numbers b = reasoning.numbers(right, facts);
        Numbers order = Numbers.NONE.withNan(a.nan() && !b.isEmpty() || b.nan() && !a.isEmpty());
        order = a.mayBeBelow(b) ? order.or(BELOW) : order;
        order = b.mayBeBelow(a) ? order.or(ABOVE) : order;
        boolean equal = !a.withNan(false).and(b).isEmpty() && FloatConstants.mayBeEqual(left, right);
        return equal ? order.or(EQUAL) : order;
    }

    private Numbers textOrder(Expr left, Expr right, Facts facts) {
        if (!(right instanceof Expr.Literal literal)) {
            return ANY_ORDER;
        }
        Texts texts = reasoning.texts(left, facts);
        return !texts.permits(literal.value()) ? BELOW.or(ABOVE) : texts.isOnly(literal.value()) ? EQUAL : ANY_ORDER;
    }

    /** The orders for which the relation has that answer; without an order all have the answer false but {@code !=}. */
    static Numbers agreeing(Numbers order, Relation relation, boolean answer) {
        return order.and((answer ? HOLDING : FAILING).getOrDefault(relation, Numbers.NONE));
    }

    private static Numbers holding(Relation relation) {
        return switch (relation) {
            case EQ -> EQUAL;
            case NE -> BELOW.or(ABOVE).withNan(true);
            case LT -> BELOW;
            case LE -> BELOW.or(EQUAL);
            case GT -> ABOVE;
            case GE -> EQUAL.or(ABOVE);
        };
    }

    private static Numbers failing(Relation relation) {
        Numbers holding = holding(relation);
        Numbers failing = Numbers.NONE.withNan(!holding.nan());
        for (Numbers one : List.of(BELOW, EQUAL, ABOVE)) {
            failing = holding.and(one).isEmpty() ? failing.or(one) : failing;
        }
        return failing;
    }

    private static Map<Relation, Numbers> each(Function<Relation, Numbers> orders) {
        return Arrays.stream(Relation.values()).collect(Collectors.toMap(Function.identity(), orders, (a, _) -> a,
                () -> new EnumMap<>(Relation.class)));
    }
}
