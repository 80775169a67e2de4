package dev.protosieve.engine.typed;

import dev.protosieve.engine.typed.Expr.Operation;
import dev.protosieve.engine.typed.Expr.Quantifier;
import dev.protosieve.engine.typed.Expr.Relation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether an expression may be a CEL error, under what is known where it is computed. */
final class Failures {

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

    private final Reasoning reasoning;
    private final Map<Expr, Boolean> withSource = new IdentityHashMap<>();

    Failures(Reasoning reasoning) {
        this.reasoning = reasoning;
    }

    /** Whether there is anything in it that is an error for some operands. */
    private boolean hasSource(Expr expr) {
        Boolean known = withSource.get(expr);
        if (known == null) {
            boolean own = switch (expr) {
                case Expr.Pick _, Expr.Failure _, Expr.Time _, Expr.Arithmetic _, Expr.Negate _, Expr.PacketRead _,
                        Expr.Decoded _ ->
                    true;
                case Expr.Header header -> mayBeOfAnother(header);
                case Expr.Literal _, Expr.Field _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _,
                        Expr.Has _, Expr.Size _, Expr.Count _, Expr.Choice _, Expr.Quantified _, Expr.Position _, Expr.AddressIn _, Expr.SameAddress _ ->
                    false;
            };
            known = own || expr.parts().stream().anyMatch(this::hasSource);
            withSource.put(expr, known);
        }
        return known;
    }

    boolean mayFail(Expr expr, Facts facts) {
        if (!hasSource(expr)) {
            return false;
        }
        return switch (expr) {
            case Expr.And and -> someMayFail(and.operands(), true, facts);
            case Expr.Or or -> someMayFail(or.operands(), false, facts);
            case Expr.Choice choice -> choiceMayFail(choice, facts);
            case Expr.Quantified all -> reasoning.mayFail(all.body(), facts.inner());
            case Expr.Pick pick -> failsItself(pick, facts) || reasoning.mayFail(pick.value(), facts.inner());
            case Expr.Literal _, Expr.Field _, Expr.Header _, Expr.Not _, Expr.Compare _, Expr.StringTest _, Expr.Has _,
                    Expr.Size _, Expr.Count _, Expr.Arithmetic _, Expr.Negate _, Expr.Position _, Expr.Time _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _, Expr.Decoded _ ->
                failsItself(expr, facts) || expr.parts().stream().anyMatch(p -> reasoning.mayFail(p, facts));
        };
    }

    /** Whether it may be an error though its parts are none. */
    boolean failsItself(Expr expr, Facts facts) {
        return switch (expr) {
            case Expr.Failure _, Expr.Time _, Expr.PacketRead _, Expr.Decoded _ -> true;
            case Expr.Header header -> mayBeOfAnother(header) && !isOf(header, facts);
            case Expr.Pick pick -> !isThere(pick, facts);
            case Expr.Negate negate -> contains(reasoning.numbers(negate.operand(), facts), LEAST);
            case Expr.Arithmetic arithmetic -> arithmeticFails(arithmetic, facts);
            case Expr.Literal _, Expr.Field _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _,
                    Expr.Has _, Expr.Size _, Expr.Count _, Expr.Choice _, Expr.Quantified _, Expr.Position _, Expr.AddressIn _, Expr.SameAddress _ ->
                false;
        };
    }

    /** Whether a packet may have another transport than the one whose header the variable stands in. */
    private boolean mayBeOfAnother(Expr.Header header) {
        return !header.field().transport().stream().allMatch(t -> reasoning.accepted().equals(Set.of(t)));
    }

    private boolean isOf(Expr.Header header, Facts facts) {
        Numbers protocol = reasoning.numbers(new Expr.Header(header.span(), HeaderField.IP_PROTOCOL), facts);
        return header.field().transport().stream()
                .allMatch(t -> protocol.equals(Numbers.only((long) t.protocol())));
    }

    private static boolean contains(Numbers numbers, BigInteger value) {
        return !numbers.and(Numbers.only(value)).isEmpty();
    }

    private boolean arithmeticFails(Expr.Arithmetic arithmetic, Facts facts) {
        Numbers left = reasoning.numbers(arithmetic.left(), facts);
        Numbers right = reasoning.numbers(arithmetic.right(), facts);
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        boolean division = arithmetic.operation() == Operation.DIVIDE || arithmetic.operation() == Operation.MODULO;
        if (division) {
            boolean least = arithmetic.operation() == Operation.DIVIDE && contains(left, LEAST) && right.contains(-1);
            return right.contains(0) || least;
        }
        Numbers result = RangeArithmetic.of(arithmetic.operation(), left, right);
        return !result.and(Universe.of(arithmetic.type())).equals(result);
    }

    /** Whether an element that is chosen is known to exist: its index is below the size, or its key was asked for. */
    private boolean isThere(Expr.Pick pick, Facts facts) {
        if (pick.when() instanceof Expr.Compare(var _, Relation relation, Expr.Position _, Expr index)
                && relation == Relation.EQ) {
            Numbers places = reasoning.numbers(index, facts);
            Numbers size = reasoning.numbers(new Expr.Count(pick.span(), pick.list()), facts);
            return !places.isEmpty() && !size.isEmpty() && places.low().signum() >= 0
                    && places.high().compareTo(size.low()) < 0;
        }
        Expr asked = new Expr.Quantified(pick.span(), Quantifier.EXISTS, pick.list(), pick.when());
        return facts.of(reasoning.term(asked)) instanceof Numbers known && !known.contains(0);
    }

    private boolean choiceMayFail(Expr.Choice choice, Facts facts) {
        if (reasoning.mayFail(choice.condition(), facts)) {
            return true;
        }
        Facts then = facts.inner();
        if (reasoning.assume(choice.condition(), true, then) && reasoning.mayFail(choice.then(), then)) {
            return true;
        }
        Facts otherwise = facts.inner();
        return reasoning.assume(choice.condition(), false, otherwise)
                && reasoning.mayFail(choice.otherwise(), otherwise);
    }

    private boolean someMayFail(List<Expr> operands, boolean and, Facts facts) {
        Facts sure = facts.inner();
        List<Expr> unsure = unsure(operands, and, sure);
        return unsure.stream().anyMatch(o -> reasoning.mayFail(o, sure));
    }

    /**
     * The operands whose error could be the outcome of the chain. It is only where no operand decides; so the others have a
     * known answer there, from which {@code sure} learns. Empty when that cannot be.
     */
    List<Expr> unsure(List<Expr> operands, boolean and, Facts sure) {
        List<Expr> left = operands;
        while (true) {
            List<Expr> failing = new ArrayList<>();
            List<Expr> safe = new ArrayList<>();
            left.forEach(o -> (reasoning.mayFail(o, sure) ? failing : safe).add(o));
            for (Expr operand : safe) {
                if (!reasoning.assume(operand, and, sure)) {
                    return List.of();
                }
            }
            if (safe.isEmpty() || failing.isEmpty()) {
                return failing;
            }
            left = failing;
        }
    }
}
