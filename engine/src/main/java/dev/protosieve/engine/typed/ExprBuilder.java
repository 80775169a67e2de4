package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelReference;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.CelTrees.Checked;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Relation;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A checked CEL tree to {@link Expr}; what filters cannot compute is told at its characters. */
final class ExprBuilder {

    /** What may hold a rule's whole text, and is looked into before it is asked whether it is constant. */
    private static final Set<String> LOGIC = Set.of("_&&_", "_||_", "!_");
    /** Constants become instructions, three for eight bytes. */
    private static final int LONGEST_CONSTANT = 4096;

    private final Checked checked;
    private final Findings findings;
    private final PlaceBuilder places;
    private final TestBuilder tests;
    private final ListBuilder lists;
    private final AddressBuilder addresses;
    private final OperatorBuilder operators;
    private final ConstantEvaluator constants;
    private final Descriptor message;
    private final boolean packetsOnly;

    /**
     * @param message the type of {@code msg}
     * @param packetsOnly whether the message must not be named, as in {@code match}
     */
    ExprBuilder(Checked checked, Descriptor message, Schema schema, ConstantEvaluator constants, Findings findings,
            boolean packetsOnly) {
        this.packetsOnly = packetsOnly;
        this.checked = checked;
        this.message = message;
        this.findings = findings;
        this.constants = constants;
        this.tests = new TestBuilder(findings);
        this.lists = new ListBuilder(checked, schema, tests, findings, this);
        this.places = lists.places();
        this.addresses = new AddressBuilder(checked, findings, this);
        this.operators = new OperatorBuilder(this, tests, addresses, findings);
    }

    /** Empty when something was reported. */
    Optional<Expr> condition() {
        return Optional.ofNullable(condition(checked.root()));
    }

    /** A BOOL; null when something was reported. */
    @Nullable Expr condition(CelExpr node) {
        Value value = value(node);
        if (value instanceof Value.Nullable maybe && maybe.expr().type() == ExprType.BOOL) {
            findings.error("maybe-null", maybe.span(), "a wrapper that is not set is null, which is neither true nor"
                    + " false", "compare it: " + text(maybe.span()) + " == true");
            return null;
        }
        Expr expr = plain(value);
        if (expr != null && expr.type() != ExprType.BOOL) {
            findings.error("not-a-condition", expr.span(),
                    "a condition is true or false, this is " + FieldTypes.word(expr.type()), comparisonHint(expr));
            return null;
        }
        return expr;
    }

    /** What packets may be told apart by: of any type, an address too; empty when something was reported. */
    Optional<Expr> key() {
        Value value = value(checked.root());
        return value instanceof Value.Address(Span span, var field, var _) && field.isPresent()
                ? Optional.of(new Expr.Header(span, field.get()))
                : Optional.ofNullable(plain(value));
    }

    private String comparisonHint(Expr expr) {
        String example = switch (expr.type()) {
            case BOOL -> "";
            case INT -> " == 1";
            case UINT -> " == 1u";
            case DOUBLE -> " > 1.0";
            case STRING -> " == \"text\"";
            case BYTES -> " == b\"bytes\"";
            case TIMESTAMP -> " > timestamp(\"2026-01-01T00:00:00Z\")";
            case DURATION -> " > duration(\"1.5s\")";
        };
        return "compare it: " + text(expr.span()) + example;
    }

    /** What stands there in the file. */
    String text(Span span) {
        int start = checked.condition().span().start();
        return span.shifted(-start).end() > checked.condition().text().length() ? "it"
                : checked.condition().text().substring(span.start() - start, span.end() - start);
    }

    /** A value of a scalar type; null when something was reported. */
    @Nullable Expr plain(CelExpr node) {
        return plain(value(node));
    }

    /** The same of what has been looked into already. */
    @Nullable Expr plain(@Nullable Value value) {
        return switch (value) {
            case null -> null;
            case Value.Plain plain -> plain.expr();
            case Value.Nullable maybe -> new Expr.Choice(maybe.span(), maybe.expr().type(), maybe.present(),
                    maybe.expr(), new Expr.Failure(maybe.span(), maybe.expr().type()));
            case Value.Null none -> unsupported(none.span(), "null is compared with wrappers only",
                    "to ask whether a field is set, write has(msg.field)");
            case Value.Message message -> wholeMessage(message);
            case Value.Address address -> unsupported(address.span(), "an address is only compared",
                    "write ip.src == ip(\"10.0.0.1\") or cidr(\"10.0.0.0/8\").containsIP(ip.src)");
            case Value.Network network -> unsupported(network.span(), "a network only tells what is in it",
                    "write .containsIP(ip.src) behind it");
            case Value.Elements list -> unsupported(list.span(), "a repeated field has no value of its own",
                    "write .exists(x, x == 1), .size() or [0] behind it");
            case Value.Entries map -> unsupported(map.span(), "a map has no value of its own",
                    "name a key: " + text(map.span()) + "[\"key\"]");
        };
    }

    private @Nullable Expr wholeMessage(Value.Message value) {
        if (value.place().fields().isEmpty()) {
            return unsupported(value.span(), "a whole message cannot be compared", "name one of its fields: msg.field");
        }
        String name = value.place().last().getName();
        return unsupported(value.span(), name + " is a message and has no value of its own",
                value.type().getFields().isEmpty() ? "ask whether it is set: has(" + text(value.span()) + ")"
                        : "name one of its fields: " + name + "." + value.type().getFields().getFirst().getName());
    }

