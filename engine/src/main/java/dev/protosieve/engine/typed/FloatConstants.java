package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** A float field has no value between two floats, so that it is equal to few of the doubles that can be written. */
final class FloatConstants {

    private FloatConstants() {
    }

    /** False for a float field and a constant that no float is. */
    static boolean mayBeEqual(Expr left, Expr right) {
        return !(isFloat(left) && right instanceof Expr.Literal(var _, var _, Double value)) || isFloat(value);
    }

    private static boolean isFloat(double value) {
        return (float) value == value;
    }

    private static boolean isFloat(Expr expr) {
        return switch (expr) {
            case Expr.Field field -> field.path().last().getType() == FieldDescriptor.Type.FLOAT;
            case Expr.Pick pick -> isFloat(pick.value());
            default -> false;
        };
    }
}
