package dev.protosieve.engine.typed;

import dev.protosieve.engine.text.Span;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Expressions without their places; those that mean the same are one object. */
final class Terms {

    private final Map<Expr, Expr> known = new IdentityHashMap<>();
    private final Map<Expr, Expr> same = new HashMap<>();

    Expr of(Expr expr) {
        Expr term = known.get(expr);
        if (term == null) {
            term = one(placeless(expr));
            known.put(expr, term);
        }
        return term;
    }

    /** The one that means the same. */
    Expr one(Expr term) {
        Expr first = same.putIfAbsent(term, term);
        return first == null ? term : first;
    }

    private Expr placeless(Expr expr) {
        Span none = Span.NONE;
        return switch (expr) {
            case Expr.Literal(var _, ExprType type, Object value) -> new Expr.Literal(none, type, value);
            case Expr.Field(var _, ExprType type, var path) -> new Expr.Field(none, type, path);
            case Expr.Header(var _, HeaderField field) -> new Expr.Header(none, field);
            case Expr.Not(var _, Expr operand) -> new Expr.Not(none, of(operand));
            case Expr.And(var _, List<Expr> operands) -> new Expr.And(none, all(operands));
            case Expr.Or(var _, List<Expr> operands) -> new Expr.Or(none, all(operands));
            case Expr.Compare(var _, var relation, Expr left, Expr right) ->
                new Expr.Compare(none, relation, of(left), of(right));
            case Expr.StringTest(var _, var predicate, Expr subject, Expr.Literal argument, var _) ->
                new Expr.StringTest(none, predicate, of(subject), (Expr.Literal) of(argument));
            case Expr.AddressIn(var _, var field, var network) -> new Expr.AddressIn(none, field, network);
            case Expr.SameAddress _ -> new Expr.SameAddress(none);
            case Expr.PacketRead(var _, int bytes, Expr offset) -> new Expr.PacketRead(none, bytes, of(offset));
            case Expr.Decoded(var _, Expr text) -> new Expr.Decoded(none, of(text));
            case Expr.Has(var _, var path) -> new Expr.Has(none, path);
            case Expr.Size(var _, Expr subject) -> new Expr.Size(none, of(subject));
            case Expr.Count(var _, var list) -> new Expr.Count(none, list);
            case Expr.Arithmetic(var _, ExprType type, var operation, Expr left, Expr right) ->
                new Expr.Arithmetic(none, type, operation, of(left), of(right));
            case Expr.Negate(var _, Expr operand) -> new Expr.Negate(none, of(operand));
            case Expr.Choice(var _, ExprType type, Expr condition, Expr then, Expr otherwise) ->
                new Expr.Choice(none, type, of(condition), of(then), of(otherwise));
            case Expr.Quantified(var _, var quantifier, var list, Expr body) ->
                new Expr.Quantified(none, quantifier, list, of(body));
            case Expr.Pick(var _, var list, Expr when, Expr value) -> new Expr.Pick(none, list, of(when), of(value));
            case Expr.Position(var _, var list) -> new Expr.Position(none, list);
            case Expr.Time(var _, ExprType type, Expr seconds, Expr nanos) ->
                new Expr.Time(none, type, of(seconds), of(nanos));
            case Expr.Failure(var _, ExprType type) -> new Expr.Failure(none, type);
        };
    }

    private List<Expr> all(List<Expr> operands) {
        return operands.stream().map(this::of).toList();
    }
}
