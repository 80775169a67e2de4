package dev.protosieve.engine.typed;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.CelTrees.Checked;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Operation;
import dev.protosieve.engine.typed.Expr.Quantifier;
import dev.protosieve.engine.typed.Expr.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Macros over lists that stand in the condition, {@code [1, 2].exists(x, msg.a == x)}: the body is there once for each element. */
final class LiteralLists {

    /** Bodies of one condition; lists inside of lists multiply. */
    private static final int MOST_BODIES = 1_000;

    /**
     * A variable that stands for an element.
     *
     * @param depth how many macros over lists of the message are open around it
     */
    private record Variable(String name, Value value, int depth) {
    }

    private final Checked checked;
    private final Findings findings;
    private final ExprBuilder expressions;
    private final Deque<Variable> open = new ArrayDeque<>();
    private int bodies;

    LiteralLists(Checked checked, Findings findings, ExprBuilder expressions) {
        this.checked = checked;
        this.findings = findings;
        this.expressions = expressions;
    }

    /** @param depth of the innermost macro over a list of the message whose variable has that name, and would hide others */
    Optional<Value> find(String name, int depth) {
        return open.stream().filter(v -> v.name.equals(name)).findFirst().filter(v -> v.depth >= depth)
                .map(Variable::value);
    }

    /**
     * Null when something was reported.
     *
     * @param depth how many macros over lists of the message are open
     */
    @Nullable Expr quantified(Quantifier quantifier, CelComprehension loop, CelExpr body, int depth, Span span) {
        List<Value> elements = elements(loop.iterRange());
        if (elements == null) {
            return null;
        }
        List<Expr> all = new ArrayList<>();
        for (Value element : elements) {
            if (++bodies > MOST_BODIES) {
                findings.error("too-large", span, "macros over lists in the condition repeat what they ask more than "
                        + MOST_BODIES + " times", "write in [1, 2], or divide the condition into several rules");
                return null;
            }
            open.push(new Variable(loop.iterVar(), element, depth));
            Expr one = expressions.condition(body);
            open.pop();
            if (one == null) {
                return null;
            }
            all.add(one);
        }
        return combined(quantifier, all, span);
    }

    /** As many errors are absorbed as by the macros: {@code ||} and {@code &&} take any number of operands. */
    private static Expr combined(Quantifier quantifier, List<Expr> all, Span span) {
        return switch (quantifier) {
            case EXISTS -> all.size() == 1 ? all.getFirst() : new Expr.Or(span, all);
            case ALL -> all.size() == 1 ? all.getFirst() : new Expr.And(span, all);
            case EXISTS_ONE -> {
                Expr sum = counted(all.getFirst());
                for (Expr next : all.subList(1, all.size())) {
                    sum = new Expr.Arithmetic(span, ExprType.INT, Operation.ADD, sum, counted(next));
                }
                yield new Expr.Compare(span, Relation.EQ, sum, number(span, 1));
            }
        };
    }

    private static Expr counted(Expr condition) {
        Span span = condition.span();
        return new Expr.Choice(span, ExprType.INT, condition, number(span, 1), number(span, 0));
    }

    private static Expr number(Span span, long value) {
        return new Literal(span, ExprType.INT, value);
    }

    /** Constants, which cannot fail: an error in one element is one of the whole list. */
    private @Nullable List<Value> elements(CelExpr list) {
        if (list.list().elements().isEmpty()) {
            findings.error("empty-list", checked.ranges().of(list), "nothing is in an empty list", "name a value");
            return null;
        }
        List<Value> elements = new ArrayList<>();
        for (CelExpr element : list.list().elements()) {
            Expr value = expressions.plain(element);
            if (value == null) {
                return null;
            }
            if (!(value instanceof Literal)) {
                findings.error("unsupported", value.span(), "a list that a macro runs over holds constants only",
                        "compare with == and combine with ||");
                return null;
            }
            elements.add(new Value.Plain(value));
        }
        return elements;
    }
}
