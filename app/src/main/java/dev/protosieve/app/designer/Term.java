package dev.protosieve.app.designer;

import dev.protosieve.engine.typed.ConditionTree;
import dev.protosieve.engine.typed.ConditionTree.Node;
import dev.protosieve.engine.typed.ConditionTree.Role;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block that asks one thing of one place.
 *
 * @param operator one of {@link Operators}
 * @param values CEL text; none where the operator takes none, more than one for {@code in}
 */
record Term(String subject, String operator, List<String> values) {

    private static final Pattern NETWORK = Pattern.compile("(?s)cidr\\s*\\(\\s*(.*?)\\s*\\)");

    Term {
        values = List.copyOf(values);
    }

    /** Empty for groups, for conditions on elements and for text. */
    static Optional<Term> of(Node node, Scope scope) {
        return switch (node) {
            case Node.Not not -> of(not.inner(), scope).filter(t -> isNegatable(not.inner(), t))
                    .map(t -> new Term(t.subject, "!" + t.operator, t.values));
            case Node.Compare c -> compare(c, scope);
            case Node.Member m -> Optional
                    .of(new Term(m.subject().text(), "in", m.values().stream().map(v -> v.text()).toList()));
            case Node.Call call -> call(call);
            case Node.Has has -> Optional.of(new Term(has.field().text(), "has", List.of()));
            case Node.Truth truth -> Optional.of(new Term(truth.subject().text(), "is", List.of()));
            case Node.All _, Node.Any _, Node.Each _, Node.Free _ -> Optional.empty();
        };
    }

    // a comparison has a negation of its own: one around it is shown as such
    private static boolean isNegatable(Node inner, Term test) {
        boolean direct = inner.outer().equals(inner.span()) || inner instanceof Node.Member
                || test.operator.equals("key");
        return direct && !Operators.isNegated(test.operator)
                && !(inner instanceof Node.Compare && !test.operator.equals("key"));
    }

    private static Optional<Term> compare(Node.Compare c, Scope scope) {
        if (c.operator().equals("in")) {
            boolean map = scope.typeOf(c.right().text()).filter(t -> t.kind() == ValueType.Kind.MAP).isPresent();
            return Optional.of(map ? new Term(c.right().text(), "key", List.of(c.left().text()))
                    : new Term(c.left().text(), "in", List.of(c.right().text())));
        }
        String right = c.right().text();
        boolean truth = c.operator().equals("==") && List.of("true", "false").contains(right);
        if (truth && scope.typeOf(c.left().text()).filter(t -> t.kind() == ValueType.Kind.BOOL && t.isNullable())
                .isPresent()) {
            return Optional.of(new Term(c.left().text(), right.equals("true") ? "is" : "!is", List.of()));
        }
        return Optional.of(new Term(c.left().text(), c.operator(), List.of(right)));
    }

    private static Optional<Term> call(Node.Call call) {
        if (!call.function().equals("containsIP")) {
            return Optional.of(new Term(call.subject().text(), call.function(), List.of(call.argument().text())));
        }
        Matcher network = NETWORK.matcher(call.subject().text());
        boolean plain = call.subject().role() == Role.CONSTANT && network.matches();
        return plain ? Optional.of(new Term(call.argument().text(), "containsIP", List.of(network.group(1))))
                : Optional.empty();
    }

    /** Whether a block is drawn as chips in one line. */
    static boolean isLine(Node node, Scope scope) {
        return switch (node) {
            case Node.All _, Node.Any _, Node.Each _ -> false;
            case Node.Not _ -> of(node, scope).isPresent();
            case Node.Compare _, Node.Member _, Node.Call _, Node.Has _, Node.Truth _, Node.Free _ -> true;
        };
    }

    /** The names that a block of that path may use. */
    static Scope scope(ConditionTree tree, List<Integer> path, Scope outer) {
        Scope scope = outer;
        for (int i = 0; i < path.size(); i++) {
            if (tree.at(path.subList(0, i)) instanceof Node.Each each) {
                scope = inside(each, scope);
            }
        }
        return scope;
    }

    /** The names that the condition on each element may use. */
    static Scope inside(Node.Each each, Scope scope) {
        return scope.typeOf(each.list().text()).map(t -> scope.with(each.variable(), t.element())).orElse(scope);
    }
}
