package dev.protosieve.engine.typed;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/** Which values an expression may have. */
final class Ranges {

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    private final Reasoning reasoning;

    Ranges(Reasoning reasoning) {
        this.reasoning = reasoning;
    }

    Numbers numbers(Expr expr, Facts facts) {
        if (expr instanceof Expr.Literal literal) {
            return constant(literal);
        }
        Numbers possible = computed(expr, facts);
        return facts.of(reasoning.term(expr)) instanceof Numbers known ? possible.and(known) : possible;
    }

    private static Numbers constant(Expr.Literal literal) {
        return switch (literal.value()) {
            case Boolean bool -> Numbers.only(bool ? 1 : 0);
            case Long whole -> Numbers.only(literal.type() == ExprType.UINT
                    ? new BigInteger(Long.toUnsignedString(whole)) : BigInteger.valueOf(whole));
            case Double real -> real.isNaN() ? Numbers.NONE.withNan(true) : Numbers.only(DoubleKeys.of(real));
            case Instant at -> Numbers.only(nanos(at.getEpochSecond(), at.getNano()));
            case Duration span -> Numbers.only(nanos(span.getSeconds(), span.getNano()));
            default -> throw new IllegalArgumentException(literal + " is no number");
        };
    }

    private static BigInteger nanos(long seconds, int nanos) {
        return BigInteger.valueOf(seconds).multiply(NANOS).add(BigInteger.valueOf(nanos));
    }

    private Numbers computed(Expr expr, Facts facts) {
        return switch (expr) {
            case Expr.Literal literal -> constant(literal);
            case Expr.Field field -> Universe.of(field.path().last(), field.type());
            case Expr.Header header -> Universe.of(header.field());
            case Expr.Size size -> Universe.SIZE.and(reasoning.texts(size.subject(), facts).sizes());
            case Expr.Count _, Expr.Position _ -> Universe.SIZE;
            case Expr.Arithmetic all -> RangeArithmetic.of(all.operation(), reasoning.numbers(all.left(), facts),
                    reasoning.numbers(all.right(), facts)).and(Universe.of(all.type()));
            case Expr.Negate negate ->
                reasoning.numbers(negate.operand(), facts).negated().and(Universe.of(ExprType.INT));
            case Expr.Choice choice -> either(choice, facts);
            case Expr.Pick pick -> reasoning.numbers(pick.value(), facts.inner());
            case Expr.Time time -> Universe.of(time.type());
            case Expr.PacketRead read -> Universe.ofBytes(read.bytes());
            case Expr.Decoded _ -> throw new IllegalArgumentException(expr + " is no number");
            case Expr.Failure _ -> Numbers.NONE;
            case Expr.Predicate predicate -> {
                Truth truth = reasoning.truth(predicate, facts);
                Numbers yes = truth.yes() ? Numbers.only(1) : Numbers.NONE;
                yield truth.no() ? yes.or(Numbers.only(0)) : yes;
            }
        };
    }

    private Numbers either(Expr.Choice choice, Facts facts) {
        Facts chosen = facts.inner();
        Numbers then = reasoning.assume(choice.condition(), true, chosen) ? reasoning.numbers(choice.then(), chosen)
                : Numbers.NONE;
        Facts other = facts.inner();
        return reasoning.assume(choice.condition(), false, other)
                ? then.or(reasoning.numbers(choice.otherwise(), other)) : then;
    }

    Texts texts(Expr expr, Facts facts) {
        if (expr instanceof Expr.Literal literal) {
            return Texts.only(literal.value());
        }
        return facts.of(reasoning.term(expr)) instanceof Texts known ? known : Texts.ALL;
    }
}
