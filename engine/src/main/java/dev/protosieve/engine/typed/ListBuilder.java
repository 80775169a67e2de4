package dev.protosieve.engine.typed;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.CelTrees.Checked;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Quantifier;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.Value.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What looks into lists and maps: macros, {@code in} and brackets. */
final class ListBuilder {

    /** A variable of a macro, which stands for each element in turn. */
    record Variable(String name, Value range) {
    }

    private final Checked checked;
    private final PlaceBuilder places;
    private final TestBuilder tests;
    private final Findings findings;
    private final ExprBuilder expressions;
    private final Deque<Variable> open = new ArrayDeque<>();
    private final LiteralLists literals;

    ListBuilder(Checked checked, Schema schema, TestBuilder tests, Findings findings, ExprBuilder expressions) {
        this.checked = checked;
        this.places = new PlaceBuilder(schema, tests, findings, this::isLookedAt);
        this.tests = tests;
        this.findings = findings;
        this.expressions = expressions;
        this.literals = new LiteralLists(checked, findings, expressions);
    }

    PlaceBuilder places() {
        return places;
    }

    private boolean isLookedAt(Place place) {
        return open.stream().map(v -> place(v.range).fields()).anyMatch(list -> place.fields().size() >= list.size()
                && place.fields().subList(0, list.size()).equals(list));
    }

    private static Place place(Value range) {
        return switch (range) {
            case Value.Elements list -> list.place();
            case Value.Entries map -> map.place();
            case Value.Plain _, Value.Nullable _, Value.Null _, Value.Message _, Value.Address _, Value.Network _ ->
                throw new IllegalStateException("macros run over lists and maps");
        };
    }

    /** Whether a variable of a macro has that name. */
    boolean isVariable(String name) {
        return literals.find(name, depthOf(name)).isPresent() || depthOf(name) > 0;
    }

    /** How many macros over lists of the message are open, up to the innermost that has a variable of that name; 0 for none. */
    private int depthOf(String name) {
        int depth = open.size();
        for (Variable variable : open) {
            if (variable.name.equals(name)) {
                return depth;
            }
            depth--;
        }
        return 0;
    }

    /** A variable of a macro. */
    @Nullable Value element(String name, Span span) {
        Optional<Value> constant = literals.find(name, depthOf(name));
        return constant.isPresent() ? constant.get()
                : element(open.stream().filter(v -> v.name.equals(name)).findFirst().orElseThrow(), span);
    }

    private @Nullable Value element(Variable variable, Span span) {
        if (variable != open.peek()) {
            return outside(span, "'" + variable.name + "'");
        }
        return switch (variable.range) {
            case Value.Elements list -> places.elementOf(list, span);
            case Value.Entries map -> new Value.Plain(PlaceBuilder.key(inside(map), span));
            case Value.Plain _, Value.Nullable _, Value.Null _, Value.Message _, Value.Address _, Value.Network _ ->
                throw new IllegalStateException("variables run over lists and maps");
        };
    }

    private @Nullable Value outside(Span span, String what) {
        findings.error("outside-element", span,
                what + " cannot be read here: each element is judged when it is met, before the rest of the one around it"
                        + " is known",
                "inside of " + open.element().name
                        + ", compare with constants, packet variables, fields of msg and of '"
                        + open.element().name + "'");
        return null;
    }

    /** The entry that is looked at, without the way to its map. */
    private static Value.Entries inside(Value.Entries map) {
        return new Value.Entries(map.span(), map.place().element());
    }

