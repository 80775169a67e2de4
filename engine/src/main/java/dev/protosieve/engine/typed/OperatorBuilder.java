package dev.protosieve.engine.typed;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Operation;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.Expr.StringPredicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Operators and functions over values; null when something was reported. */
final class OperatorBuilder {

    private static final Map<String, Relation> RELATIONS = Map.of("_==_", Relation.EQ, "_!=_", Relation.NE, "_<_",
            Relation.LT, "_<=_", Relation.LE, "_>_", Relation.GT, "_>=_", Relation.GE);
    private static final Map<String, StringPredicate> PREDICATES = Map.of("contains", StringPredicate.CONTAINS,
            "startsWith", StringPredicate.STARTS_WITH, "endsWith", StringPredicate.ENDS_WITH);
    private static final Map<String, Operation> OPERATIONS = Map.of("_+_", Operation.ADD, "_-_", Operation.SUBTRACT,
            "_*_", Operation.MULTIPLY, "_/_", Operation.DIVIDE, "_%_", Operation.MODULO);

    private final ExprBuilder expressions;
    private final TestBuilder tests;
    private final AddressBuilder addresses;
    private final Findings findings;

    OperatorBuilder(ExprBuilder expressions, TestBuilder tests, AddressBuilder addresses, Findings findings) {
        this.expressions = expressions;
        this.tests = tests;
        this.addresses = addresses;
        this.findings = findings;
    }

    /** What a call of CEL's standard functions means, but for those of lists, maps and addresses. */
    @Nullable Expr build(CelExpr node, Span span) {
        CelCall call = node.call();
        return switch (call.function()) {
            case "_&&_", "_||_" -> logical(node, span);
            case "!_" -> {
                Expr operand = expressions.condition(call.args().getFirst());
                yield operand == null ? null : new Expr.Not(span, operand);
            }
            case "_?_:_" -> choice(call, span);
            case "size" -> size(call.target().orElseGet(() -> call.args().getFirst()), span);
            case "matches" -> matches(call, span);
            case "bytes", "string" -> converted(call, span);
            case "-_" -> negated(call.args().getFirst(), span);
            default -> operator(node, span);
        };
    }

    private @Nullable Expr operator(CelExpr node, Span span) {
        CelCall call = node.call();
        Relation relation = RELATIONS.get(call.function());
        if (relation != null) {
            Value left = expressions.value(call.args().getFirst());
            Value right = left == null ? null : expressions.value(call.args().getLast());
            return left == null || right == null ? null : compare(span, relation, left, right);
        }
        Operation operation = OPERATIONS.get(call.function());
        if (operation != null) {
            return arithmetic(call, operation, span);
        }
        StringPredicate predicate = PREDICATES.get(call.function());
        return predicate != null && call.target().isPresent() ? test(call, predicate, span)
                : unsupported(span, Unsupported.what(call.function()), Unsupported.instead(call.function()));
    }

    private @Nullable Expr logical(CelExpr node, Span span) {
        List<CelExpr> parts = new ArrayList<>();
        flatten(node, node.call().function(), parts);
        List<@Nullable Expr> operands = new ArrayList<>();
        parts.forEach(p -> operands.add(expressions.condition(p)));
        if (operands.contains(null)) {
            return null;
        }
        List<Expr> whole = operands.stream().map(Objects::requireNonNull).toList();
        return node.call().function().equals("_&&_") ? new Expr.And(span, whole) : new Expr.Or(span, whole);
    }

    private static void flatten(CelExpr node, String function, List<CelExpr> into) {
        if (node.getKind() == CelExpr.ExprKind.Kind.CALL && node.call().function().equals(function)) {
            node.call().args().forEach(a -> flatten(a, function, into));
        } else {
            into.add(node);
        }
    }

    private @Nullable Expr choice(CelCall call, Span span) {
        Expr condition = expressions.condition(call.args().get(0));
        Expr then = expressions.plain(call.args().get(1));
        Expr otherwise = expressions.plain(call.args().get(2));
        return condition == null || then == null || otherwise == null ? null
                : new Expr.Choice(span, then.type(), condition, then, otherwise);
    }

    private @Nullable Expr size(CelExpr subject, Span span) {
        Value value = expressions.value(subject);
        return switch (value) {
            case Value.Elements list -> list.place().reach(span, new Expr.Count(span, list.place().path()));
            case Value.Entries map -> map.place().reach(span, new Expr.Count(span, map.place().path()));
            case null, default -> {
                Expr text = expressions.plain(value);
                yield text == null ? null : tests.size(span, text);
            }
        };
    }

