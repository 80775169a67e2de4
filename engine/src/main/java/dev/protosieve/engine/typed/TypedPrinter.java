package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Typed rules as text, for people and for golden cases: conditions fully bracketed, each value with its type. */
public final class TypedPrinter {

    private TypedPrinter() {
    }

    /** One line a rule, then the verdicts for the other causes, each ended by a newline. */
    public static String print(TypedRules rules) {
        StringBuilder text = new StringBuilder("match ").append(expr(rules.match())).append('\n');
        for (TypedRule rule : rules.rules()) {
            text.append(rule.number()).append(" \"").append(rule.name()).append("\" ").append(rule.action().word())
                    .append(measure(rule.measure())).append(" if ").append(expr(rule.condition())).append('\n');
        }
        for (Cause cause : Cause.values()) {
            if (cause != Cause.RULE) {
                text.append(cause.word()).append(" -> ").append(rules.decision(cause).verdict().word()).append('\n');
            }
        }
        return text.append(rules.observe() ? "observe\n" : "enforce\n").toString();
    }

    private static String measure(Measure measure) {
        return switch (measure) {
            case Measure.None _ -> "";
            case Measure.Sample sample -> " 1/" + sample.every();
            case Measure.Count count -> count.by().map(by -> " by " + expr(by)).orElse("");
            case Measure.Limit limit -> " every " + limit.interval() + " ns burst " + limit.burst()
                    + limit.per().map(per -> " per " + expr(per)).orElse("");
        };
    }

    /** A condition on one line. */
    public static String expr(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> literal.type() + ":" + value(literal.value());
            case Expr.Field field -> field.type() + ":" + field.path();
            case Expr.Header header -> header.field().text();
            case Expr.AddressIn in -> "(" + in.field().text() + " in " + in.network() + ")";
            case Expr.SameAddress _ -> "(ip.src == ip.dst)";
            case Expr.PacketRead read -> "pkt.u" + 8 * read.bytes() + "(" + expr(read.offset()) + ")";
            case Expr.Not not -> "!" + expr(not.operand());
            case Expr.And and -> joined(and.operands(), " && ");
            case Expr.Or or -> joined(or.operands(), " || ");
            case Expr.Compare compare ->
                "(" + expr(compare.left()) + " " + compare.relation().symbol() + " " + expr(compare.right()) + ")";
            case Expr.StringTest test ->
                expr(test.subject()) + "." + test.predicate().function() + "(" + expr(test.argument()) + ")";
            case Expr.Has has -> "has(" + has.path() + ")";
            case Expr.Size size -> "size(" + expr(size.subject()) + ")";
            case Expr.Count count -> "count(" + count.list() + ")";
            case Expr.Arithmetic arithmetic -> "(" + expr(arithmetic.left()) + " " + arithmetic.operation().symbol()
                    + " " + expr(arithmetic.right()) + ")";
            case Expr.Negate negate -> "-" + expr(negate.operand());
            case Expr.Choice choice -> "(" + expr(choice.condition()) + " ? " + expr(choice.then()) + " : "
                    + expr(choice.otherwise()) + ")";
            case Expr.Quantified all ->
                all.quantifier().function() + "(" + all.list() + ": " + expr(all.body()) + ")";
            case Expr.Pick pick -> "last(" + pick.list() + ": " + expr(pick.value()) + " if " + expr(pick.when()) + ")";
            case Expr.Position position -> "position(" + position.list() + ")";
            case Expr.Time time -> time.type() + "(" + expr(time.seconds()) + ", " + expr(time.nanos()) + ")";
            case Expr.Decoded decoded -> "text(" + expr(decoded.text()) + ")";
            case Expr.Failure _ -> "error";
        };
    }

    private static String joined(List<Expr> operands, String operator) {
        return operands.stream().map(TypedPrinter::expr).collect(Collectors.joining(operator, "(", ")"));
    }

    private static String value(Object value) {
        return switch (value) {
            case String text -> "\"" + text.replace("\n", "\\n") + "\"";
            case ByteString bytes -> "0x" + HexFormat.of().formatHex(bytes.toByteArray());
            default -> value.toString();
        };
    }
}
