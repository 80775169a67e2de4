package dev.protosieve.engine.oracle;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.common.CelContainer;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationExceptionBuilder;
import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.protosieve.engine.oracle.FramedPayload.Rest;
import dev.protosieve.engine.rule.Argument;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.CelText;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.ExprType;
import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.typed.GroupKey;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.PacketCel;
import dev.protosieve.engine.typed.Transport;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

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
    private static final GroupKey EVERY_PACKET = GroupKey.of(ExprType.BOOL, 1);

    /** The packet of one evaluation. */
    private record Packet(Map<String, Object> variables, CelFunctionResolver reads, long bytes) {

        /** Never cel-java's word for a variable that this packet has not: that is an error. */
        Object value(CelRuntime.Program program) throws CelEvaluationException {
            Object value = program.eval(variables, reads);
            if (value instanceof CelUnknownSet) {
                throw CelEvaluationExceptionBuilder.newBuilder("the packet has no such header").build();
            }
            return value;
        }
    }

    private record Step(TypedRule rule, CelRuntime.Program condition, Optional<CelRuntime.Program> key) {

        boolean holds(Packet packet) throws CelEvaluationException {
            return Boolean.TRUE.equals(packet.value(condition));
        }

        /** The value that the rule tells packets apart by; where it does not, they are all the same. */
        GroupKey keyOf(Packet packet) throws CelEvaluationException {
            if (key.isEmpty()) {
                return EVERY_PACKET;
            }
            Object value = packet.value(key.get());
            if (value instanceof dev.cel.common.values.NullValue || value instanceof com.google.protobuf.NullValue) {
                throw CelEvaluationExceptionBuilder.newBuilder("null tells no packets apart").build();
            }
            return RuleTally.key(rule.measure().key().orElseThrow().type(), value);
        }
    }

    private final TypedRules rules;
    private final WireAudit audit;
    private final WalkedValues values;
    private final List<Step> steps;
    private final RuleTally tally;
    private final Framing framing;

    /** By the machine's clock. */
    public ReferenceEvaluator(TypedRules rules) {
        this(rules, System::nanoTime);
    }

    /**
     * Compiles every condition anew from its text.
     *
     * @param clock nanoseconds that never go back, for {@code limit}
     */
    public ReferenceEvaluator(TypedRules rules, LongSupplier clock) {
        this.tally = new RuleTally(rules.rules(), clock);
        this.rules = rules;
        this.framing = rules.framing();
        WalkedTree tree = WalkedTree.of(rules.message(), rules.rules());
        this.audit = new WireAudit(rules.validateFull()
                ? WalkedTree.whole(rules.message(), rules.rules(), Extensions.in(rules.schema())) : tree,
                rules.limits());
        this.values = new WalkedValues(tree);
        this.steps = steps(rules);
    }

    private static List<Step> steps(TypedRules rules) {
        CelCompiler compiler = compiler(rules);
        CelRuntime runtime = SpecCorrections.runtime(rules.schema().files());
        List<Statement.Rule> statements = rules.syntax().rules();
        List<Step> steps = new ArrayList<>();
        for (TypedRule rule : rules.rules()) {
            Statement.Rule statement = statements.get(rule.number() - 1);
            Optional<Condition> key = switch (statement.argument()) {
                case Argument.None _, Argument.Sample _ -> Optional.empty();
                case Argument.Count count -> count.by();
                case Argument.Limit limit -> limit.per();
            };
            steps.add(new Step(rule,
                    program(statement.condition().map(Condition::text).orElse("true"), compiler, runtime),
                    key.map(k -> program(k.text(), compiler, runtime))));
        }
        return List.copyOf(steps);
    }

    private static CelRuntime.Program program(String text, CelCompiler compiler, CelRuntime runtime) {
        try {
            return runtime.createProgram(compiler.compile(CelText.withoutComments(text)).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("a checked expression does not compile: " + text, e);
        }
    }

    static CelCompiler compiler(TypedRules rules) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(CelOptions.current().build())
                .setContainer(CelContainer.ofName(rules.message().getFullName()))
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS).addLibraries(CelExtensions.protos())
                .addFileTypes(rules.schema().files()).addMessageTypes(rules.message())
                .addVar("msg", StructTypeReference.create(rules.message().getFullName()));
        PacketCel.declare(builder);
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

    /**
     * The decision about all messages of a payload: the first one whose verdict is drop, otherwise the first that a rule or a
     * cause decided, otherwise the default. Empty when there is no message.
     *
     * @param headers of the packet, which {@code match} is taken to accept
     */
    public Optional<Decision> decidePayload(byte[] payload, PacketHeaders headers) {
        if (framing == Framing.DATAGRAM) {
            return Optional.of(decide(payload, headers));
        }
        FramedPayload framed = FramedPayload.of(payload, framing);
        Optional<Decision> first = Optional.empty();
        for (byte[] message : framed.messages()) {
            Decision decision = decide(message, headers);
            if (decision.verdict() == Verdict.DROP) {
                return Optional.of(decision);
            }
            first = earlier(first, decision);
        }
        boolean segment = Long.valueOf(Transport.TCP.protocol()).equals(headers.values().get(HeaderField.IP_PROTOCOL));
        Decision rest = rules.decision(framed.rest() == Rest.CUT && segment ? Cause.UNSEEN : Cause.MALFORMED);
        if (framed.rest() == Rest.NOTHING) {
            return first;
        }
        return rest.verdict() == Verdict.DROP ? Optional.of(rest) : earlier(first, rest);
    }

    private static Optional<Decision> earlier(Optional<Decision> first, Decision next) {
        return first.filter(d -> d.cause() != Cause.DEFAULT).or(() -> Optional.of(next));
    }

    private Decision evaluate(byte[] message, PacketHeaders headers) {
        Map<String, Object> variables = new HashMap<>();
        headers.values().forEach((header, value) -> variables.put(header.text(), value));
        try {
            variables.put("msg", values.read(message));
        } catch (InvalidProtocolBufferException e) {
            return rules.decision(Cause.MALFORMED);
        }
        Packet packet = new Packet(variables, PacketFunctions.over(headers), headers.packet().length);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            try {
                if (matches(i, step, packet) && step.rule.action().isFinal()) {
                    return new Decision(step.rule.action().drops() ? Verdict.DROP : Verdict.PASS, Cause.RULE, i);
                }
            } catch (CelEvaluationException e) {
                if (step.rule.action().isFinal()) {
                    return rules.decision(Cause.ERROR);
                }
                tally.failed();
            }
        }
        return rules.decision(Cause.DEFAULT);
    }

    /** Whether the rule does to the packet what it is there for; a {@code limit} does nothing while there are tokens. */
    private boolean matches(int index, Step step, Packet packet) throws CelEvaluationException {
        if (!step.holds(packet)) {
            return false;
        }
        GroupKey key = step.keyOf(packet);
        if (step.rule.measure() instanceof Measure.Limit limit && tally.take(index, limit, key)) {
            return false;
        }
        tally.matched(index, packet.bytes);
        if (step.rule.measure() instanceof Measure.Count && step.key.isPresent()) {
            tally.counted(index, key, packet.bytes);
        }
        return true;
    }

    /** What the rules have measured over all messages so far. */
    public RuleTally tally() {
        return tally;
    }
}
