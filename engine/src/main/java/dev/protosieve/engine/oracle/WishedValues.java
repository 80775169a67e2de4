package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.ExprType;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Values next to constants. */
final class WishedValues {

    private WishedValues() {
    }

    /** Some value of the type. */
    static Object one(ExprType type) {
        return switch (type) {
            case BOOL -> false;
            case INT, UINT -> 1L;
            case DOUBLE -> 1.0;
            case STRING -> "a";
            case BYTES -> ByteString.copyFromUtf8("a");
            case TIMESTAMP -> Instant.EPOCH;
            case DURATION -> Duration.ZERO;
        };
    }

    /** A value in that relation to the constant: the constant itself or one near to it, of its type. */
    static Object of(Relation relation, Object constant, RandomGenerator random) {
        boolean exact = switch (relation) {
            case EQ -> true;
            case LE, GE -> random.nextBoolean();
            case NE, LT, GT -> false;
        };
        if (exact) {
            return constant;
        }
        boolean up = relation == Relation.GT || relation == Relation.GE
                || relation == Relation.NE && random.nextBoolean();
        int step = up ? 1 + random.nextInt(3) : -1 - random.nextInt(3);
        return switch (constant) {
            case Boolean value -> !value;
            case Long value -> value + step;
            case Double value -> up ? Math.nextUp(value) : Math.nextDown(value);
            case String value -> up ? value + "a"
                    : value.isEmpty() ? "" : value.substring(0, value.offsetByCodePoints(value.length(), -1));
            case ByteString value -> up ? value.concat(ByteString.copyFromUtf8("a"))
                    : value.substring(0, Math.max(0, value.size() - 1));
            case Instant value -> random.nextBoolean() ? value.plusNanos(step) : value.plusSeconds(step);
            case Duration value -> random.nextBoolean() ? value.plusNanos(step) : value.plusSeconds(step);
            default -> constant;
        };
    }
}
