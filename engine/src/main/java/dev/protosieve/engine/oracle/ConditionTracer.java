package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.protosieve.engine.oracle.Explanation.Outcome;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.CelRanges;
import dev.protosieve.engine.typed.CelText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One condition, evaluated by cel-java with a listener at every node of its tree. A node that was entered and has no value is
 * an error; one that was not entered was not asked.
 */
final class ConditionTracer {

    private final @Nullable CelAbstractSyntaxTree ast;
    private final CelRuntime.@Nullable Program program;
    private final CelRanges ranges;
    private final String text;
    private final Span span;
    private final @Nullable Schema schema;

    ConditionTracer(Condition condition, CelCompiler compiler, CelRuntime runtime, Schema schema) {
        this.text = CelText.withoutComments(condition.text());
        this.span = condition.span();
        this.schema = schema;
        try {
            CelAbstractSyntaxTree tree = compiler.compile(text).getAst();
            this.ast = tree;
            this.program = runtime.createProgram(tree);
            this.ranges = new CelRanges(text, span.start(), tree.getSource());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("a checked condition does not compile: " + text, e);
        }
    }

    private ConditionTracer(Span span) {
        this.ast = null;
        this.program = null;
        this.text = "";
        this.schema = null;
        this.span = span;
        this.ranges = new CelRanges("", span.start(), dev.cel.common.CelSource.newBuilder("").build());
    }

    /** Of a rule without a condition. */
    static ConditionTracer always(Span span) {
        return new ConditionTracer(span);
    }

    Explanation trace(Map<String, Object> variables, PacketHeaders headers) {
        if (ast == null || program == null) {
            return new Explanation(span, "always", Outcome.TRUE, "true", List.of());
        }
        Run run = new Run();
        try {
            program.trace(variables, PacketFunctions.over(headers), run::heard);
        } catch (CelEvaluationException e) {
            run.reason = reason(e);
        }
        return run.explain(ast.getExpr(), true);
    }

    private static String reason(CelEvaluationException e) {
        String message = String.valueOf(e.getMessage());
        String first = message.lines().findFirst().orElse("").replaceFirst("^evaluation error at [^:]*:\\d+: ", "")
                .replaceFirst("^evaluation error: ", "");
        // cel-java gives the bare key of a map that has it not
        boolean key = e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND && first.indexOf(' ') < 0;
        return first.isBlank() ? "no value" : key ? "there is no key " + first : first;
    }

    /** What was heard while it ran. */
    private final class Run {

        private final Map<Long, List<Object>> heard = new HashMap<>();
        private String reason = "no value";

        void heard(CelExpr node, Object value) {
            heard.computeIfAbsent(node.id(), _ -> new ArrayList<>()).add(value);
        }

        private Optional<Object> last(CelExpr node) {
            List<Object> all = heard.get(node.id());
            return all == null ? Optional.empty()
                    : Optional.of(all.getLast()).filter(v -> !(v instanceof dev.cel.runtime.CelUnknownSet));
        }

        Explanation explain(CelExpr node, boolean entered) {
            Span at = ranges.of(node);
            String words = text.substring(Math.clamp(at.start() - span.start(), 0, text.length()),
                    Math.clamp(at.end() - span.start(), 0, text.length())).replaceAll("\\s+", " ");
            List<Explanation> parts = parts(node, entered);
            Optional<Object> value = last(node);
            if (value.isPresent()) {
                Object is = value.get();
                Outcome outcome = is instanceof Boolean b ? b ? Outcome.TRUE : Outcome.FALSE : Outcome.VALUE;
                return new Explanation(at, words, outcome, words(node, is), parts);
            }
            return entered ? new Explanation(at, words, Outcome.ERROR, reason, parts)
                    : new Explanation(at, words, Outcome.NOT_ASKED, "", parts);
        }

        private String words(CelExpr node, Object value) {
            String number = ValueWords.of(value);
            return enumOf(node).map(e -> value instanceof Long l ? e.findValueByNumber(l.intValue()) : null)
                    .map(named -> named.getName() + " (" + number + ")").orElse(number);
        }

        /** The type of a field of an enum. */
        private Optional<EnumDescriptor> enumOf(CelExpr node) {
            if (ast == null || schema == null || node.getKind() != CelExpr.ExprKind.Kind.SELECT) {
                return Optional.empty();
            }
            return ast.getType(node.select().operand().id()).flatMap(type -> schema.message(type.name()))
                    .flatMap(m -> Optional.ofNullable(m.findFieldByName(node.select().field())))
                    .filter(f -> f.getJavaType() == FieldDescriptor.JavaType.ENUM && !f.isRepeated())
                    .map(FieldDescriptor::getEnumType);
        }

