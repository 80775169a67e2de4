package dev.protosieve.engine.typed;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.ConditionTree.Node;
import dev.protosieve.engine.typed.ConditionTree.Operand;
import dev.protosieve.engine.typed.ConditionTree.Quantifier;
import dev.protosieve.engine.typed.ConditionTree.Role;
import dev.protosieve.engine.typed.ConditionTree.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * CEL's parse tree to blocks. A block is made only where the characters between its parts are the operator and blanks, so that
 * every edit of a part leaves all others as they are; everything else stays text.
 */
final class ConditionReader {

    private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setOptions(CelOptions.current().populateMacroCalls(true).build()).build();
    private static final Set<String> TESTS = Set.of("contains", "startsWith", "endsWith", "matches",
            PacketCel.CONTAINS);
    private static final Set<String> CONSTANTS = Set.of(PacketCel.ADDRESS_OF, PacketCel.NETWORK_OF, "timestamp",
            "duration");
    private static final Set<String> RELATIONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    /** Longer conditions are one text: that many blocks help nobody, and CEL's time grows with the square. */
    private static final int LONGEST = 20_000;

    private final String original;
    private final String text;
    private final CelRanges ranges;

    private ConditionReader(String original, String text, CelRanges ranges) {
        this.original = original;
        this.text = text;
        this.ranges = ranges;
    }

    static Node read(String condition) {
        String text = CelText.withoutComments(condition);
        Span bare = bare(text);
        Node unread = new Node.Free(bare, bare, Strength.CHOICE, false);
        if (text.isBlank() || text.length() > LONGEST || !CelText.standsAlone(text)) {
            return unread;
        }
        CelValidationResult result = PARSER.parse(text);
        if (result.hasError()) {
            return unread;
        }
        try {
            CelExpr root = result.getAst().getExpr();
            ConditionReader reader = new ConditionReader(condition, text,
                    new CelRanges(text, 0, result.getSource()));
            Node node = reader.node(root);
            return node.outer().equals(bare) ? node : new Node.Free(bare, bare, Strength.CHOICE, true);
        } catch (CelValidationException e) {
            throw new IllegalStateException("a result without errors has a tree", e);
        }
    }

    private static Span bare(String text) {
        int start = CelText.skipSpace(text, 0);
        return new Span(start, Math.max(start, CelText.skipSpaceBack(text, text.length())));
    }

    private Node node(CelExpr expr) {
        return switch (expr.getKind()) {
            case CALL -> call(expr, expr.call());
            case SELECT -> expr.select().testOnly() ? has(expr) : truth(expr);
            case IDENT -> truth(expr);
            case CONSTANT -> expr.constant().getKind() == dev.cel.common.ast.CelConstant.Kind.BOOLEAN_VALUE
                    ? truth(expr)
                    : free(expr);
            case COMPREHENSION -> each(expr);
            case LIST, MAP, STRUCT, NOT_SET -> free(expr);
        };
    }

    private Node call(CelExpr expr, CelCall call) {
        String function = call.function();
        return switch (function) {
            case "_&&_", "_||_" -> group(expr, function);
            case "!_" -> not(expr, call.args().getFirst());
            case "@in" -> member(expr, call);
            default -> {
                String symbol = function.replace("_", "");
                if (function.startsWith("_") && RELATIONS.contains(symbol)) {
                    yield compare(expr, symbol, call.args());
                }
                boolean test = TESTS.contains(function) && call.target().isPresent() && call.args().size() == 1;
                yield test ? test(expr, call) : isPlace(expr) ? truth(expr) : free(expr);
            }
        };
    }

    private Node group(CelExpr expr, String function) {
        List<CelExpr> operands = new ArrayList<>();
        flatten(expr, function, operands);
        List<Node> parts = operands.stream().map(this::node).toList();
        String joiner = function.equals("_&&_") ? "&&" : "||";
        for (int i = 1; i < parts.size(); i++) {
            if (!between(parts.get(i - 1).outer().end(), parts.get(i).outer().start()).equals(joiner)) {
                return free(expr);
            }
        }
        Span span = parts.getFirst().outer().union(parts.getLast().outer());
        return joiner.equals("&&") ? new Node.All(span, ranges.grouped(expr), parts)
                : new Node.Any(span, ranges.grouped(expr), parts);
    }

