package dev.protosieve.engine.typed;

import dev.protosieve.engine.typed.Expr.Operation;
import java.math.BigInteger;
import java.util.stream.Stream;

/** Arithmetic over ranges of whole numbers, without a bound on the result. */
final class RangeArithmetic {

    private RangeArithmetic() {
    }

    /** Every {@code a op b} that is defined, and perhaps more. */
    static Numbers of(Operation operation, Numbers left, Numbers right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Numbers.NONE;
        }
        return switch (operation) {
            case ADD -> Numbers.between(left.low().add(right.low()), left.high().add(right.high()));
            case SUBTRACT -> Numbers.between(left.low().subtract(right.high()), left.high().subtract(right.low()));
            case MULTIPLY -> product(left, right);
            case DIVIDE -> quotient(left, right);
            case MODULO -> remainder(left, right);
        };
    }

    private static Numbers product(Numbers left, Numbers right) {
        return Stream.of(left.low().multiply(right.low()), left.low().multiply(right.high()),
                left.high().multiply(right.low()), left.high().multiply(right.high())).map(Numbers::only)
                .reduce(Numbers.NONE, Numbers::or).hull();
    }

    /** Quotients are rounded towards zero, so that none is greater in magnitude than its dividend. */
    private static Numbers quotient(Numbers left, Numbers right) {
        BigInteger most = magnitude(left);
        if (left.low().signum() >= 0 && right.low().signum() > 0) {
            return Numbers.between(left.low().divide(right.high()), left.high().divide(right.low()));
        }
        return Numbers.between(most.negate(), most);
    }

    /** A remainder has the sign of the dividend and is smaller in magnitude than the divisor. */
    private static Numbers remainder(Numbers left, Numbers right) {
        BigInteger most = magnitude(left).min(magnitude(right).subtract(BigInteger.ONE).max(BigInteger.ZERO));
        BigInteger least = left.low().signum() < 0 ? most.negate() : BigInteger.ZERO;
        return Numbers.between(least, left.high().signum() > 0 ? most : BigInteger.ZERO);
    }

    private static BigInteger magnitude(Numbers numbers) {
        return numbers.low().abs().max(numbers.high().abs());
    }
}
