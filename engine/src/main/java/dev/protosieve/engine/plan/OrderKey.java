package dev.protosieve.engine.plan;

/**
 * IEEE 754 numbers as signed 64-bit integers of the same order, so that instructions without floating point can compare
 * them: -0.0 and 0.0 share a key, and all NaNs share {@link #NAN}, which no other number has.
 */
public final class OrderKey {

    /** Below every number, infinite ones included. */
    public static final long NAN = Long.MIN_VALUE;

    private OrderKey() {
    }

    public static long of(double value) {
        if (Double.isNaN(value)) {
            return NAN;
        }
        long bits = Double.doubleToRawLongBits(value == 0 ? 0.0 : value);
        return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
    }

    public static long of(float value) {
        if (Float.isNaN(value)) {
            return NAN;
        }
        int bits = Float.floatToRawIntBits(value == 0 ? 0.0f : value);
        return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
    }
}
