package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.typed.Expr;

/** Which form an expression wants its fields in; asked by planner and emitter alike. */
public final class NumberForms {

    private NumberForms() {
    }

    /** The form of a field whose value is computed with: all floating-point numbers have double's scale. */
    public static NumberForm value(Expr.Field field) {
        return isFloat(field) ? NumberForm.FLOAT_AS_DOUBLE : own(field.path().last());
    }

    /** The form of a field that is one side of a comparison: a float keeps its scale beside a constant or a float. */
    public static NumberForm compared(Expr.Field field, Expr.Compare compare) {
        return isFloat(field) && keepsScale(compare.left()) && keepsScale(compare.right()) ? NumberForm.FLOAT
                : value(field);
    }

    private static boolean keepsScale(Expr side) {
        return side instanceof Expr.Literal || side instanceof Expr.Field field && isFloat(field);
    }

    /** Values in maps keep unknown numbers of closed enums: the whole entry is left out because of them. */
    private static NumberForm own(FieldDescriptor field) {
        NumberForm form = NumberForm.of(field);
        return form == NumberForm.CLOSED_ENUM && field.getContainingType().getOptions().getMapEntry()
                ? NumberForm.INT32 : form;
    }

    public static boolean isFloat(Expr.Field field) {
        return field.path().last().getType() == FieldDescriptor.Type.FLOAT;
    }
}
