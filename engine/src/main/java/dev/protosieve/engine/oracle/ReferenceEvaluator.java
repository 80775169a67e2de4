package dev.protosieve.engine.oracle;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.common.CelContainer;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.CelText;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The true answer: protobuf-java parses the bytes, cel-java evaluates the conditions as they are written, in order.
 *
 * <p>First {@link WireAudit} walks the bytes; what it says decides about {@link Cause#MALFORMED} and {@link Cause#LIMIT}. A
 * message that is malformed anywhere in its walked part is malformed, also when a rule could have decided earlier. Then
 * protobuf-java parses by types that declare only what rules read, so that it validates no more than a filter does
 * ({@link WalkedValues}).
 */
public final class ReferenceEvaluator {

    private static final int SOME_PORT = 40_000;

    private record Step(Action action, CelRuntime.Program program) {
    }

    private final TypedRules rules;
    private final WireAudit audit;
    private final WalkedValues values;
    private final List<Step> steps;
    private long errorsIgnored;

    /** Compiles every condition anew from its text. */
    public ReferenceEvaluator(TypedRules rules) {
        this.rules = rules;
        WalkedTree tree = WalkedTree.of(rules.message(), rules.rules());
        this.audit = new WireAudit(tree, rules.limits());
        this.values = new WalkedValues(tree);
        this.steps = steps(rules);
    }

    private static List<Step> steps(TypedRules rules) {
        CelCompiler compiler = compiler(rules);
        CelRuntime runtime = SpecCorrections.runtime(rules.schema().files());
        List<Statement.Rule> statements = rules.syntax().rules();
        List<Step> steps = new ArrayList<>();
        for (TypedRule rule : rules.rules()) {
            String text = statements.get(rule.number() - 1).condition().map(c -> CelText.withoutComments(c.text()))
                    .orElse("true");
            try {
                steps.add(new Step(rule.action(), runtime.createProgram(compiler.compile(text).getAst())));
            } catch (CelValidationException | CelEvaluationException e) {
                throw new IllegalStateException("a checked condition does not compile: " + text, e);
            }
        }
        return List.copyOf(steps);
    }

    private static CelCompiler compiler(TypedRules rules) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(CelOptions.current().build())
                .setContainer(CelContainer.ofName(rules.message().getFullName()))
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS).addLibraries(CelExtensions.protos())
                .addFileTypes(rules.schema().files()).addMessageTypes(rules.message())
                .addVar("msg", StructTypeReference.create(rules.message().getFullName()));
        for (HeaderField header : HeaderField.values()) {
            builder.addVar(header.text(), SimpleType.INT);
        }
        return builder.build();
    }

    /** As if the message came in a UDP datagram over IPv4 from port 40000 to port 0. */
    public Decision decide(byte[] message) {
        return decide(message, PacketHeaders.udp(4, SOME_PORT, 0, message.length));
    }

    /**
     * The decision of the rules; in observe mode it is what would have been done.
     *
     * @param message the bytes of the message alone
     * @param headers of the packet, which {@code match} is taken to accept
     */
    public Decision decide(byte[] message, PacketHeaders headers) {
        return switch (audit.audit(message)) {
            case WireAudit.Finding.Malformed _ -> rules.decision(Cause.MALFORMED);
            case WireAudit.Finding.OverLimit _ -> rules.decision(Cause.LIMIT);
            case WireAudit.Finding.Whole _ -> evaluate(message, headers);
        };
    }

    /** How many conditions of rules that decide nothing were errors, in all decisions so far. */
    public long errorsIgnored() {
        return errorsIgnored;
    }

    private Decision evaluate(byte[] message, PacketHeaders headers) {
        Map<String, Object> variables = new HashMap<>();
        headers.values().forEach((header, value) -> variables.put(header.text(), value));
        try {
            variables.put("msg", values.read(message));
        } catch (InvalidProtocolBufferException e) {
            return rules.decision(Cause.MALFORMED);
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            try {
                if (Boolean.TRUE.equals(step.program.eval(variables)) && step.action.isFinal()) {
                    return new Decision(step.action == Action.DROP ? Verdict.DROP : Verdict.PASS, Cause.RULE, i);
                }
            } catch (CelEvaluationException e) {
                if (step.action.isFinal()) {
                    return rules.decision(Cause.ERROR);
                }
                errorsIgnored++;
            }
        }
        return rules.decision(Cause.DEFAULT);
    }
}
