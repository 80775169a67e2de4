package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.protosieve.engine.schema.NearestNames;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What CEL says about a condition, in words that tell what to write. Quoted texts are those of cel-java 0.14. */
final class CelMessages implements CelTrees.Reporter {

    /** {@code undefined field 'qurey'}. */
    private static final Pattern FIELD = Pattern.compile("undefined field '(.*)'");
    /** {@code undeclared reference to 'WEB' (in container 'search')}. */
    private static final Pattern NAME = Pattern.compile("undeclared reference to '(.*)' \\(in container .*");
    /** {@code type 'string' does not support field selection}. */
    private static final Pattern SELECTION = Pattern.compile("type '(.*)' does not support field selection");
    /** {@code found no matching overload for '_>_' applied to '(uint, int)' (candidates: ...)}. */
    private static final Pattern OVERLOAD = Pattern
            .compile("found no matching overload for '(.*?)' applied to '(.*?)' \\(candidates: .*", Pattern.DOTALL);
    /** The variable of expanded macros (dev.cel.parser.CelStandardMacro). */
    private static final String RESULT = "@result";

    private final Descriptor message;
    private final Schema schema;
    private final Findings findings;

    CelMessages(Descriptor message, Schema schema, Findings findings) {
        this.message = message;
        this.schema = schema;
        this.findings = findings;
    }

    @Override
    public void syntax(CelIssue issue, Span token, String text) {
        findings.error("syntax", token, SyntaxWords.what(issue.getMessage(), text),
                SyntaxWords.hint(issue.getMessage(), text));
    }

    @Override
    public void tooLarge(Span condition, String what) {
        findings.error("too-large", condition, what + " cannot be checked in reasonable time",
                "divide it into several rules or files");
    }

    @Override
    public void type(CelIssue issue, Span at, CelExpr tree, CelRanges ranges) {
        CelExpr node = CelTrees.find(tree, issue.getExprId());
        String text = issue.getMessage();
        Matcher overload = OVERLOAD.matcher(text);
        CelExpr body = node == null ? null : bodyOfMacro(node);
        if (body != null && overload.matches()) {
            String type = OverloadWords.of(overload.group(1), overload.group(2)).types()
                    .get(node.call().args().indexOf(body));
            findings.error("not-a-condition", ranges.of(body), "a condition is true or false, this is of type " + type,
                    "compare it: x == 1");
            return;
        }
        Span span = node == null ? at : ranges.of(node);
        Matcher field = FIELD.matcher(text);
        Matcher name = NAME.matcher(text);
        Matcher selection = SELECTION.matcher(text);
        if (field.matches()) {
            unknownField(field.group(1), node, node != null && node.getKind() == Kind.SELECT ? ranges.selected(node)
                    : nameOf(span, field.group(1)));
        } else if (name.matches()) {
            unknownName(name.group(1), node, tree, span, ranges);
        } else if (selection.matches() && node != null && node.getKind() == Kind.SELECT) {
            noFields(selection.group(1), node, span);
        } else if (overload.matches()) {
            OverloadWords words = OverloadWords.of(overload.group(1), overload.group(2));
            findings.error("type-mismatch", span, words.what(), words.hint(node, ranges));
        } else {
            findings.error("type", span, text, "");
        }
    }

    /** The body in what a macro is expanded to: {@code @result || body}, {@code body ? @result + 1 : @result}. */
    private static @Nullable CelExpr bodyOfMacro(CelExpr node) {
        if (node.getKind() != Kind.CALL || node.call().args().stream().noneMatch(CelMessages::isResult)) {
            return null;
        }
        return switch (node.call().function()) {
            case "_||_", "_&&_" -> node.call().args().getLast();
            case "_?_:_" -> node.call().args().getFirst();
            default -> null;
        };
    }

    private static boolean isResult(CelExpr node) {
        return node.getKind() == Kind.IDENT && node.ident().name().equals(RESULT);
    }

    /** The last name of a selection's range. */
    private static Span nameOf(Span selection, String name) {
        return new Span(Math.max(selection.start(), selection.end() - name.length()), selection.end());
    }

    private void unknownField(String field, @Nullable CelExpr node, Span span) {
        Optional<Descriptor> holder = node != null && node.getKind() == Kind.SELECT
                ? holder(node.select().operand()) : Optional.empty();
        String where = holder.map(h -> "message " + h.getFullName() + " has no field '" + field + "'")
                .orElse("there is no field '" + field + "' here");
        findings.error("unknown-field", span, where,
                holder.map(h -> NearestNames.hint(field, names(h))).orElse(""));
    }

