package dev.protosieve.app.session;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.rule.RuleSyntax;
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

    private final Map<List<Integer>, TreeSet<Integer>> rulesByPath;

    private FieldUse(Map<List<Integer>, TreeSet<Integer>> rulesByPath) {
        this.rulesByPath = rulesByPath;
    }

    public static FieldUse of(TypedRules typed) {
        Map<List<Integer>, TreeSet<Integer>> found = new HashMap<>();
        for (TypedRule rule : typed.rules()) {
            visit(rule.condition(), rule.number(), found);
        }
        return new FieldUse(found);
    }

    private static void visit(Expr expr, int rule, Map<List<Integer>, TreeSet<Integer>> found) {
        switch (expr) {
            case Expr.Field field ->
                found.computeIfAbsent(key(field.path().fields()), _ -> new TreeSet<>()).add(rule);
            case Expr.Not not -> visit(not.operand(), rule, found);
            case Expr.And and -> and.operands().forEach(o -> visit(o, rule, found));
            case Expr.Or or -> or.operands().forEach(o -> visit(o, rule, found));
            case Expr.Compare compare -> {
                visit(compare.left(), rule, found);
                visit(compare.right(), rule, found);
            }
            case Expr.StringTest test -> visit(test.subject(), rule, found);
            case Expr.Literal _, Expr.Header _ -> {
            }
        }
    }

    // field numbers, because two schemas of two compiles have different descriptors for the same field
    private static List<Integer> key(List<FieldDescriptor> path) {
        return path.stream().map(FieldDescriptor::getNumber).toList();
    }

    /** Numbers of the rules that read exactly that field, ascending. */
    public List<Integer> rulesReading(List<FieldDescriptor> path) {
        return List.copyOf(rulesByPath.getOrDefault(key(path), new TreeSet<>()));
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
