package dev.protosieve.engine.typed;

import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.math.BigInteger;
import java.util.stream.Collectors;

/** What lints say of expressions, in the user's own words where they fit on a line. */
final class LintWords {

    private static final int LONGEST = 60;

    private final SourceText source;

    LintWords(SourceText source) {
        this.source = source;
    }

    /** The characters of an expression. */
    String of(Expr expr) {
        if (expr instanceof Expr.Compare compare && !isWhole(compare)) {
            return of(compare.left()) + " " + compare.relation().symbol() + " " + of(compare.right());
        }
        return quoted(expr.span());
    }

    /** In {@code x in [1, 2]} the comparison with 2 stands where the 2 is. */
    private static boolean isWhole(Expr.Compare compare) {
        return compare.span().contains(compare.left().span()) && compare.span().contains(compare.right().span());
    }

    private String quoted(Span span) {
        String text = source.slice(new Span(span.start(), Math.min(span.end(), span.start() + 4 * LONGEST)))
                .replaceAll("\\s+", " ").strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    /** {@code : msg.i is from 0 to 9}; empty when there is nothing worth saying. */
    String reason(Expr expr, Facts facts, Reasoning reasoning) {
        return switch (expr) {
            case Expr.Compare compare when !FloatConstants.mayBeEqual(compare.left(), compare.right()) ->
                ": no float is " + of(compare.right()) + ", the nearest is "
                        + (double) ((Double) ((Expr.Literal) compare.right()).value()).floatValue();
            case Expr.Compare compare when compare.left().type() != ExprType.STRING
                    && compare.left().type() != ExprType.BYTES ->
                range(of(compare.left()), reasoning.numbers(compare.left(), facts), compare.left().type());
            case Expr.Compare compare -> text(of(compare.left()), reasoning.texts(compare.left(), facts));
            case Expr.StringTest test -> text(of(test.subject()), reasoning.texts(test.subject(), facts));
            case Expr.Not not -> reason(not.operand(), facts, reasoning);
            default -> "";
        };
    }

    private static String range(String what, Numbers numbers, ExprType type) {
        if (numbers.pieces().isEmpty() || type == ExprType.TIMESTAMP || type == ExprType.DURATION) {
            return "";
        }
        boolean all = numbers.hull().and(Universe.of(type)).equals(Universe.of(type));
        if (numbers.pieces().size() > 1 || all) {
            return "";
        }
        String low = number(numbers.low(), type);
        return ": " + what + " is " + (numbers.isOne() ? low : "from " + low + " to " + number(numbers.high(), type));
    }

    private static String number(BigInteger value, ExprType type) {
        return switch (type) {
            case BOOL -> value.signum() == 0 ? "false" : "true";
            case DOUBLE -> String.valueOf(DoubleKeys.value(value));
            case INT, UINT, TIMESTAMP, DURATION, STRING, BYTES -> value.toString();
        };
    }

    private static String text(String what, Texts texts) {
        if (texts.only().isPresent() && texts.only().get().size() == 1) {
            Object only = texts.only().get().iterator().next();
            return only instanceof String value ? ": " + what + " is " + shown(value) : "";
        }
        if (!texts.start().isEmpty()) {
            return ": " + what + " begins with " + shown(texts.start());
        }
        return texts.end().isEmpty() ? "" : ": " + what + " ends with " + shown(texts.end());
    }

    private static String shown(String text) {
        String flat = text.codePoints().limit(LONGEST)
                .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
                .collect(Collectors.joining());
        return "\"" + flat + (flat.length() < text.length() ? "..." : "") + "\"";
    }
}
