package dev.protosieve.engine.typed;

import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A condition as blocks can show it. */
public sealed interface ConditionShape {

    /** Where it stands in the rule file. */
    Span span();

    /** @param value as people type it, see {@link Operators#render}; empty when the operator takes none */
    record Test(Span span, FieldPath path, Operator operator, String value) implements ConditionShape {
    }

    /** All parts hold. */
    record All(Span span, List<ConditionShape> parts) implements ConditionShape {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** One of the parts holds. */
    record Any(Span span, List<ConditionShape> parts) implements ConditionShape {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** The rule has no condition, or {@code true}. */
    record Always(Span span) implements ConditionShape {
    }

    /** Blocks cannot show it: text is the only form. */
    record Text(Span span) implements ConditionShape {
    }

    /** A tree of tests, or {@link Text} when one part is none. */
    static ConditionShape of(Expr condition) {
        return condition instanceof Literal(Span span, ExprType _, Object value) && Boolean.TRUE.equals(value)
                ? new Always(span)
                : part(condition).orElseGet(() -> new Text(condition.span()));
    }

    private static Optional<ConditionShape> part(Expr expr) {
        return switch (expr) {
            case Expr.And and -> parts(and.operands()).map(p -> new All(and.span(), p));
            case Expr.Or or -> parts(or.operands()).map(p -> new Any(or.span(), p));
            case Expr.Field field -> Optional.of(new Test(field.span(), field.path(), Operator.IS_TRUE, ""));
            case Expr.Not not -> negated(not);
            case Expr.Compare compare -> comparison(compare);
            case Expr.StringTest test -> textTest(test, test.span(), false);
            case Literal _, Expr.Header _ -> Optional.empty();
        };
    }

    private static Optional<List<ConditionShape>> parts(List<Expr> operands) {
        List<ConditionShape> parts = new ArrayList<>();
        operands.forEach(o -> part(o).ifPresent(parts::add));
        return parts.size() == operands.size() ? Optional.of(parts) : Optional.empty();
    }

    private static Optional<ConditionShape> negated(Expr.Not not) {
        return switch (not.operand()) {
            case Expr.Field field -> Optional.of(new Test(not.span(), field.path(), Operator.IS_FALSE, ""));
            case Expr.StringTest test -> textTest(test, not.span(), true);
            case Literal _, Expr.Header _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _ -> Optional.empty();
        };
    }

    private static Optional<ConditionShape> comparison(Expr.Compare compare) {
        if (!(compare.left() instanceof Expr.Field field) || !(compare.right() instanceof Literal literal)) {
            return Optional.empty();
        }
        if (field.type() == ExprType.BOOL) {
            return switch (compare.relation()) {
                case EQ, NE -> {
                    boolean wanted = (Boolean) literal.value() == (compare.relation() == Expr.Relation.EQ);
                    yield Optional.of(new Test(compare.span(), field.path(),
                            wanted ? Operator.IS_TRUE : Operator.IS_FALSE, ""));
                }
                case LT, LE, GT, GE -> Optional.empty();
            };
        }
        return Stream.of(Operator.values()).filter(o -> o.relation().filter(compare.relation()::equals).isPresent())
                .findFirst().map(o -> new Test(compare.span(), field.path(), o,
                        ValueText.of(literal, field.path().last())));
    }

    private static Optional<ConditionShape> textTest(Expr.StringTest test, Span span, boolean negated) {
        if (!(test.subject() instanceof Expr.Field field)) {
            return Optional.empty();
        }
        return Stream.of(Operator.values())
                .filter(o -> o.negated() == negated && o.predicate().filter(test.predicate()::equals).isPresent())
                .findFirst().map(o -> new Test(span, field.path(), o, (String) test.argument().value()));
    }
}
