package dev.protosieve.engine.typed;

import java.math.BigInteger;

/** Doubles as whole numbers of the same order, so that ranges are ranges of whole numbers; both zeros are one. */
final class DoubleKeys {

    /** All that a double or float may be. */
    static final Numbers ALL = Numbers
            .between(of(Double.NEGATIVE_INFINITY), of(Double.POSITIVE_INFINITY)).withNan(true);

    private DoubleKeys() {
    }

    /** @param value not NaN */
    static BigInteger of(double value) {
        long bits = Double.doubleToRawLongBits(value == 0 ? 0.0 : value);
        return BigInteger.valueOf(bits < 0 ? bits ^ Long.MAX_VALUE : bits);
    }

    static double value(BigInteger key) {
        long bits = key.longValueExact();
        return Double.longBitsToDouble(bits < 0 ? bits ^ Long.MAX_VALUE : bits);
    }
}
