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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rules that a schema writes itself, in CEL over {@code this}. They give true when all is well, or a text that says what is not:
 * an empty one, then, when all is well.
 */
final class OwnRules {

    private static final String THIS = "this";
    private static final String RULE = "rule";
    /** What protovalidate adds to CEL (protovalidate, "Standard library extensions"). */
    private static final Set<String> ADDED = Set.of("isEmail", "isHostname", "isHostAndPort", "isIp", "isIpPrefix",
            "isUri", "isUriRef", "isNan", "isInf", "unique", "getField");
    private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS).build();

    private OwnRules() {
    }

    /** @param subject what {@code this} is */
    static List<Demand> of(List<Rule> rules, List<String> expressions, String subject) {
        return Stream.concat(rules.stream().map(r -> of(r, subject, Optional.empty())), expressions.stream()
                .map(e -> of(e, e, e, Map.of(THIS, subject)))).toList();
    }

    /** @param constant what {@code rule} is, in a rule that was defined beforehand; empty in others */
    static Demand of(Rule rule, String subject, Optional<String> constant) {
        Map<String, String> names = constant.map(c -> Map.of(THIS, subject, RULE, c)).orElse(Map.of(THIS, subject));
        return of(rule.getId(), rule.getMessage().isEmpty() ? rule.getExpression() : rule.getMessage(),
                rule.getExpression(), names);
    }

    private static Demand of(String id, String words, String expression, Map<String, String> names) {
        String shown = words.replaceAll("\\s+", " ").strip();
        return CelText.onOneLine(CelText.withoutComments(expression)).map(line -> ofLine(id, shown, line, names))
                .orElse(Demand.unknown(id, shown, "it has a text of several lines"));
    }

    private static Demand ofLine(String id, String shown, String line, Map<String, String> names) {
        try {
            CelAbstractSyntaxTree tree = PARSER.parse(line).getAst();
            List<CelExpr> nodes = nodes(tree);
            String why = why(tree.getExpr(), nodes, names);
            return why.isEmpty() ? fault(id, shown, line, tree, nodes, names) : Demand.unknown(id, shown, why);
        } catch (CelValidationException _) {
            return Demand.unknown(id, shown, "its expression is no CEL");
        }
    }

    private static List<CelExpr> nodes(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree).getRoot().allNodes().map(n -> n.expr()).toList();
    }

    /** Why it cannot become a condition; empty when nothing is against it. */
    private static String why(CelExpr root, List<CelExpr> nodes, Map<String, String> names)
            throws CelValidationException {
        Set<String> taken = new HashSet<>();
        for (String stands : names.values()) {
            nodes(PARSER.parse(stands).getAst()).stream().filter(n -> n.getKind() == CelExpr.ExprKind.Kind.IDENT)
                    .forEach(n -> taken.add(n.ident().name()));
        }
        for (CelExpr node : nodes) {
            String name = node.getKind() == CelExpr.ExprKind.Kind.IDENT ? node.ident().name() : "";
            if (name.equals("now")) {
                return "filters know no date";
            }
            if ((name.equals("rules") || name.equals(RULE)) && !names.containsKey(name)) {
                return "it reads " + name;
            }
            if (node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION
                    && (taken.contains(node.comprehension().iterVar())
                            || names.containsKey(node.comprehension().iterVar()))) {
                return "its variable " + node.comprehension().iterVar() + " is taken here; give it another name";
            }
            if (node.getKind() == CelExpr.ExprKind.Kind.CALL && ADDED.contains(node.call().function())) {
                return "filters have no function " + node.call().function();
            }
        }
        boolean sum = root.getKind() == CelExpr.ExprKind.Kind.CALL
                && Set.of("_+_", "_-_", "_*_", "_/_", "_%_", "-_", "format").contains(root.call().function());
        return sum ? "its expression is neither true nor false" : "";
    }

    private static Demand fault(String id, String words, String line, CelAbstractSyntaxTree tree,
            List<CelExpr> nodes, Map<String, String> names) {
        Map<Long, Integer> positions = tree.getSource().getPositionsMap();
        Edits edits = new Edits(line);
        nodes.stream().filter(e -> e.getKind() == CelExpr.ExprKind.Kind.IDENT && names.containsKey(e.ident().name()))
                .forEach(e -> edits.name(positions.getOrDefault(e.id(), -1), e.ident().name(),
                        names.get(e.ident().name())));
        CelExpr root = tree.getExpr();
        List<CelExpr> leaves = leaves(root).toList();
        if (leaves.stream().noneMatch(OwnRules::isText)) {
            return Demand.met(id, words, Cel.tight("!(" + edits.all() + ")"));
        }
        Optional<Cel> plain = choice(root, leaves, edits.before(positions.getOrDefault(root.id(), -1)));
        if (plain.isPresent()) {
            return Demand.met(id, words, plain.get());
        }
        if (!leaves.stream().allMatch(OwnRules::isText)) {
            return Demand.unknown(id, words, "its expression chooses between texts in a way that is not understood");
        }
        leaves.forEach(text -> edits.string(positions.getOrDefault(text.id(), -1),
                isEmptyText(text) ? "false" : "true"));
        return Demand.met(id, words, Cel.tight("(" + edits.all() + ")"));
    }

    /** What an expression may give: itself, or what it chooses from. */
    private static Stream<CelExpr> leaves(CelExpr expr) {
        return isChoice(expr) ? expr.call().args().stream().skip(1).flatMap(OwnRules::leaves) : Stream.of(expr);
    }

    private static boolean isChoice(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().function().equals("_?_:_");
    }

    private static boolean isText(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static boolean isEmptyText(CelExpr expr) {
        return isText(expr) && expr.constant().stringValue().isEmpty();
    }

    /** Whether it says something whatever its parts are: has a letter that is no place for one. */
    private static boolean saysSomething(CelExpr expr) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().function().equals("_+_")) {
            return expr.call().args().stream().anyMatch(OwnRules::saysSomething);
        }
        if (expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().function().equals("format")) {
            return expr.call().target().filter(OwnRules::isText)
                    .filter(t -> !t.constant().stringValue().replaceAll("%\\.?\\d*[a-zA-Z]", "").isEmpty()).isPresent();
        }
        return isText(expr) && !isEmptyText(expr);
    }

    /** When a choice between no words and some gives some; empty when it is not as simple. */
    private static Optional<Cel> choice(CelExpr root, List<CelExpr> leaves, String condition) {
        long open = condition.chars().filter(c -> c == '(').count() - condition.chars().filter(c -> c == ')').count();
        if (leaves.size() != 2 || !isChoice(root) || open != 0) {
            return Optional.empty();
        }
        boolean wellWhenTrue = isEmptyText(leaves.getFirst());
        CelExpr well = wellWhenTrue ? leaves.getFirst() : leaves.getLast();
        CelExpr ill = wellWhenTrue ? leaves.getLast() : leaves.getFirst();
        return isEmptyText(well) && saysSomething(ill)
                ? Optional.of(Cel.tight((wellWhenTrue ? "!(" : "(") + condition + ")")) : Optional.empty();
    }

    /** A text, counted in code points as positions of CEL are, with other words in some places. */
    private static final class Edits {
        private final String line;
        private final SortedMap<Integer, Integer> ends = new TreeMap<>();
        private final Map<Integer, String> words = new HashMap<>();

        Edits(String line) {
            this.line = line;
        }

        void name(int at, String old, String now) {
            ends.put(at, at + old.length());
            words.put(at, now);
        }

        void string(int at, String now) {
            int end = CelText.endOfLiteral(line, line.offsetByCodePoints(0, at));
            ends.put(at, line.codePointCount(0, end));
            words.put(at, now);
        }

        String all() {
            return before(line.codePointCount(0, line.length()));
        }

        String before(int end) {
            int[] points = line.codePoints().toArray();
            StringBuilder text = new StringBuilder();
            int at = 0;
            for (Map.Entry<Integer, Integer> place : ends.headMap(end).entrySet()) {
                text.append(new String(points, at, place.getKey() - at)).append(words.get(place.getKey()));
                at = place.getValue();
            }
            return text.append(new String(points, at, end - at)).toString().strip();
        }
    }
}