    /** {@code exists}, {@code all} or {@code exists_one}; null when something was reported. */
    @Nullable Expr quantified(CelExpr node, Span span) {
        CelComprehension loop = node.comprehension();
        CelExpr macro = checked.tree().getSource().getMacroCalls().get(node.id());
        String name = macro == null ? "" : macro.call().function();
        Optional<Quantifier> quantifier = Stream.of(Quantifier.values()).filter(q -> q.function().equals(name))
                .findFirst();
        if (quantifier.isEmpty() || !loop.iterVar2().isEmpty()) {
            findings.error("unsupported", span, (name.isEmpty() ? "this macro" : name) + " is not supported",
                    "use exists, all or exists_one with one variable");
            return null;
        }
        if (loop.iterRange().getKind() == CelExpr.ExprKind.Kind.LIST) {
            return literals.quantified(quantifier.get(), loop, body(quantifier.get(), loop), open.size(), span);
        }
        Value range = expressions.value(loop.iterRange());
        return switch (range) {
            case null -> null;
            case Value.Elements list -> over(list, list.place(), quantifier.get(), loop, span);
            case Value.Entries map -> over(map, map.place(), quantifier.get(), loop, span);
            case Value.Plain _, Value.Nullable _, Value.Null _, Value.Message _, Value.Address _, Value.Network _ -> {
                findings.error("unsupported", range.span(), name + " runs over repeated and map fields only",
                        "write msg.list." + name + "(x, x == 1)");
                yield null;
            }
        };
    }

    private @Nullable Expr over(Value range, Place place, Quantifier quantifier, CelComprehension loop, Span span) {
        open.push(new Variable(loop.iterVar(), range));
        Expr body = expressions.condition(body(quantifier, loop));
        open.pop();
        return body == null ? null
                : place.reach(span, new Expr.Quantified(span, quantifier, place.path(), body));
    }

    /** As the macros are expanded: {@code accu || body}, {@code accu && body}, {@code body ? accu + 1 : accu}. */
    private static CelExpr body(Quantifier quantifier, CelComprehension loop) {
        List<CelExpr> step = loop.loopStep().call().args();
        return switch (quantifier) {
            case EXISTS, ALL -> step.get(1);
            case EXISTS_ONE -> step.get(0);
        };
    }

    /** {@code list[0]}, {@code map["key"]}; null when something was reported. */
    @Nullable Value index(CelCall call, Span span) {
        if (isLoopKey(call.args().getLast())) {
            return ownEntry(call.args().getFirst(), span);
        }
        Value holder = expressions.value(call.args().getFirst());
        if (holder == null) {
            return null;
        }
        Expr index = expressions.plain(call.args().getLast());
        if (index == null || isOfElement(index)) {
            return null;
        }
        return switch (holder) {
            case Value.Elements list -> places.element(list, index, span);
            case Value.Entries map -> places.entry(map, index, span);
            case Value.Plain _, Value.Nullable _, Value.Null _, Value.Message _, Value.Address _, Value.Network _ -> {
                findings.error("unsupported", span, "only lists and maps have elements", "");
                yield null;
            }
        };
    }

    private boolean isLoopKey(CelExpr index) {
        return !open.isEmpty() && open.element().range instanceof Value.Entries
                && index.getKind() == CelExpr.ExprKind.Kind.IDENT
                && index.ident().name().equals(open.element().name)
                && literals.find(open.element().name, open.size()).isEmpty();
    }

    /** {@code msg.map[k]} inside of {@code msg.map.exists(k, ...)}: the value of the entry that is looked at. */
    private @Nullable Value ownEntry(CelExpr holder, Span span) {
        Variable key = open.pop();
        Value map = expressions.value(holder);
        open.push(key);
        if (map == null) {
            return null;
        }
        Value.Entries range = (Value.Entries) key.range;
        return map instanceof Value.Entries entries && entries.place().equals(range.place())
                ? places.value(inside(range), span)
                : outside(map.span(), "another map than the one that is looped over");
    }

    /**
     * Whether it depends on the element that a macro looks at, and is reported: to look that up in a list would be one walk over
     * the list for every element.
     */
    private boolean isOfElement(Expr expr) {
        if (!isLookedAt(expr)) {
            return false;
        }
        String element = open.element().name;
        findings.error("outside-element", expr.span(),
                "what depends on '" + element + "' cannot be looked up: that would"
                        + " be a walk over the list for each of its elements",
                "look up constants and fields of msg, or compare: " + element + " == msg.field");
        return true;
    }