        private List<Explanation> parts(CelExpr node, boolean entered) {
            List<Explanation> parts = new ArrayList<>();
            switch (node.getKind()) {
                case CALL -> call(node.call(), entered, parts);
                case COMPREHENSION -> comprehension(node.comprehension(), entered, parts);
                case LIST -> inOrder(node.list().elements(), entered, parts);
                case SELECT -> {
                    if (node.select().operand().getKind() == CelExpr.ExprKind.Kind.CALL) {
                        parts.add(explain(node.select().operand(), entered));
                    }
                }
                case CONSTANT, IDENT, STRUCT, MAP, NOT_SET -> {
                }
            }
            return parts;
        }

        private void call(CelCall call, boolean entered, List<Explanation> into) {
            List<CelExpr> operands = new ArrayList<>();
            call.target().ifPresent(operands::add);
            operands.addAll(call.args());
            switch (call.function()) {
                case "_&&_", "_||_" -> {
                    boolean decides = call.function().equals("_||_");
                    boolean open = entered;
                    for (CelExpr operand : operands) {
                        add(operand, open, into);
                        open = open && last(operand).filter(v -> v.equals(decides)).isEmpty();
                    }
                }
                case "_?_:_" -> {
                    add(operands.get(0), entered, into);
                    Optional<Object> chosen = last(operands.get(0));
                    add(operands.get(1), entered && chosen.filter(Boolean.TRUE::equals).isPresent(), into);
                    add(operands.get(2), entered && chosen.filter(Boolean.FALSE::equals).isPresent(), into);
                }
                default -> inOrder(operands, entered, into);
            }
        }

        /** Operands of what needs them all: behind the first error nobody asks. */
        private void inOrder(List<CelExpr> operands, boolean entered, List<Explanation> into) {
            boolean open = entered;
            for (CelExpr operand : operands) {
                add(operand, open, into);
                open = open && (last(operand).isPresent() || isConstant(operand));
            }
        }

        private void add(CelExpr operand, boolean entered, List<Explanation> into) {
            if (!isConstant(operand)) {
                into.add(explain(operand, entered));
            }
        }

        private boolean isConstant(CelExpr node) {
            return switch (node.getKind()) {
                case CONSTANT -> true;
                case LIST -> node.list().elements().stream().allMatch(this::isConstant);
                case IDENT, SELECT -> isEnum(node);
                case CALL -> node.call().function().equals("-_") && isConstant(node.call().args().getFirst());
                case COMPREHENSION, STRUCT, MAP, NOT_SET -> false;
            };
        }

        /** A name of an enum's value, which the checker made a constant. */
        private boolean isEnum(CelExpr node) {
            return ast != null && ast.getReference(node.id()).flatMap(r -> r.value()).isPresent();
        }

        private void comprehension(CelComprehension all, boolean entered, List<Explanation> into) {
            add(all.iterRange(), entered, into);
            List<CelExpr> bodies = new ArrayList<>();
            body(all, bodies);
            boolean simple = last(all.iterRange()).filter(List.class::isInstance).isPresent();
            for (CelExpr body : bodies) {
                List<Object> results = heard.getOrDefault(body.id(), List.of());
                List<?> elements = simple ? (List<?>) last(all.iterRange()).orElseThrow() : List.of();
                for (int i = 0; i < Math.min(results.size(), ValueWords.MOST_ELEMENTS); i++) {
                    boolean known = results.size() <= elements.size() && i < elements.size();
                    Object result = results.get(i);
                    into.add(new Explanation(ranges.of(body),
                            all.iterVar() + (known ? " = " + ValueWords.of(elements.get(i)) : ", element " + i),
                            Boolean.TRUE.equals(result) ? Outcome.TRUE : Boolean.FALSE.equals(result) ? Outcome.FALSE
                                    : Outcome.VALUE,
                            ValueWords.of(result), List.of()));
                }
            }
        }

        /** The condition that the user wrote: the only operand of the loop's step that does not carry the result on. */
        private void body(CelComprehension all, List<CelExpr> into) {
            if (all.loopStep().getKind() != CelExpr.ExprKind.Kind.CALL) {
                return;
            }
            CelCall step = all.loopStep().call();
            if (step.function().equals("_?_:_")) {
                into.add(step.args().getFirst());
            } else if (step.args().size() == 2) {
                into.add(step.args().get(1));
            }
        }
    }
}
