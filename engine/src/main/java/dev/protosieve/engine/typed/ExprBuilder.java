package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelReference;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.CelTrees.Checked;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.Expr.StringPredicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A checked CEL tree to {@link Expr}; what filters cannot compute is told at its characters. */
final class ExprBuilder {

    private static final Map<String, Relation> RELATIONS = Map.of("_==_", Relation.EQ, "_!=_", Relation.NE, "_<_",
            Relation.LT, "_<=_", Relation.LE, "_>_", Relation.GT, "_>=_", Relation.GE);
    private static final Map<String, StringPredicate> PREDICATES = Map.of("contains", StringPredicate.CONTAINS,
            "startsWith", StringPredicate.STARTS_WITH, "endsWith", StringPredicate.ENDS_WITH);

    /** Constants become instructions, three for eight bytes. */
    private static final int LONGEST_CONSTANT = 4096;

    private final Checked checked;
    private final Findings findings;
    private final FieldBuilder fields;
    private final boolean packetsOnly;

    /**
     * @param message the type of {@code msg}
     * @param packetsOnly whether the message must not be named, as in {@code match}
     */
    ExprBuilder(Checked checked, Descriptor message, Findings findings, boolean packetsOnly) {
        this.packetsOnly = packetsOnly;
        this.checked = checked;
        this.findings = findings;
        this.fields = new FieldBuilder(message, checked.ranges(), findings);
    }

    /** Empty when something was reported. */
    Optional<Expr> condition() {
        Expr expr = build(checked.root());
        if (expr != null && expr.type() != ExprType.BOOL) {
            findings.error("not-a-condition", expr.span(),
                    "a condition is true or false, this is " + FieldTypes.word(expr.type()), comparisonHint(expr));
            return Optional.empty();
        }
        return Optional.ofNullable(expr);
    }

    /** An expression of any type; empty when something was reported. */
    Optional<Expr> value() {
        return Optional.ofNullable(build(checked.root()));
    }

    private String comparisonHint(Expr expr) {
        String example = switch (expr.type()) {
            case BOOL -> "";
            case INT -> " == 1";
            case UINT -> " == 1u";
            case DOUBLE -> " > 1.0";
            case STRING -> " == \"text\"";
            case BYTES -> " == b\"bytes\"";
        };
        return "compare it: " + text(expr.span()) + example;
    }

    private String text(Span span) {
        int start = checked.condition().span().start();
        return span.shifted(-start).end() > checked.condition().text().length() ? "it"
                : checked.condition().text().substring(span.start() - start, span.end() - start);
    }

    private @Nullable Expr build(CelExpr node) {
        Span span = checked.ranges().of(node);
        return switch (node.getKind()) {
            case CONSTANT -> literal(node.constant(), span);
            case IDENT -> variable(node, span);
            case SELECT -> packetsOnly ? needsPackets(span) : fields.build(node);
            case CALL -> call(node, span);
            case LIST -> unsupported(span, "a list stands on the right of 'in' only", "write msg.field in [1, 2]");
            case STRUCT, MAP -> unsupported(span, "messages and maps cannot be made in a condition",
                    "compare the fields one by one");
            case COMPREHENSION -> unsupported(span, "exists, all, exists_one, map and filter are not supported",
                    "compare singular fields with constants");
            case NOT_SET -> unsupported(span, "an expression is missing here", "");
        };
    }