    private boolean isLookedAt(Expr expr) {
        boolean here = switch (expr) {
            case Expr.Field field -> isLookedAt(field.path());
            case Expr.Has has -> isLookedAt(has.path());
            case Expr.Count count -> isLookedAt(count.list());
            case Expr.Quantified all -> isLookedAt(all.list());
            case Expr.Pick pick -> isLookedAt(pick.list());
            case Expr.Literal _, Expr.Header _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _,
                    Expr.Size _, Expr.Arithmetic _, Expr.Negate _, Expr.Choice _, Expr.Position _, Expr.Time _, Expr.Decoded _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _ ->
                false;
        };
        return here || expr.parts().stream().anyMatch(this::isLookedAt);
    }

    private boolean isLookedAt(FieldPath path) {
        return isLookedAt(new Place(path.fields(), List.of(), false));
    }

    /** {@code x in [a, b]} is {@code x == a || x == b} (CEL language definition, "List of operators"). */
    @Nullable Expr in(CelCall call, Span span) {
        CelExpr right = call.args().getLast();
        if (right.getKind() == CelExpr.ExprKind.Kind.LIST) {
            return inConstants(call.args().getFirst(), right, span);
        }
        Expr subject = expressions.plain(call.args().getFirst());
        Value range = expressions.value(right);
        if (subject == null || range == null) {
            return null;
        }
        if (isOfElement(subject)) {
            return null;
        }
        if (!(subject instanceof Literal || subject instanceof Expr.Header || subject instanceof Expr.Field)) {
            findings.error("unsupported", subject.span(), "only constants and fields are looked up",
                    "compare in a macro: .exists(x, x == ...)");
            return null;
        }
        return switch (range) {
            case Value.Elements list -> inList(subject, list, span);
            case Value.Entries map -> places.hasKey(map, subject, span);
            case Value.Plain _, Value.Nullable _, Value.Null _, Value.Message _, Value.Address _, Value.Network _ -> {
                findings.error("unsupported", range.span(), "'in' looks into lists, repeated fields and maps",
                        "write the values: in [1, 2]");
                yield null;
            }
        };
    }

    private @Nullable Expr inList(Expr subject, Value.Elements list, Span span) {
        Value element = places.elementOf(list, list.span());
        if (!(element instanceof Value.Plain value)) {
            findings.error("unsupported", list.span(), "messages cannot be compared as a whole",
                    "use exists and compare a field: .exists(x, x.id == 1)");
            return null;
        }
        Expr same = tests.compare(span, Relation.EQ, value.expr(), subject);
        return same == null ? null : list.place().reach(span,
                new Expr.Quantified(span, Quantifier.EXISTS, list.place().path(), same));
    }

    private @Nullable Expr inConstants(CelExpr left, CelExpr right, Span span) {
        Value subject = expressions.value(left);
        if (right.list().elements().isEmpty()) {
            findings.error("empty-list", checked.ranges().of(right), "nothing is in an empty list", "name a value");
            return null;
        }
        List<Expr> found = new ArrayList<>();
        boolean whole = subject != null;
        for (CelExpr element : right.list().elements()) {
            Value value = constant(element);
            Expr same = subject == null || value == null ? null
                    : expressions.compare(checked.ranges().of(element), Relation.EQ, subject, value);
            whole &= same != null;
            if (same != null) {
                found.add(same);
            }
        }
        if (!whole) {
            return null;
        }
        return found.size() == 1 ? found.getFirst() : new Expr.Or(span, found);
    }

    private @Nullable Value constant(CelExpr element) {
        Value value = expressions.value(element);
        if (value instanceof Value.Address) {
            return value;
        }
        Expr plain = expressions.plain(value);
        if (plain != null && !(plain instanceof Literal || plain instanceof Expr.Field)) {
            findings.error("unsupported", plain.span(), "lists hold constants and fields only",
                    "compare with == and combine with ||");
            return null;
        }
        return plain == null ? null : new Value.Plain(plain);
    }
}
