package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.cel.common.ast.CelExpr;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr.Field;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code msg.a.b} to a field path, and what may be done with the value at its end. */
final class FieldBuilder {

    /** What a decoder shows in place of octets that are no UTF-8 (Unicode 16.0 section 3.9, "U+FFFD Substitution"). */
    private static final char REPLACEMENT = '\uFFFD';

    private final Descriptor message;
    private final CelRanges ranges;
    private final Findings findings;

    FieldBuilder(Descriptor message, CelRanges ranges, Findings findings) {
        this.message = message;
        this.ranges = ranges;
        this.findings = findings;
    }

    /** @param select a chain of selections; null when something was reported */
    @Nullable Expr build(CelExpr select) {
        Span span = ranges.of(select);
        List<CelExpr> chain = new ArrayList<>();
        CelExpr node = select;
        while (node.getKind() == CelExpr.ExprKind.Kind.SELECT) {
            if (node.select().testOnly()) {
                return unsupported(ranges.of(node), "has() is not supported",
                        "compare the field with its default value: msg.field != 0");
            }
            chain.addFirst(node);
            node = node.select().operand();
        }
        if (node.getKind() != CelExpr.ExprKind.Kind.IDENT || !node.ident().name().equals(CelEnvironments.MESSAGE)) {
            return unsupported(ranges.of(node), "fields are read from msg only", "write msg.field");
        }
        return path(chain, span);
    }

    private @Nullable Expr path(List<CelExpr> chain, Span span) {
        List<FieldDescriptor> fields = new ArrayList<>();
        Descriptor holder = message;
        for (CelExpr node : chain) {
            FieldDescriptor field = holder.findFieldByName(node.select().field());
            if (field == null) {
                return unsupported(ranges.of(node), "'" + node.select().field() + "' is no field of "
                        + holder.getFullName(), "only fields of the message can be read");
            }
            if (!singular(field, ranges.of(node))) {
                return null;
            }
            fields.add(field);
            boolean goesOn = node != chain.getLast();
            if (goesOn && wellKnown(field)) {
                return value(field, ranges.of(node));
            }
            holder = goesOn ? field.getMessageType() : holder;
        }
        FieldDescriptor last = fields.getLast();
        return FieldTypes.of(last).<@Nullable Expr>map(t -> new Field(span, t, new FieldPath(fields)))
                .orElseGet(() -> value(last, span));
    }

    private boolean singular(FieldDescriptor field, Span span) {
        if (field.isMapField()) {
            findings.error("unsupported", span, "map fields are not supported: " + field.getName(),
                    "use a singular field");
            return false;
        }
        if (field.isRepeated()) {
            findings.error("unsupported", span, "repeated fields are not supported: " + field.getName(),
                    "use a singular field");
            return false;
        }
        return true;
    }

    private @Nullable Expr value(FieldDescriptor field, Span span) {
        return wellKnown(field)
                ? unsupported(span, "values of " + field.getMessageType().getFullName() + " are not supported",
                        "use a field of a plain type")
                : unsupported(span, field.getName() + " is a message and has no value of its own",
                        "name one of its fields: " + firstField(field));
    }

    private static String firstField(FieldDescriptor field) {
        List<FieldDescriptor> inner = field.getMessageType().getFields();
        return inner.isEmpty() ? "it has none" : field.getName() + "." + inner.getFirst().getName();
    }

    /** CEL gives these types meanings of their own (CEL language definition, "Protocol Buffer Data Conversion"). */
    private static boolean wellKnown(FieldDescriptor field) {
        return switch (field.getMessageType().getFullName()) {
            case "google.protobuf.Timestamp", "google.protobuf.Duration", "google.protobuf.Any",
                    "google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue",
                    "google.protobuf.BoolValue", "google.protobuf.BytesValue", "google.protobuf.DoubleValue",
                    "google.protobuf.FloatValue", "google.protobuf.Int32Value", "google.protobuf.Int64Value",
                    "google.protobuf.StringValue", "google.protobuf.UInt32Value", "google.protobuf.UInt64Value" ->
                true;
            default -> false;
        };
    }

    /** Whether the comparison has one answer for all bytes that the fields may hold; reports when it has not. */
    boolean comparable(Relation relation, Expr left, Expr right) {
        Field loose = unverified(left) ? (Field) left : unverified(right) ? (Field) right : null;
        if (loose == null) {
            return true;
        }
        if (!Operators.relations(loose.path().last()).contains(relation)) {
            findings.error("unsupported", loose.span(), "the octets of '" + loose.path() + "' need not be UTF-8 (a"
                    + " string whose encoding is not verified), and what is no text has no order",
                    "use ==, != or startsWith");
            return false;
        }
        if (!(left instanceof Literal) && !(right instanceof Literal)) {
            findings.error("unsupported", loose.span(), "the octets of '" + loose.path()
                    + "' need not be UTF-8, so that two fields may differ and read the same",
                    "compare with a constant");
            return false;
        }
        return testable(loose, (Literal) (left instanceof Literal ? left : right));
    }

    /** Whether a test of the subject against the text has one answer; reports when it has not. */
    boolean testable(Expr subject, Literal text) {
        if (unverified(subject) && ((String) text.value()).indexOf(REPLACEMENT) >= 0) {
            findings.error("unsupported", text.span(), "U+FFFD stands for any octets that are no UTF-8 in '"
                    + ((Field) subject).path() + "', whose encoding is not verified", "leave U+FFFD out");
            return false;
        }
        return true;
    }

    private static boolean unverified(Expr expr) {
        return expr instanceof Field field && Operators.isUnverified(field.path().last());
    }

    private @Nullable Expr unsupported(Span span, String what, String instead) {
        findings.error("unsupported", span, what, instead);
        return null;
    }
}
