package dev.protosieve.engine.emit;

import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.ExprType;
import java.util.Arrays;

/** Comparisons that are decided before the program runs. */
final class Constants {

    private Constants() {
    }

    /** CEL's answer for two literals of one type. */
    static boolean holds(Relation relation, Expr.Literal left, Expr.Literal right) {
        return switch (left.type()) {
            case DOUBLE -> doubles(relation, (Double) left.value(), (Double) right.value());
            case BOOL -> TextCode.holds(relation, Boolean.compare((Boolean) left.value(), (Boolean) right.value()));
            case INT, UINT -> TextCode.holds(relation, left.type() == ExprType.INT
                    ? Long.compare((Long) left.value(), (Long) right.value())
                    : Long.compareUnsigned((Long) left.value(), (Long) right.value()));
            case STRING, BYTES ->
                TextCode.holds(relation, Arrays.compareUnsigned(TextCode.bytes(left), TextCode.bytes(right)));
        };
    }

    private static boolean doubles(Relation relation, double left, double right) {
        return switch (relation) {
            case EQ -> left == right;
            case NE -> left != right;
            case LT -> left < right;
            case LE -> left <= right;
            case GT -> left > right;
            case GE -> left >= right;
        };
    }
}
