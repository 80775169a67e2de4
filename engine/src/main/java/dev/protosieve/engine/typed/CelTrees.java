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
 * Conditions to checked CEL trees. Neighbouring conditions are checked in one go, as the elements of one list that stands where
 * they stand: CEL builds its tables of standard functions for each check, which takes longer than the check. Groups are small,
 * since CEL's time grows with the square of the operators in one check.
 */
final class CelTrees {

    /** What is told about mistakes. */
    interface Reporter {

        /** @param text the characters of the token */
        void syntax(CelIssue issue, Span token, String text);

        /** @param tree the parsed tree of some conditions, in which the issue's id is found */
        void type(CelIssue issue, Span at, CelExpr tree, CelRanges ranges);

        /** A condition that nothing is known of, because {@code what} is too much. */
        void tooLarge(Span condition, String what);
    }

    /** A condition that CEL accepts; of any type. */
    record Checked(Condition condition, CelExpr root, CelAbstractSyntaxTree tree, CelRanges ranges) {
    }

    /** Characters of the conditions that are checked together, unless one alone has more. */
    private static final int GROUP = 3_000;
    /** Characters of one condition, and of all: longer ones would take CEL minutes. */
    private static final int LONGEST = 256 << 10;
    private static final int LONGEST_TOGETHER = 4 << 20;
    /** Conditions with mistakes that are told. */
    private static final int MOST_WRONG = 200;

    /** Characters of the list around its first element, and around its last. */
    private static final int BEFORE = 2;

    private final CelCompiler compiler;
    private final String content;
    private final Reporter reporter;
    private int length;
    private int wrong;

    CelTrees(CelCompiler compiler, String content, Reporter reporter) {
        this.compiler = compiler;
        this.content = content;
        this.reporter = reporter;
    }

    /** In the order given, which is that of the file; conditions with mistakes are reported and left out. */
    List<Checked> check(List<Condition> conditions) {
        List<Checked> checked = new ArrayList<>();
        List<Condition> group = new ArrayList<>();
        int size = 0;
        for (Condition condition : conditions) {
            if (condition.span().length() > LONGEST) {
                wrong++;
                reporter.tooLarge(condition.span(), "a condition of " + condition.span().length() + " characters");
                continue;
            }
            length += condition.span().length();
            if (wrong >= MOST_WRONG || length > LONGEST_TOGETHER) {
                reporter.tooLarge(condition.span(), wrong >= MOST_WRONG
                        ? "what stands behind " + MOST_WRONG + " conditions with mistakes"
                        : "what stands behind " + LONGEST_TOGETHER + " characters of conditions");
                return checked;
            }
            if (size + condition.span().length() > GROUP && !group.isEmpty()) {
                checked.addAll(checkGroup(group));
                group.clear();
                size = 0;
            }
            group.add(condition);
            size += condition.span().length();
        }
        checked.addAll(checkGroup(group));
        return checked;
    }

    private List<Checked> checkGroup(List<Condition> conditions) {
        if (conditions.isEmpty()) {
            return List.of();
        }
        boolean together = conditions.stream().allMatch(c -> CelText.standsAlone(CelText.withoutComments(c.text())));
        String text = jointText(conditions);
        CelValidationResult result = compiler.parse(text);
        if (together && !result.hasError()) {
            return checkTypes(conditions, tree(result),
                    new CelRanges(text, conditions.getFirst().span().start() - BEFORE, result.getSource()));
        }
        List<Condition> readable = conditions.stream().filter(this::parsesAlone).toList();
        if (readable.size() < conditions.size()) {
            return checkGroup(readable);
        }
        throw new IllegalStateException("each condition parses, all of them do not: " + result.getErrorString());
    }

    /** The elements of a list at their own places: everything between the conditions becomes spaces. */
    private static String jointText(List<Condition> conditions) {
        int base = conditions.getFirst().span().start() - BEFORE;
        StringBuilder text = new StringBuilder(" ".repeat(conditions.getLast().span().end() + BEFORE - base));
        for (Condition condition : conditions) {
            int start = condition.span().start() - base;
            int end = condition.span().end() - base;
            text.replace(start, end, CelText.withoutComments(condition.text()));
            text.setCharAt(start - 1, '(');
            text.setCharAt(end, ')');
            text.setCharAt(end + 1, ',');
        }
        text.setCharAt(0, '[');
        text.setCharAt(text.length() - 1, ']');
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
        CelRanges ranges = new CelRanges(text, condition.span().start(), result.getSource());
        result.getErrors().stream().limit(1).forEach(issue -> {
            Span token = ranges.token(ranges.offset(offset(issue, result)));
            reporter.syntax(issue, token, content.substring(token.start(), token.end()));
            wrong++;
        });
        return !result.hasError();
    }

    private static int offset(CelIssue issue, CelValidationResult result) {
        return result.getSource().getLocationOffset(issue.getSourceLocation()).orElse(0);
    }

    private List<Checked> checkTypes(List<Condition> conditions, CelAbstractSyntaxTree parsed, CelRanges ranges) {
        if (conditions.size() == 1) {
            Condition alone = conditions.getFirst();
            CelExpr root = parsed.getExpr().list().elements().getFirst();
            int operators = CelParts.operators(root);
            if (operators > CelParts.FEW) {
                return checkLarge(alone, root, operators, parsed, ranges);
            }
        }
        CelValidationResult result = compiler.check(parsed);
        if (!result.hasError()) {
            return elements(conditions, tree(result), ranges);
        }
        Set<Condition> mistaken = report(conditions, result, parsed, ranges);
        return checkGroup(conditions.stream().filter(c -> !mistaken.contains(c)).toList());
    }

    private Set<Condition> report(List<Condition> conditions, CelValidationResult result, CelAbstractSyntaxTree parsed,
            CelRanges ranges) {
        Set<Condition> mistaken = new HashSet<>();
        for (CelIssue issue : result.getErrors()) {
            int at = ranges.offset(offset(issue, result));
            reporter.type(issue, new Span(at, at), parsed.getExpr(), ranges);
            mistaken.add(holder(conditions, at));
        }
        wrong += mistaken.size();
        return mistaken;
    }

    /** The operands of a long {@code &&} or {@code ||} are checked some at a time. */
    private List<Checked> checkLarge(Condition condition, CelExpr root, int operators, CelAbstractSyntaxTree parsed,
            CelRanges ranges) {
        CelParts parts = new CelParts(root);
        if (operators > CelParts.MOST || parts.largest() > CelParts.MOST_IN_ONE) {
            wrong++;
            reporter.tooLarge(condition.span(), operators > CelParts.MOST
                    ? "a condition of " + operators + " operators" : "a part of " + parts.largest()
                            + " operators without && or || on its top level");
            return List.of();
        }
        for (CelAbstractSyntaxTree some : parts.trees(parsed)) {
            CelValidationResult result = compiler.check(some);
            if (result.hasError()) {
                report(List.of(condition), result, parsed, ranges);
                return List.of();
            }
            parts.add(tree(result));
        }
        CelAbstractSyntaxTree whole = parts.whole(parsed);
        return List.of(new Checked(condition, whole.getExpr(), whole, ranges));
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

    static List<CelExpr> children(CelExpr node) {
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