    // brackets make a group of their own, also around the same operator
    private void flatten(CelExpr expr, String function, List<CelExpr> into) {
        for (CelExpr operand : expr.call().args()) {
            boolean same = operand.getKind() == Kind.CALL && operand.call().function().equals(function)
                    && ranges.grouped(operand).equals(ranges.of(operand));
            if (same) {
                flatten(operand, function, into);
            } else {
                into.add(operand);
            }
        }
    }

    private Node not(CelExpr expr, CelExpr operand) {
        Span span = ranges.of(expr);
        Node inner = node(operand);
        boolean plain = span.start() < inner.outer().start() && span.end() == inner.outer().end()
                && between(span.start(), inner.outer().start()).equals("!");
        return plain ? new Node.Not(span, ranges.grouped(expr), inner) : free(expr);
    }

    private Node compare(CelExpr expr, String symbol, List<CelExpr> sides) {
        Operand left = operand(sides.getFirst());
        Operand right = operand(sides.getLast());
        if (!between(left.span().end(), right.span().start()).equals(symbol)) {
            return free(expr);
        }
        int at = text.indexOf(symbol, left.span().end());
        return new Node.Compare(ranges.of(expr), ranges.grouped(expr), left, symbol,
                new Span(at, at + symbol.length()), right);
    }

    private Node member(CelExpr expr, CelCall call) {
        CelExpr list = call.args().getLast();
        Operand left = operand(call.args().getFirst());
        Span right = ranges.grouped(list);
        if (!between(left.span().end(), right.start()).equals("in")) {
            return free(expr);
        }
        if (list.getKind() == Kind.LIST && right.equals(ranges.of(list)) && isPlain(list)) {
            List<Operand> values = list.list().elements().stream().map(this::operand).toList();
            return new Node.Member(ranges.of(expr), ranges.grouped(expr), left, right, values);
        }
        int at = CelText.skipSpace(text, left.span().end());
        return new Node.Compare(ranges.of(expr), ranges.grouped(expr), left, "in", new Span(at, at + 2),
                operand(list));
    }

    // values with nothing but commas between them
    private boolean isPlain(CelExpr list) {
        int at = ranges.of(list).start() + 1;
        for (CelExpr element : list.list().elements()) {
            Span span = ranges.grouped(element);
            String gap = span.start() < at ? "?" : between(at, span.start());
            if (!gap.equals(at == ranges.of(list).start() + 1 ? "" : ",")) {
                return false;
            }
            at = span.end();
        }
        String end = between(at, ranges.of(list).end() - 1);
        return end.isEmpty() || end.equals(",");
    }

    private Node test(CelExpr expr, CelCall call) {
        Operand subject = operand(call.target().orElseThrow());
        Span span = ranges.of(expr);
        Span inside = inside(ranges.of(call.args().getFirst()), span.end() - 1);
        Operand argument = new Operand(inside, original.substring(inside.start(), inside.end()),
                role(call.args().getFirst()));
        boolean plain = argument.span().start() >= subject.span().end()
                && between(subject.span().end(), argument.span().start()).equals("." + call.function() + "(")
                && between(argument.span().end(), span.end()).equals(")");
        return plain ? new Node.Call(new Span(subject.span().start(), span.end()), ranges.grouped(expr), subject,
                call.function(), argument) : free(expr);
    }

    /** The brackets around an argument, but for the last one, which is the call's. */
    private Span inside(Span argument, int end) {
        Span span = argument;
        while (CelText.skipSpace(text, span.end()) < end && text.charAt(CelText.skipSpace(text, span.end())) == ')') {
            int before = CelText.skipSpaceBack(text, span.start());
            span = new Span(Math.max(0, before - 1), CelText.skipSpace(text, span.end()) + 1);
        }
        return span;
    }

    private Node has(CelExpr expr) {
        Span span = ranges.of(expr);
        int open = text.indexOf('(', span.start());
        if (!between(span.start(), Math.max(span.start(), open)).equals("has") || span.end() <= open + 1) {
            return free(expr);
        }
        Span inside = new Span(CelText.skipSpace(text, open + 1), CelText.skipSpaceBack(text, span.end() - 1));
        return new Node.Has(span, ranges.grouped(expr),
                new Operand(inside, original.substring(inside.start(), inside.end()), Role.PATH));
    }