    /** Anything; null when something was reported. */
    @Nullable Value value(CelExpr node) {
        Span span = checked.ranges().of(node);
        return switch (node.getKind()) {
            case CONSTANT -> literal(node.constant(), span);
            case IDENT -> variable(node, span);
            case SELECT -> select(node, span);
            case CALL -> call(node, span);
            case LIST -> refuse(span, "a list stands on the right of 'in' and in front of a macro only",
                    "write msg.field in [1, 2], or compare elements: msg.list[0] == 1");
            case STRUCT, MAP -> refuse(span, "messages and maps cannot be made in a condition",
                    "compare the fields one by one");
            case COMPREHENSION -> of(lists.quantified(node, span));
            case NOT_SET -> refuse(span, "an expression is missing here", "");
        };
    }

    private static @Nullable Value of(@Nullable Expr expr) {
        return expr == null ? null : new Value.Plain(expr);
    }

    private @Nullable Value literal(CelConstant constant, Span span) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> of(new Literal(span, ExprType.BOOL, constant.booleanValue()));
            case INT64_VALUE -> of(new Literal(span, ExprType.INT, constant.int64Value()));
            case UINT64_VALUE -> of(new Literal(span, ExprType.UINT, constant.uint64Value().longValue()));
            case DOUBLE_VALUE -> of(new Literal(span, ExprType.DOUBLE, constant.doubleValue()));
            case STRING_VALUE -> of(bounded(new Literal(span, ExprType.STRING, constant.stringValue())));
            case BYTES_VALUE -> of(bounded(
                    new Literal(span, ExprType.BYTES, ByteString.copyFrom(constant.bytesValue().toByteArray()))));
            case NULL_VALUE -> new Value.Null(span);
            default -> refuse(span, "this constant is not supported", "");
        };
    }

    private @Nullable Expr bounded(Literal text) {
        int bytes = text.value() instanceof ByteString octets ? octets.size()
                : ByteString.copyFromUtf8((String) text.value()).size();
        if (bytes > LONGEST_CONSTANT) {
            findings.error("too-long", text.span(), "a constant of " + bytes + " bytes is too long to be compared",
                    "at most " + LONGEST_CONSTANT + " bytes");
            return null;
        }
        return text;
    }

    private @Nullable Value variable(CelExpr node, Span span) {
        if (lists.isVariable(node.ident().name())) {
            return lists.element(node.ident().name(), span);
        }
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
            return packetsOnly ? needsPackets(span) : new Value.Message(span, Value.Place.ROOT, message);
        }
        return HeaderField.named(reference.name()).<@Nullable Value>map(h -> header(h, span)).orElseGet(
                () -> refuse(span, "'" + reference.name() + "' is a type and has no value here", ""));
    }

    private static @Nullable Value header(HeaderField field, Span span) {
        return field.kind() == HeaderField.Kind.ADDRESS
                ? new Value.Address(span, Optional.of(field), Optional.empty())
                : of(new Expr.Header(span, field));
    }

    /** CEL looks for names in the schema before it looks for variables ("Name Resolution"). */
    private static boolean isVariable(String written) {
        String first = written.split("\\.", 2)[0].strip();
        return first.equals(CelEnvironments.MESSAGE)
                || Stream.of(HeaderField.values()).anyMatch(h -> h.text().startsWith(first + "."));
    }

    private @Nullable Value needsPackets(Span span) {
        findings.error("match-reads-message", span, "'match' chooses packets before the message is read",
                "use packet variables here (udp.dst_port) and fields of the message in rules");
        return null;
    }

    private @Nullable Value select(CelExpr node, Span span) {
        Value holder = value(node.select().operand());
        if (holder == null) {
            return null;
        }
        return node.select().testOnly() ? of(places.has(holder, node.select().field(), span))
                : places.field(holder, node.select().field(), span);
    }

    private @Nullable Value call(CelExpr node, Span span) {
        CelCall call = node.call();
        String function = call.function();
        if (LOGIC.contains(function)) {
            return of(operators.build(node, span));
        }
        if (PacketCel.isFunction(function)) {
            return addresses.call(call, span);
        }
        if (ConstantEvaluator.isConstant(node)) {
            Optional<Expr> known = constants.evaluate(node, checked.tree(), span, resultType(node));
            if (known.isPresent()) {
                return of(known.get() instanceof Literal literal
                        && (literal.type() == ExprType.STRING || literal.type() == ExprType.BYTES) ? bounded(literal)
                                : known.get());
            }
        }
        return switch (function) {
            case "@in" -> of(lists.in(call, span));
            case "_[_]" -> lists.index(call, span);
            default -> of(operators.build(node, span));
        };
    }

    private Optional<ExprType> resultType(CelExpr node) {
        return checked.tree().getType(node.id()).flatMap(t -> Stream.of(ExprType.values())
                .filter(e -> e.celName().equals(t.name())).findFirst());
    }

    /** Null is equal to null only, and in no order with anything; null when something was reported. */
    @Nullable Expr compare(Span span, Relation relation, Value left, Value right) {
        return operators.compare(span, relation, left, right);
    }

    private @Nullable Expr unsupported(Span span, String what, String instead) {
        findings.error("unsupported", span, what, instead);
        return null;
    }

    private @Nullable Value refuse(Span span, String what, String instead) {
        findings.error("unsupported", span, what, instead);
        return null;
    }
}
