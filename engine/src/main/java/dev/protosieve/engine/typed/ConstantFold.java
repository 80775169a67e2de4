package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.Expr.StringPredicate;
import java.time.Duration;
import java.time.Instant;

/** Computes what has no field in it. */
final class ConstantFold {

    private ConstantFold() {
    }

    /** @param left and right of one type */
    static boolean compare(Relation relation, Literal left, Literal right) {
        if (left.value() instanceof Double a && right.value() instanceof Double b) {
            return compare(relation, a.doubleValue(), b.doubleValue());
        }
        int order = order(left, right);
        return switch (relation) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    /** Java's own operators are those of IEEE 754: nothing but {@code !=} holds for a NaN, and -0 equals 0. */
    private static boolean compare(Relation relation, double a, double b) {
        return switch (relation) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
        };
    }

    private static int order(Literal left, Literal right) {
        return switch (left.type()) {
            case BOOL -> Boolean.compare((Boolean) left.value(), (Boolean) right.value());
            case INT -> Long.compare((Long) left.value(), (Long) right.value());
            case UINT -> Long.compareUnsigned((Long) left.value(), (Long) right.value());
            case DOUBLE -> throw new IllegalArgumentException("doubles have no total order");
            case STRING -> octets(ByteString.copyFromUtf8((String) left.value()),
                    ByteString.copyFromUtf8((String) right.value()));
            case BYTES -> octets((ByteString) left.value(), (ByteString) right.value());
            case TIMESTAMP -> ((Instant) left.value()).compareTo((Instant) right.value());
            case DURATION -> ((Duration) left.value()).compareTo((Duration) right.value());
        };
    }

    /** By unsigned octet, which for UTF-8 is by code point. */
    private static int octets(ByteString a, ByteString b) {
        return ByteString.unsignedLexicographicalComparator().compare(a, b);
    }

    static boolean test(StringPredicate predicate, String subject, String argument) {
        return switch (predicate) {
            case CONTAINS -> subject.contains(argument);
            case STARTS_WITH -> subject.startsWith(argument);
            case ENDS_WITH -> subject.endsWith(argument);
            case MATCHES -> throw new IllegalArgumentException("a pattern is folded by its automaton");
        };
    }
}
