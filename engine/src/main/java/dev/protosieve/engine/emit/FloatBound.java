package dev.protosieve.engine.emit;

import dev.protosieve.engine.plan.OrderKey;
import dev.protosieve.engine.typed.Expr.Relation;

/**
 * A comparison of a float with a double, turned into one of two floats: {@code x < 0.1} holds for the floats below the
 * double 0.1, which are those up to the largest float below it.
 *
 * @param key of the float to compare with, by {@link OrderKey}; {@link Long#MAX_VALUE} for a value no float equals
 */
record FloatBound(Relation relation, long key) {

    static FloatBound of(Relation relation, double value) {
        float nearest = (float) value;
        if (nearest == value) {
            return new FloatBound(relation, OrderKey.of(nearest));
        }
        float below = nearest < value ? nearest : Math.nextDown(nearest);
        return switch (relation) {
            case EQ, NE -> new FloatBound(relation, Long.MAX_VALUE);
            case LT, LE -> new FloatBound(Relation.LE, OrderKey.of(below));
            case GT, GE -> new FloatBound(Relation.GT, OrderKey.of(below));
        };
    }
}
