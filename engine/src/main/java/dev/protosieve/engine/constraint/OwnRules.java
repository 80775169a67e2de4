package dev.protosieve.engine.constraint;

import build.buf.validate.Rule;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.protosieve.engine.typed.CelText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Rules that a schema writes itself, in CEL over {@code this}. They give true when all is well, or a text that says what is not:
 * an empty one, then, when all is well.
 */
final class OwnRules {

    private static final String THIS = "this";
    private static final Set<String> OTHERS = Set.of("now", "rules", "rule");
    private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS).build();

    private OwnRules() {
    }

    /** @param subject what {@code this} is */
    static List<Demand> of(List<Rule> rules, List<String> expressions, String subject) {
        return Stream.concat(rules.stream().map(r -> of(r.getId(),
                r.getMessage().isEmpty() ? r.getExpression() : r.getMessage(), r.getExpression(), subject)),
                expressions.stream().map(e -> of(e, e, e, subject))).toList();
    }

    private static Demand of(String id, String words, String expression, String subject) {
        String line = CelText.withoutComments(expression).replaceAll("\\s*\\R\\s*", " ").strip();
        String shown = words.replaceAll("\\s+", " ").strip();
        try {
            CelAbstractSyntaxTree tree = PARSER.parse(line).getAst();
            return fault(id, shown, line, tree, subject);
        } catch (CelValidationException _) {
            return Demand.unknown(id, shown, "its expression is no CEL");
        }
    }

    private static Demand fault(String id, String words, String line, CelAbstractSyntaxTree tree, String subject) {
        int[] points = line.codePoints().toArray();
        SortedSet<Integer> places = new TreeSet<>();
        List<String> other = new ArrayList<>();
        CelNavigableAst.fromAst(tree).getRoot().allNodes().map(n -> n.expr())
                .filter(e -> e.getKind() == CelExpr.ExprKind.Kind.IDENT).forEach(e -> {
                    if (e.ident().name().equals(THIS)) {
                        places.add(tree.getSource().getPositionsMap().getOrDefault(e.id(), -1));
                    } else if (OTHERS.contains(e.ident().name())) {
                        other.add(e.ident().name());
                    }
                });
        if (!other.isEmpty()) {
            return Demand.unknown(id, words, other.getFirst().equals("now") ? "filters know no date"
                    : "it reads " + other.getFirst());
        }
        CelExpr root = tree.getExpr();
        if (root.getKind() == CelExpr.ExprKind.Kind.CALL && root.call().function().equals("_?_:_")
                && isText(root.call().args().get(1)) && isText(root.call().args().get(2))) {
            int question = tree.getSource().getPositionsMap().getOrDefault(root.id(), -1);
            return choice(id, words, replaced(points, question, places, subject), root);
        }
        String condition = replaced(points, points.length, places, subject);
        return Demand.met(id, words, Cel.tight("!(" + condition + ")"));
    }

    private static boolean isText(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static Demand choice(String id, String words, String condition, CelExpr root) {
        long open = condition.chars().filter(c -> c == '(').count() - condition.chars().filter(c -> c == ')').count();
        boolean wellWhenTrue = root.call().args().get(1).constant().stringValue().isEmpty();
        boolean wellWhenFalse = root.call().args().get(2).constant().stringValue().isEmpty();
        if (open != 0 || wellWhenTrue == wellWhenFalse) {
            return Demand.unknown(id, words, "its expression chooses between texts in a way that is not understood");
        }
        return Demand.met(id, words, Cel.tight((wellWhenTrue ? "!(" : "(") + condition + ")"));
    }

    /** The first characters with the subject in the places of {@code this}. */
    private static String replaced(int[] points, int end, SortedSet<Integer> places, String subject) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int place : places.headSet(end)) {
            text.append(new String(points, at, place - at)).append(subject);
            at = place + THIS.length();
        }
        return text.append(new String(points, at, end - at)).toString().strip();
    }
}
