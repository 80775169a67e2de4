package dev.protosieve.app.session;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which rule reads which field. */
public final class FieldUse {

    public static final FieldUse NONE = new FieldUse(Map.of());

    private final Map<List<String>, TreeSet<Integer>> rulesByPath;

    private FieldUse(Map<List<String>, TreeSet<Integer>> rulesByPath) {
        this.rulesByPath = rulesByPath;
    }

    public static FieldUse of(TypedRules typed) {
        Map<List<String>, TreeSet<Integer>> found = new HashMap<>();
        for (TypedRule rule : typed.rules()) {
            rule.exprs().forEach(e -> visit(e, rule.number(), found));
        }
        return new FieldUse(found);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldUse use && rulesByPath.equals(use.rulesByPath);
    }

    @Override
    public int hashCode() {
        return rulesByPath.hashCode();
    }

    /** Where an expression or a part of it reads the field that {@link #names} names so. */
    static List<Span> readings(Expr expr, List<String> field) {
        List<Span> spans = new ArrayList<>();
        if (reads(expr, field)) {
            spans.add(expr.span());
        }
        expr.parts().forEach(e -> spans.addAll(readings(e, field)));
        return spans;
    }

    /** Whether an expression itself reads that field. */
    static boolean reads(Expr expr, List<String> field) {
        return path(expr).filter(p -> names(p.fields()).equals(field)).isPresent();
    }

    private static void visit(Expr expr, int rule, Map<List<String>, TreeSet<Integer>> found) {
        path(expr).ifPresent(path -> note(path, rule, found));
        expr.parts().forEach(e -> visit(e, rule, found));
    }

    /** The field that an expression itself reads, apart from what its parts read. */
    static Optional<FieldPath> path(Expr expr) {
        return switch (expr) {
            case Expr.Field field -> Optional.of(field.path());
            case Expr.Has has -> Optional.of(has.path());
            case Expr.Count count -> Optional.of(count.list());
            case Expr.Quantified all -> Optional.of(all.list());
            case Expr.Pick pick -> Optional.of(pick.list());
            case Expr.Literal _, Expr.Header _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _,
                    Expr.Size _, Expr.Arithmetic _, Expr.Negate _, Expr.Choice _, Expr.Position _, Expr.Time _, Expr.Decoded _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _ ->
                Optional.empty();
        };
    }

    private static void note(FieldPath path, int rule, Map<List<String>, TreeSet<Integer>> found) {
        found.computeIfAbsent(names(path.fields()), _ -> new TreeSet<>()).add(rule);
    }

    /** Full names, because two schemas of two compiles have different descriptors for the same field. */
    public static List<String> names(List<FieldDescriptor> path) {
        return path.stream().map(FieldDescriptor::getFullName).toList();
    }

    /** Numbers of the rules that read exactly that field, ascending. */
    public List<Integer> rulesReading(List<FieldDescriptor> path) {
        return List.copyOf(rulesByPath.getOrDefault(names(path), new TreeSet<>()));
    }

    /** The name in the file's {@code message} statement. */
    public static Optional<String> messageName(RuleSyntax syntax) {
        return syntax.statements().stream().filter(RuleSyntax.Statement.Message.class::isInstance)
                .map(s -> ((RuleSyntax.Statement.Message) s).name().text()).findFirst();
    }

    /** A path with one more field behind it. */
    public static List<FieldDescriptor> append(List<FieldDescriptor> path, FieldDescriptor field) {
        List<FieldDescriptor> longer = new ArrayList<>(path);
        longer.add(field);
        return List.copyOf(longer);
    }
}
