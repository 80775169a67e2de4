package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;

/** Which form a comparison wants its fields in; asked by planner and emitter alike. */
public final class NumberForms {

    private NumberForms() {
    }

    /** Whether a float field is compared with a double field: their order keys have different scales. */
    public static boolean mixesFloatWidths(Expr.Compare compare) {
        return compare.left().type() == ExprType.DOUBLE && compare.left() instanceof Expr.Field left
                && compare.right() instanceof Expr.Field right && isFloat(left) != isFloat(right);
    }

    /** The form that has double's scale. */
    public static NumberForm widened(Expr.Field field) {
        return isFloat(field) ? NumberForm.FLOAT_AS_DOUBLE : NumberForm.of(field.path().last());
    }

    public static boolean isFloat(Expr.Field field) {
        return field.path().last().getType() == FieldDescriptor.Type.FLOAT;
    }
}
