package dev.protosieve.engine.typed;

import dev.protosieve.engine.typed.Expr.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Earlier rules that leave nothing to a later one. Rules are found by what they compare, and those that compare for equality by
 * the constant too, so that a thousand rules over a few fields need not be held against each other.
 */
final class Shadows {

    /** A condition is divided at its {@code ||} into no more cases than these. */
    private static final int CASES = 16;
    /** Rules that are looked at for one case. */
    private static final int LOOKED_AT = 200;

    /** The rules that ask for one term: those that want it to be one value, and the others. */
    private record Asking(Map<Object, List<TypedRule>> equal, List<TypedRule> other) {

        static Asking none() {
            return new Asking(new HashMap<>(), new ArrayList<>());
        }
    }

    private final Reasoning reasoning;
    private final Map<Expr, Asking> earlier = new IdentityHashMap<>();

    Shadows(Reasoning reasoning) {
        this.reasoning = reasoning;
    }

    /** A final rule, in the order of the file. */
    void add(TypedRule rule) {
        add(rule.condition(), true, rule);
    }

    /** Where the expression has that answer for sure, something is known of one of the terms under which the rule is kept. */
    private void add(Expr expr, boolean answer, TypedRule rule) {
        switch (expr) {
            case Expr.Not not -> add(not.operand(), !answer, rule);
            case Expr.And and -> several(and.operands(), answer, answer, rule);
            case Expr.Or or -> several(or.operands(), answer, !answer, rule);
            case Expr.Compare(var _, Relation relation, Expr left, Expr.Literal right) when answer
                    && relation == Relation.EQ ->
                asking(left).equal().computeIfAbsent(right.value(), _ -> new ArrayList<>()).add(rule);
            case Expr.Compare compare -> asking(compare.left()).other().add(rule);
            case Expr.StringTest test -> asking(test.subject()).other().add(rule);
            default -> asking(expr).other().add(rule);
        }
    }

    private Asking asking(Expr expr) {
        return earlier.computeIfAbsent(reasoning.term(expr), _ -> Asking.none());
    }

    private void several(List<Expr> operands, boolean answer, boolean all, TypedRule rule) {
        (all ? operands.subList(0, 1) : operands).forEach(o -> add(o, answer, rule));
    }

    /** The earlier rules that decide whatever this one matches; empty when some of it may be left to it. */
    List<TypedRule> of(TypedRule rule, Facts facts) {
        Set<TypedRule> deciding = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Expr one : cases(rule.condition())) {
            Facts known = facts.inner();
            if (!reasoning.assume(one, true, known)) {
                continue;
            }
            Optional<TypedRule> first = candidates(known).stream().limit(LOOKED_AT)
                    .filter(r -> !mayBeFalse(r.condition(), known)).findFirst();
            if (first.isEmpty()) {
                return List.of();
            }
            deciding.add(first.get());
        }
        return deciding.stream().sorted(Comparator.comparingInt(TypedRule::number)).toList();
    }

    private static List<Expr> cases(Expr condition) {
        return condition instanceof Expr.Or or && or.operands().size() <= CASES ? or.operands() : List.of(condition);
    }

    private boolean mayBeFalse(Expr expr, Facts known) {
        return expr instanceof Expr.And and ? and.operands().stream().anyMatch(o -> mayBeFalse(o, known))
                : reasoning.truth(expr, known).no();
    }

    private List<TypedRule> candidates(Facts known) {
        Set<TypedRule> found = Collections.newSetFromMap(new IdentityHashMap<>());
        known.own().forEach((term, domain) -> {
            Asking asking = earlier.get(term);
            if (asking != null) {
                found.addAll(asking.other());
                constant(term, domain).ifPresent(c -> found.addAll(asking.equal().getOrDefault(c, List.of())));
            }
        });
        return found.stream().sorted(Comparator.comparingInt(TypedRule::number)).toList();
    }

    /** The only value, as a literal holds it. */
    private static Optional<Object> constant(Expr term, Domain domain) {
        return switch (domain) {
            case Texts texts -> texts.only().filter(o -> o.size() == 1).map(o -> o.iterator().next());
            case Numbers numbers when numbers.isOne() -> switch (term.type()) {
                case INT, UINT -> Optional.of(numbers.low().longValue());
                case BOOL -> Optional.of(numbers.low().signum() != 0);
                case DOUBLE -> Optional.of(DoubleKeys.value(numbers.low()));
                case STRING, BYTES, TIMESTAMP, DURATION -> Optional.empty();
            };
            case Numbers _ -> Optional.empty();
        };
    }
}