    /** {@code bytes(text)}, whose octets are the same, or {@code string(octets)}, an error where they are no UTF-8. */
    private @Nullable Expr converted(CelCall call, Span span) {
        Expr value = expressions.plain(call.args().getFirst());
        if (!(value instanceof Expr.Field(Span _, ExprType type, FieldPath path))) {
            return value == null ? null
                    : unsupported(span, Unsupported.what(call.function()), Unsupported.instead(call.function()));
        }
        boolean text = call.function().equals("string");
        if (type == (text ? ExprType.STRING : ExprType.BYTES)) {
            return value;
        }
        boolean octets = text ? type == ExprType.BYTES : type == ExprType.STRING && path.last().needsUtf8Check();
        if (!octets) {
            return unsupported(span, Unsupported.what(call.function()), Unsupported.instead(call.function()));
        }
        return text ? new Expr.Decoded(span, new Expr.Field(span, ExprType.STRING, path))
                : new Expr.Field(span, ExprType.BYTES, path);
    }

    private @Nullable Expr negated(CelExpr operand, Span span) {
        Expr value = expressions.plain(operand);
        if (value != null && value.type() != ExprType.INT) {
            return unsupported(span, "arithmetic is for int and uint only", "negate the constant: msg.x == -1.5");
        }
        return value == null ? null : new Expr.Negate(span, value);
    }

    private @Nullable Expr arithmetic(CelCall call, Operation operation, Span span) {
        Expr left = expressions.plain(call.args().getFirst());
        Expr right = left == null ? null : expressions.plain(call.args().getLast());
        if (left == null || right == null) {
            return null;
        }
        if (left.type() != right.type() || left.type() != ExprType.INT && left.type() != ExprType.UINT) {
            return unsupported(span, "arithmetic is for int and uint only", switch (left.type()) {
                case STRING, BYTES -> "test the parts one by one: msg.a.startsWith(\"x\")";
                case TIMESTAMP, DURATION -> "compute the constant: msg.time > timestamp(\"2026-01-01T00:00:00Z\")";
                case BOOL, INT, UINT, DOUBLE ->
                    "move the constant to the other side: msg.x > 9.0 for msg.x + 1.0 > 10.0";
            });
        }
        return new Expr.Arithmetic(span, left.type(), operation, left, right);
    }

    /** Null is equal to null only, and in no order with anything. */
    @Nullable Expr compare(Span span, Relation relation, Value left, Value right) {
        if (left instanceof Value.Address a && right instanceof Value.Address b) {
            return addresses.compare(span, relation, a, b);
        }
        boolean equality = relation == Relation.EQ || relation == Relation.NE;
        if (equality && left instanceof Value.Nullable a && right instanceof Value.Null) {
            return relation == Relation.EQ ? new Expr.Not(span, a.present()) : a.present();
        }
        if (equality && left instanceof Value.Null && right instanceof Value.Nullable) {
            return compare(span, relation, right, left);
        }
        if (equality && (left instanceof Value.Nullable || right instanceof Value.Nullable)) {
            return maybeEqual(span, relation, left, right);
        }
        Expr a = expressions.plain(left);
        Expr b = a == null ? null : expressions.plain(right);
        return a == null || b == null ? null : tests.compare(span, relation, a, b);
    }

    private @Nullable Expr maybeEqual(Span span, Relation relation, Value left, Value right) {
        Expr a = left instanceof Value.Nullable maybe ? maybe.expr() : expressions.plain(left);
        Expr b = a == null ? null : right instanceof Value.Nullable maybe ? maybe.expr() : expressions.plain(right);
        Expr same = a == null || b == null ? null : tests.compare(span, Relation.EQ, a, b);
        if (same == null) {
            return null;
        }
        List<Expr> all = new ArrayList<>();
        Stream.of(left, right).forEach(v -> {
            if (v instanceof Value.Nullable maybe) {
                all.add(maybe.present());
            }
        });
        all.add(same);
        Expr equal = new Expr.And(span, all);
        if (left instanceof Value.Nullable x && right instanceof Value.Nullable y) {
            equal = new Expr.Or(span, List.of(equal, new Expr.And(span,
                    List.of(new Expr.Not(span, x.present()), new Expr.Not(span, y.present())))));
        }
        return relation == Relation.EQ ? equal : new Expr.Not(span, equal);
    }

    private @Nullable Expr test(CelCall call, StringPredicate predicate, Span span) {
        Expr subject = expressions.plain(call.target().orElseThrow());
        Expr argument = expressions.plain(call.args().getFirst());
        if (subject == null || argument == null) {
            return null;
        }
        return argument instanceof Literal constant ? tests.test(span, predicate, subject, constant)
                : unsupported(argument.span(), predicate.function() + " takes a constant only",
                        "write the text: " + predicate.function() + "(\"text\")");
    }

    /** {@code text.matches(pattern)} or {@code matches(text, pattern)}. */
    private @Nullable Expr matches(CelCall call, Span span) {
        Expr subject = expressions.plain(call.target().orElseGet(() -> call.args().getFirst()));
        Expr argument = expressions.plain(call.args().getLast());
        if (subject == null || argument == null) {
            return null;
        }
        return argument instanceof Literal pattern
                ? tests.matches(span, subject, pattern, expressions.text(pattern.span()))
                : unsupported(argument.span(), "matches takes a constant only", "write the pattern: matches(\"^a+$\")");
    }

    private @Nullable Expr unsupported(Span span, String what, String instead) {
        findings.error("unsupported", span, what, instead);
        return null;
    }
}
