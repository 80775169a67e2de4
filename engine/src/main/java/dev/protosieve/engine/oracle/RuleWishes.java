package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Expr.Compare;
import dev.protosieve.engine.typed.Expr.Field;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.Expr.StringTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Values of fields that make a condition true, or nearly: a guess for tests, not a solver. */
final class RuleWishes {

    private final RandomGenerator random;
    private final Map<FieldPath, Object> values = new HashMap<>();

    private RuleWishes(RandomGenerator random) {
        this.random = random;
    }

    /** Values by path: Boolean, Long, Double, String or ByteString. */
    static Map<FieldPath, Object> of(Expr condition, RandomGenerator random) {
        RuleWishes wishes = new RuleWishes(random);
        wishes.wish(condition, true);
        return wishes.values;
    }

    private void wish(Expr expr, boolean outcome) {
        switch (expr) {
            case Literal _, Expr.Header _ -> {
            }
            case Field field -> values.put(field.path(), outcome);
            case Expr.Not not -> wish(not.operand(), !outcome);
            case Expr.And and -> several(and.operands(), outcome, outcome);
            case Expr.Or or -> several(or.operands(), outcome, !outcome);
            case Compare compare -> compare(compare, outcome);
            case StringTest test -> test(test, outcome);
            case Expr.Has _, Expr.Size _, Expr.Count _, Expr.Arithmetic _, Expr.Negate _, Expr.Choice _,
                    Expr.Quantified _, Expr.Pick _, Expr.Position _, Expr.Time _, Expr.Decoded _, Expr.Failure _ ->
                expr.parts().forEach(e -> wish(e, outcome));
        }
    }

    /** @param every whether all operands are needed, or one of them */
    private void several(List<Expr> operands, boolean outcome, boolean every) {
        if (every) {
            operands.forEach(o -> wish(o, outcome));
        } else {
            wish(operands.get(random.nextInt(operands.size())), outcome);
        }
    }

    private void compare(Compare compare, boolean outcome) {
        if (compare.left() instanceof Field field && compare.right() instanceof Literal literal) {
            values.put(field.path(), value(outcome ? compare.relation() : opposite(compare.relation()), literal));
        } else if (compare.left() instanceof Field a && compare.right() instanceof Field b) {
            Object shared = value(Relation.EQ, new Literal(a.span(), a.type(), zero(a)));
            values.put(a.path(), shared);
            values.put(b.path(), shared);
        }
    }

    private static Object zero(Field field) {
        return switch (field.type()) {
            case BOOL -> false;
            case INT, UINT -> 1L;
            case DOUBLE -> 1.0;
            case STRING -> "a";
            case BYTES -> ByteString.copyFromUtf8("a");
            case TIMESTAMP -> Instant.EPOCH;
            case DURATION -> Duration.ZERO;
        };
    }

    private static Relation opposite(Relation relation) {
        return switch (relation) {
            case EQ -> Relation.NE;
            case NE -> Relation.EQ;
            case LT -> Relation.GE;
            case LE -> Relation.GT;
            case GT -> Relation.LE;
            case GE -> Relation.LT;
        };
    }

    private Object value(Relation relation, Literal literal) {
        boolean exact = switch (relation) {
            case EQ -> true;
            case LE, GE -> random.nextBoolean();
            case NE, LT, GT -> false;
        };
        if (exact) {
            return literal.value();
        }
        boolean up = relation == Relation.GT || relation == Relation.GE
                || relation == Relation.NE && random.nextBoolean();
        int step = up ? 1 + random.nextInt(3) : -1 - random.nextInt(3);
        return switch (literal.value()) {
            case Boolean value -> !value;
            case Long value -> value + step;
            case Double value -> up ? Math.nextUp(value) : Math.nextDown(value);
            case String value -> up ? value + "a"
                    : value.isEmpty() ? "" : value.substring(0, value.offsetByCodePoints(value.length(), -1));
            case ByteString value -> up ? value.concat(ByteString.copyFromUtf8("a"))
                    : value.substring(0, Math.max(0, value.size() - 1));
            default -> literal.value();
        };
    }

    private void test(StringTest test, boolean outcome) {
        if (!(test.subject() instanceof Field field)) {
            return;
        }
        String part = (String) test.argument().value();
        String more = random.nextBoolean() ? "" : "xé".repeat(random.nextInt(12));
        values.put(field.path(), !outcome ? more : switch (test.predicate()) {
            case CONTAINS -> more + part + "z".repeat(random.nextInt(12));
            case STARTS_WITH -> part + more;
            case ENDS_WITH -> more + part;
        });
    }
}