    private @Nullable Expr literal(CelConstant constant, Span span) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> new Literal(span, ExprType.BOOL, constant.booleanValue());
            case INT64_VALUE -> new Literal(span, ExprType.INT, constant.int64Value());
            case UINT64_VALUE -> new Literal(span, ExprType.UINT, constant.uint64Value().longValue());
            case DOUBLE_VALUE -> new Literal(span, ExprType.DOUBLE, constant.doubleValue());
            case STRING_VALUE -> text(span, ExprType.STRING, constant.stringValue(),
                    ByteString.copyFromUtf8(constant.stringValue()).size());
            case BYTES_VALUE -> text(span, ExprType.BYTES, ByteString.copyFrom(constant.bytesValue().toByteArray()),
                    constant.bytesValue().size());
            case NULL_VALUE -> unsupported(span, "null is not supported", "compare a field of the message instead");
            default -> unsupported(span, "this constant is not supported", "");
        };
    }

    private @Nullable Expr text(Span span, ExprType type, Object value, int bytes) {
        if (bytes > LONGEST_CONSTANT) {
            findings.error("too-long", span, "a constant of " + bytes + " bytes is too long to be compared",
                    "at most " + LONGEST_CONSTANT + " bytes");
            return null;
        }
        return new Literal(span, type, value);
    }

    private @Nullable Expr variable(CelExpr node, Span span) {
        CelReference reference = checked.tree().getReferenceOrThrow(node.id());
        if (reference.value().isPresent() && isVariable(text(span))) {
            findings.error("hidden-variable", span, "the schema's enum value " + reference.name() + " has the name of '"
                    + text(span) + "' and hides it", "rename the enum, or move it to another package");
            return null;
        }
        if (reference.value().isPresent()) {
            return literal(reference.value().get(), span);
        }
        if (reference.name().equals(CelEnvironments.MESSAGE)) {
            return unsupported(span, "a whole message cannot be compared", "name one of its fields: msg.field");
        }
        return HeaderField.named(reference.name()).<@Nullable Expr>map(h -> new Expr.Header(span, h)).orElseGet(
                () -> unsupported(span, "'" + reference.name() + "' is a type and has no value here", ""));
    }

    /** CEL looks for names in the schema before it looks for variables ("Name Resolution"). */
    private static boolean isVariable(String written) {
        String first = written.split("\\.", 2)[0].strip();
        return first.equals(CelEnvironments.MESSAGE)
                || Stream.of(HeaderField.values()).anyMatch(h -> h.text().startsWith(first + "."));
    }

    private @Nullable Expr needsPackets(Span span) {
        findings.error("match-reads-message", span, "'match' chooses packets before the message is read",
                "use packet variables here (udp.dst_port) and fields of the message in rules");
        return null;
    }

    private @Nullable Expr call(CelExpr node, Span span) {
        CelCall call = node.call();
        String function = call.function();
        if (function.equals("_&&_") || function.equals("_||_")) {
            return logical(node, span);
        }
        if (function.equals("!_")) {
            Expr operand = build(call.args().getFirst());
            return operand == null ? null : new Expr.Not(span, operand);
        }
        Relation relation = RELATIONS.get(function);
        if (relation != null) {
            Expr left = build(call.args().getFirst());
            Expr right = left == null ? null : build(call.args().getLast());
            return left == null || right == null ? null : compare(span, relation, left, right);
        }
        if (function.equals("@in")) {
            return oneOf(call, span);
        }
        StringPredicate predicate = PREDICATES.get(function);
        return predicate != null && call.target().isPresent() ? test(call, predicate, span)
                : unsupported(span, Unsupported.what(function), Unsupported.instead(function));
    }

    private @Nullable Expr logical(CelExpr node, Span span) {
        List<CelExpr> parts = new ArrayList<>();
        flatten(node, node.call().function(), parts);
        List<@Nullable Expr> operands = new ArrayList<>();
        parts.forEach(p -> operands.add(build(p)));
        if (operands.contains(null)) {
            return null;
        }
        List<Expr> whole = operands.stream().map(Objects::requireNonNull).toList();
        return node.call().function().equals("_&&_") ? new Expr.And(span, whole) : new Expr.Or(span, whole);
    }

    private static void flatten(CelExpr node, String function, List<CelExpr> into) {
        if (node.getKind() == CelExpr.ExprKind.Kind.CALL && node.call().function().equals(function)) {
            node.call().args().forEach(a -> flatten(a, function, into));
        } else {
            into.add(node);
        }
    }

    private @Nullable Expr compare(Span span, Relation relation, Expr left, Expr right) {
        if (!isOperand(left) || !isOperand(right)) {
            return unsupported(span, "the results of conditions cannot be compared",
                    "combine them with && and ||, and negate with !");
        }
        if (left.type() != right.type()) {
            findings.error("type-mismatch", span, FieldTypes.word(left.type()) + " cannot be compared with "
                    + FieldTypes.word(right.type()), "write both sides in one type");
            return null;
        }
        if (left instanceof Literal a && right instanceof Literal b) {
            return new Literal(span, ExprType.BOOL, ConstantFold.compare(relation, a, b));
        }
        if (!fields.comparable(relation, left, right)) {
            return null;
        }
        return left instanceof Literal ? new Expr.Compare(span, relation.mirrored(), right, left)
                : new Expr.Compare(span, relation, left, right);
    }

    private static boolean isOperand(Expr expr) {
        return switch (expr) {
            case Literal _, Expr.Field _, Expr.Header _ -> true;
            case Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _ -> false;
        };
    }

    /** {@code x in [a, b]} is {@code x == a || x == b} (CEL language definition, "List of operators"). */
    private @Nullable Expr oneOf(CelCall call, Span span) {
        CelExpr list = call.args().getLast();
        Expr subject = build(call.args().getFirst());
        if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return unsupported(checked.ranges().of(list), "'in' looks into a list of constants only",
                    "write the values: in [1, 2]");
        }
        if (list.list().elements().isEmpty()) {
            findings.error("empty-list", checked.ranges().of(list), "nothing is in an empty list", "name a value");
            return null;
        }
        List<@Nullable Expr> tests = new ArrayList<>();
        for (CelExpr element : list.list().elements()) {
            Expr value = build(element);
            if (value != null && !(value instanceof Literal)) {
                value = unsupported(value.span(), "lists hold constants only", "compare with == and combine with ||");
            }
            tests.add(subject == null || value == null ? null : compare(value.span(), Relation.EQ, subject, value));
        }
        if (tests.contains(null)) {
            return null;
        }
        return tests.size() == 1 ? tests.getFirst()
                : new Expr.Or(span, tests.stream().map(Objects::requireNonNull).toList());
    }

    private @Nullable Expr test(CelCall call, StringPredicate predicate, Span span) {
        Expr subject = build(call.target().orElseThrow());
        Expr argument = build(call.args().getFirst());
        if (subject == null || argument == null) {
            return null;
        }
        if (!(argument instanceof Literal constant)) {
            return unsupported(argument.span(), predicate.function() + " takes a constant only",
                    "write the text: " + predicate.function() + "(\"text\")");
        }
        if (subject instanceof Literal text) {
            return new Literal(span, ExprType.BOOL,
                    ConstantFold.test(predicate, (String) text.value(), (String) constant.value()));
        }
        return fields.testable(subject, constant) ? new Expr.StringTest(span, predicate, subject, constant) : null;
    }

    private @Nullable Expr unsupported(Span span, String what, String instead) {
        findings.error("unsupported", span, what, instead);
        return null;
    }
}