    private static List<String> names(Descriptor message) {
        return message.getFields().stream().map(FieldDescriptor::getName).toList();
    }

    /** The message type of {@code msg.a.b}. */
    private Optional<Descriptor> holder(CelExpr node) {
        if (node.getKind() == Kind.IDENT) {
            return node.ident().name().equals(CelEnvironments.MESSAGE) ? Optional.of(message) : Optional.empty();
        }
        if (node.getKind() != Kind.SELECT) {
            return Optional.empty();
        }
        return holder(node.select().operand()).map(m -> m.findFieldByName(node.select().field()))
                .filter(f -> f.getJavaType() == FieldDescriptor.JavaType.MESSAGE).map(FieldDescriptor::getMessageType);
    }

    private void unknownName(String name, @Nullable CelExpr node, CelExpr tree, Span span, CelRanges ranges) {
        if (node != null && node.getKind() == Kind.CALL) {
            findings.error("unknown-function", ranges.functionName(node), "there is no function '" + name + "'",
                    FunctionHints.of(name));
            return;
        }
        CelExpr whole = node == null ? null : CelTrees.holderOf(tree, node);
        String dotted = whole == null ? name : name + "." + whole.select().field();
        Span all = whole == null ? span : new Span(span.start(), ranges.selected(whole).end());
        if (Stream.of(HeaderField.values()).anyMatch(h -> h.text().startsWith(name + "."))) {
            findings.error("unknown-name", all, "there is no packet variable '" + dotted + "'",
                    NearestNames.hint(dotted, Stream.of(HeaderField.values()).map(HeaderField::text).toList()));
        } else if (message.findFieldByName(name) != null) {
            findings.error("unknown-name", span, "'" + name + "' is a field of the message", "write msg." + name);
        } else {
            enumOrOther(name, dotted, span, all);
        }
    }

    private void enumOrOther(String name, String dotted, Span span, Span all) {
        List<String> same = schema.enums().stream().flatMap(e -> e.getValues().stream())
                .filter(v -> v.getName().equals(name)).map(this::shortName).toList();
        if (!same.isEmpty()) {
            findings.error("unknown-name", span, "enum values are written with their enum",
                    "write " + String.join(" or ", same));
            return;
        }
        List<String> known = new ArrayList<>(List.of(CelEnvironments.MESSAGE));
        Stream.of(HeaderField.values()).map(HeaderField::text).forEach(known::add);
        schema.enums().stream().flatMap(e -> e.getValues().stream()).map(this::shortName).forEach(known::add);
        names(message).stream().map(f -> "msg." + f).forEach(known::add);
        findings.error("unknown-name", all, "nothing is called '" + dotted + "'",
                NearestNames.of(dotted, known).isEmpty() ? "fields of the message are written msg.field"
                        : NearestNames.hint(dotted, known));
    }

    private String shortName(EnumValueDescriptor value) {
        return EnumNames.shortest(value, message);
    }

    /** {@code Corpus.WEBB} is a selection from a type for CEL; {@code msg.query.x} one from a string. */
    private void noFields(String type, CelExpr node, Span span) {
        String value = node.select().field();
        String before = dotted(node.select().operand());
        Optional<EnumDescriptor> in = schema.enums().stream().filter(e -> sameName(e.getFullName(), before))
                .findFirst();
        if (type.startsWith("type(") && in.isPresent()) {
            findings.error("unknown-enum-value", nameOf(span, value),
                    "enum " + in.get().getFullName() + " has no value '" + value + "'",
                    NearestNames.hint(value, in.get().getValues().stream().map(EnumValueDescriptor::getName).toList()));
            return;
        }
        findings.error("no-fields", nameOf(span, value),
                "'" + before + "' is of type " + type + " and has no field '" + value + "'", "");
    }

    private static boolean sameName(String full, String written) {
        return full.equals(written) || full.endsWith("." + written);
    }

    private static String dotted(CelExpr node) {
        return switch (node.getKind()) {
            case IDENT -> node.ident().name();
            case SELECT -> dotted(node.select().operand()) + "." + node.select().field();
            case CONSTANT, CALL, LIST, STRUCT, MAP, COMPREHENSION, NOT_SET -> "this";
        };
    }
}