    private Node truth(CelExpr expr) {
        Operand subject = operand(expr);
        return new Node.Truth(ranges.of(expr), ranges.grouped(expr), subject);
    }

    private Node each(CelExpr expr) {
        CelExpr list = expr.comprehension().iterRange();
        Span span = ranges.of(expr);
        int dot = CelText.skipSpace(text, ranges.grouped(list).end());
        int open = text.indexOf('(', Math.min(dot, text.length()));
        if (open < 0 || open >= span.end() || text.charAt(dot) != '.') {
            return free(expr);
        }
        String macro = between(dot + 1, open);
        Optional<Quantifier> quantifier = Stream.of(Quantifier.values()).filter(q -> q.macro().equals(macro))
                .findFirst();
        CelExpr step = expr.comprehension().loopStep();
        if (quantifier.isEmpty() || step.getKind() != Kind.CALL) {
            return free(expr);
        }
        CelExpr body = step.call().args().get(quantifier.get() == Quantifier.ONE ? 0 : 1);
        int from = CelText.skipSpace(text, open + 1);
        Span variable = new Span(from, CelText.endOfName(text, from));
        Node inner = node(body);
        boolean plain = inner.outer().start() > variable.end()
                && between(variable.end(), inner.outer().start()).equals(",")
                && between(inner.outer().end(), span.end()).equals(")");
        Operand range = operand(list);
        return plain ? new Node.Each(new Span(range.span().start(), span.end()), ranges.grouped(expr), range,
                quantifier.get(), text.substring(variable.start(), variable.end()), variable, inner) : free(expr);
    }

    private Node free(CelExpr expr) {
        return new Node.Free(ranges.of(expr), ranges.grouped(expr), strength(expr), true);
    }

    private static Strength strength(CelExpr expr) {
        if (expr.getKind() != Kind.CALL) {
            return Strength.PRIMARY;
        }
        String function = expr.call().function();
        if (RELATIONS.contains(function.replace("_", "")) || function.equals("@in")) {
            return Strength.RELATION;
        }
        return switch (function) {
            case "_?_:_" -> Strength.CHOICE;
            case "_||_" -> Strength.OR;
            case "_&&_" -> Strength.AND;
            case "_+_", "_-_" -> Strength.SUM;
            case "_*_", "_/_", "_%_" -> Strength.PRODUCT;
            case "!_", "-_" -> Strength.UNARY;
            default -> Strength.PRIMARY;
        };
    }

    private Operand operand(CelExpr expr) {
        Span span = ranges.grouped(expr);
        return new Operand(span, original.substring(span.start(), span.end()), role(expr));
    }

    private static Role role(CelExpr expr) {
        if (expr.getKind() == Kind.CONSTANT) {
            return Role.CONSTANT;
        }
        if (isPlace(expr)) {
            return Role.PATH;
        }
        if (expr.getKind() != Kind.CALL) {
            return Role.EXPRESSION;
        }
        CelCall call = expr.call();
        boolean one = call.args().size() == 1 && call.args().getFirst().getKind() == Kind.CONSTANT;
        if (CONSTANTS.contains(call.function()) && call.target().isEmpty() && one) {
            return Role.CONSTANT;
        }
        CelExpr measured = call.target().orElseGet(() -> call.args().isEmpty() ? expr : call.args().getFirst());
        boolean size = call.function().equals("size") && call.args().size() + (call.target().isPresent() ? 1 : 0) == 1;
        return size && isPlace(measured) ? Role.SIZE : Role.EXPRESSION;
    }

    private static boolean isPlace(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> true;
            case SELECT -> !expr.select().testOnly() && isPlace(expr.select().operand());
            case CALL -> expr.call().function().equals("_[_]") && isPlace(expr.call().args().getFirst());
            case CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> false;
        };
    }

    private String between(int from, int to) {
        return from > to ? "?" : text.substring(from, to).replaceAll("\\s+", "");
    }
}
