package dev.protosieve.engine.typed;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.compiler.CelCompiler;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions to checked CEL trees. All conditions of a file are checked in one go, as the elements of one list that stands
 * where they stand: CEL builds its tables of standard functions for each check, which takes longer than the check.
 */
final class CelTrees {

    /** What is told about mistakes. */
    interface Reporter {

        /** @param text the characters of the token */
        void syntax(CelIssue issue, Span token, String text);

        /** @param tree the parsed tree of all conditions, in which the issue's id is found */
        void type(CelIssue issue, Span at, CelExpr tree, CelRanges ranges);
    }

    /** A condition that CEL accepts; of any type. */
    record Checked(Condition condition, CelExpr root, CelAbstractSyntaxTree tree, CelRanges ranges) {
    }

    private final CelCompiler compiler;
    private final String content;
    private final Reporter reporter;

    CelTrees(CelCompiler compiler, String content, Reporter reporter) {
        this.compiler = compiler;
        this.content = content;
        this.reporter = reporter;
    }

    /** In the order given; conditions with mistakes are reported and left out. */
    List<Checked> check(List<Condition> conditions) {
        if (conditions.isEmpty()) {
            return List.of();
        }
        boolean together = conditions.stream().allMatch(c -> CelText.standsAlone(CelText.withoutComments(c.text())));
        String text = jointText(conditions);
        CelValidationResult result = compiler.parse(text);
        if (together && !result.hasError()) {
            return checkTypes(conditions, tree(result), new CelRanges(text, result.getSource()));
        }
        List<Condition> readable = conditions.stream().filter(this::parsesAlone).toList();
        if (readable.size() < conditions.size()) {
            return check(readable);
        }
        throw new IllegalStateException("each condition parses, all of them do not: " + result.getErrorString());
    }

    /** The elements of a list at their own places: everything around the conditions becomes spaces. */
    private String jointText(List<Condition> conditions) {
        StringBuilder text = new StringBuilder(" ".repeat(content.length() + 2));
        for (Condition condition : conditions) {
            int start = condition.span().start();
            int end = condition.span().end();
            text.replace(start, end, CelText.withoutComments(condition.text()));
            text.setCharAt(start - 1, '(');
            text.setCharAt(end, ')');
            text.setCharAt(end + 1, ',');
        }
        text.setCharAt(conditions.getFirst().span().start() - 2, '[');
        text.setCharAt(conditions.getLast().span().end() + 1, ']');
        return text.toString();
    }

    /** @param result one without errors */
    private static CelAbstractSyntaxTree tree(CelValidationResult result) {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException("a result without errors has a tree", e);
        }
    }

    private boolean parsesAlone(Condition condition) {
        String text = CelText.withoutComments(condition.text());
        CelValidationResult result = compiler.parse(text);
        CelRanges ranges = new CelRanges(text, result.getSource());
        int start = condition.span().start();
        result.getErrors().stream().limit(1).forEach(issue -> {
            Span token = ranges.token(ranges.offset(offset(issue, result)));
            reporter.syntax(issue, token.shifted(start), text.substring(token.start(), token.end()));
        });
        return !result.hasError();
    }

    private static int offset(CelIssue issue, CelValidationResult result) {
        return result.getSource().getLocationOffset(issue.getSourceLocation()).orElse(0);
    }

    private List<Checked> checkTypes(List<Condition> conditions, CelAbstractSyntaxTree parsed, CelRanges ranges) {
        CelValidationResult result = compiler.check(parsed);
        Set<Condition> wrong = new HashSet<>();
        for (CelIssue issue : result.getErrors()) {
            int at = ranges.offset(offset(issue, result));
            reporter.type(issue, new Span(at, at), parsed.getExpr(), ranges);
            wrong.add(holder(conditions, at));
        }
        if (!result.hasError()) {
            return elements(conditions, tree(result), ranges);
        }
        return check(conditions.stream().filter(c -> !wrong.contains(c)).toList());
    }

    private static Condition holder(List<Condition> conditions, int offset) {
        return conditions.stream().filter(c -> c.span().touches(offset)).findFirst().orElseThrow();
    }

    private static List<Checked> elements(List<Condition> conditions, CelAbstractSyntaxTree tree, CelRanges ranges) {
        List<Checked> checked = new ArrayList<>();
        List<CelExpr> roots = tree.getExpr().list().elements();
        for (int i = 0; i < conditions.size(); i++) {
            checked.add(new Checked(conditions.get(i), roots.get(i), tree, ranges));
        }
        return checked;
    }

    /** The node with that id, or null. */
    static @Nullable CelExpr find(CelExpr in, long id) {
        if (in.id() == id) {
            return in;
        }
        for (CelExpr child : children(in)) {
            CelExpr found = find(child, id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The selection whose operand is that node, or null. */
    static @Nullable CelExpr holderOf(CelExpr in, CelExpr operand) {
        if (in.getKind() == CelExpr.ExprKind.Kind.SELECT && in.select().operand().id() == operand.id()) {
            return in;
        }
        for (CelExpr child : children(in)) {
            CelExpr found = holderOf(child, operand);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static List<CelExpr> children(CelExpr node) {
        return switch (node.getKind()) {
            case SELECT -> List.of(node.select().operand());
            case CALL -> {
                List<CelExpr> all = new ArrayList<>(node.call().args());
                node.call().target().ifPresent(t -> all.addFirst(t));
                yield all;
            }
            case LIST -> node.list().elements();
            case STRUCT -> node.struct().entries().stream().map(e -> e.value()).toList();
            case MAP -> node.map().entries().stream().map(e -> e.value()).toList();
            case COMPREHENSION -> List.of(node.comprehension().iterRange(), node.comprehension().accuInit(),
                    node.comprehension().loopCondition(), node.comprehension().loopStep(),
                    node.comprehension().result());
            case CONSTANT, IDENT, NOT_SET -> List.of();
        };
    }
}
