package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Expr.Compare;
import dev.protosieve.engine.typed.Expr.Field;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.Expr.StringTest;
import dev.protosieve.engine.typed.ExprType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Values of fields that make a condition true, or nearly: a guess for tests, not a solver. */
final class RuleWishes {

    /** Elements that a list or map should have. */
    record Elements(int count) {
    }

    /** Any value, if only the field is there. */
    record Something() {
    }

    private static final int MOST_ELEMENTS = 40;

    private final RandomGenerator random;
    private final Map<FieldPath, Object> values = new HashMap<>();

    private RuleWishes(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Values by path: Boolean, Long, Double, String, ByteString, {@link Something}, and {@link Elements} for lists. A path
     * through a list or map is about one element of it.
     */
    static Map<FieldPath, Object> of(Expr condition, RandomGenerator random) {
        RuleWishes wishes = new RuleWishes(random);
        wishes.wish(condition, true);
        return wishes.values;
    }

    private void wish(Expr expr, boolean outcome) {
        switch (expr) {
            case Field field when field.type() == ExprType.BOOL -> values.put(field.path(), outcome);
            case Expr.Not not -> wish(not.operand(), !outcome);
            case Expr.And and -> several(and.operands(), outcome, outcome);
            case Expr.Or or -> several(or.operands(), outcome, !outcome);
            case Compare compare -> equalSides(compare,
                    outcome ? compare.relation() : opposite(compare.relation()));
            case StringTest test -> test(test, test.subject(), outcome);
            case Expr.Has has when outcome -> values.putIfAbsent(has.path(), new Something());
            case Expr.Quantified all -> quantified(all, outcome);
            case Expr.Pick pick -> {
                wish(pick.when(), true);
                wish(pick.value(), outcome);
            }
            case Expr.Choice choice -> {
                boolean then = random.nextBoolean();
                wish(choice.condition(), then);
                wish(then ? choice.then() : choice.otherwise(), outcome);
            }
            case Literal _, Expr.Header _, Field _, Expr.Has _, Expr.Size _, Expr.Count _, Expr.Arithmetic _,
                    Expr.Negate _, Expr.Position _, Expr.Time _, Expr.Decoded _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _ ->
                {
                }
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

    private void quantified(Expr.Quantified all, boolean outcome) {
        if (all.body() instanceof Literal) {
            if (outcome) {
                values.putIfAbsent(all.list(), new Elements(1));
            }
            return;
        }
        wish(all.body(), outcome);
    }

    private void equalSides(Compare compare, Relation relation) {
        if (compare.right() instanceof Literal literal) {
            becomes(compare.left(), relation, literal);
        } else if (compare.left() instanceof Field a && compare.right() instanceof Field b) {
            Object shared = WishedValues.of(Relation.EQ, WishedValues.one(a.type()), random);
            values.put(a.path(), shared);
            values.put(b.path(), shared);
        }
    }

    /** Makes the value of an expression stand in that relation to a constant. */
    private void becomes(Expr expr, Relation relation, Literal literal) {
        switch (expr) {
            case Field field -> values.put(field.path(), WishedValues.of(relation, literal.value(), random));
            case Expr.Pick pick -> {
                wish(pick.when(), true);
                becomes(pick.value(), relation, literal);
            }
            case Expr.Size size when size.subject() instanceof Field field -> {
                int count = count(relation, literal);
                values.put(field.path(), size.subject().type() == ExprType.BYTES
                        ? ByteString.copyFrom(new byte[count])
                        : random.nextBoolean() ? "é".repeat(count) : "x".repeat(count));
            }
            case Expr.Decoded decoded -> becomes(decoded.text(), relation, literal);
            case Expr.Count count -> values.put(count.list(), new Elements(count(relation, literal)));
            case Expr.Position position ->
                values.put(position.list(), new Elements(1 + count(relation, literal) + random.nextInt(2)));
            case Expr.Negate negate -> becomes(negate.operand(), relation.mirrored(),
                    new Literal(literal.span(), literal.type(), -(Long) literal.value()));
            case Expr.Arithmetic arithmetic -> solved(arithmetic, relation, literal);
            case Expr.Choice choice -> {
                boolean then = random.nextBoolean();
                wish(choice.condition(), then);
                becomes(then ? choice.then() : choice.otherwise(), relation, literal);
            }
            case Expr.Time time -> time(time, WishedValues.of(relation, literal.value(), random));
            case Literal _, Expr.Header _, Expr.Size _, Expr.PacketRead _, Expr.Failure _ -> {
            }
            case Expr.Predicate predicate ->
                wish(predicate, (relation == Relation.EQ) == Boolean.TRUE.equals(literal.value()));
        }
    }

    /** At most {@link #MOST_ELEMENTS}. */
    private int count(Relation relation, Literal literal) {
        return Math.clamp((Long) WishedValues.of(relation, literal.value(), random), 0, MOST_ELEMENTS);
    }

    /** Sums and differences with a constant are solved; others get operands that do not overflow, or just do. */
    private void solved(Expr.Arithmetic arithmetic, Relation relation, Literal literal) {
        if (!(arithmetic.left() instanceof Field field)) {
            return;
        }
        long wanted = (Long) WishedValues.of(relation, literal.value(), random);
        if (arithmetic.right() instanceof Literal(var _, var _, Long known)) {
            values.put(field.path(), switch (arithmetic.operation()) {
                case ADD -> wanted - known;
                case SUBTRACT -> wanted + known;
                case MULTIPLY -> known == 0 ? wanted : wanted / known;
                case DIVIDE -> wanted * known;
                case MODULO -> wanted;
            });
        } else if (random.nextBoolean()) {
            values.put(field.path(), wanted);
        }
    }

    private void time(Expr.Time time, Object wanted) {
        switch (wanted) {
            case Instant instant -> time(time, instant.getEpochSecond(), instant.getNano());
            case Duration duration -> time(time, duration.toSeconds(), duration.toNanosPart());
            default -> throw new IllegalArgumentException("no time: " + wanted);
        }
    }

    private void time(Expr.Time time, long seconds, long nanos) {
        if (time.seconds() instanceof Field field) {
            values.put(field.path(), seconds);
        }
        if (time.nanos() instanceof Field field) {
            values.put(field.path(), nanos);
        }
    }

    private void test(StringTest test, Expr subject, boolean outcome) {
        if (subject instanceof Expr.Decoded decoded) {
            test(test, decoded.text(), outcome);
        } else if (subject instanceof Expr.Pick pick) {
            wish(pick.when(), true);
            test(test, pick.value(), outcome);
        } else if (subject instanceof Field field && test.automaton().isPresent()) {
            values.put(field.path(), PatternWish.text(test.automaton().get(), random, outcome));
        } else if (subject instanceof Field field) {
            String part = (String) test.argument().value();
            String more = random.nextBoolean() ? "" : "xé".repeat(random.nextInt(12));
            values.put(field.path(), !outcome ? more : switch (test.predicate()) {
                case CONTAINS -> more + part + "z".repeat(random.nextInt(12));
                case STARTS_WITH -> part + more;
                case ENDS_WITH -> more + part;
                case MATCHES -> throw new IllegalStateException("a pattern has an automaton");
            });
        }
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
}
