package dev.protosieve.engine.oracle;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.protosieve.engine.oracle.PacketExplanation.RuleExplanation;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.PacketCel;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import dev.protosieve.engine.wire.PacketLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The true answer for a packet together with what every part of every condition came to. */
public final class PacketExplainer {

    private final TypedRules rules;
    private final int hidden;
    private final PacketEvaluator evaluator;
    private final ConditionTracer match;
    private final List<ConditionTracer> conditions = new ArrayList<>();
    private final WireAudit audit;
    private final WalkedValues values;

    /** @param hidden how many bytes in front of the IP header the hook does not show */
    public PacketExplainer(TypedRules rules, int hidden) {
        this.rules = rules;
        this.hidden = hidden;
        this.evaluator = new PacketEvaluator(rules, hidden);
        WalkedTree tree = WalkedTree.of(rules.message(), rules.rules());
        this.values = WalkedValues.shown(rules.message(), rules.rules());
        this.audit = new WireAudit(rules.validateFull()
                ? WalkedTree.whole(rules.message(), rules.rules(), Extensions.in(rules.schema())) : tree,
                rules.limits());
        CelRuntime runtime = SpecCorrections.runtime(rules.schema().files());
        Condition matched = rules.syntax().statements().stream().filter(Statement.Match.class::isInstance)
                .map(s -> ((Statement.Match) s).condition()).findFirst().orElseThrow();
        this.match = new ConditionTracer(matched, matchCompiler(), runtime, rules.schema());
        CelCompiler compiler = ReferenceEvaluator.compiler(rules);
        List<Statement.Rule> statements = rules.syntax().rules();
        rules.rules().forEach(rule -> {
            Statement.Rule statement = statements.get(rule.number() - 1);
            conditions.add(statement.condition().map(c -> new ConditionTracer(c, compiler, runtime, rules.schema()))
                    .orElseGet(() -> ConditionTracer.always(statement.actionSpan())));
        });
    }

    private static CelCompiler matchCompiler() {
        CelCompilerBuilder compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
        PacketCel.declare(compiler);
        return compiler.build();
    }

    public PacketExplanation explain(byte[] packet) {
        Optional<PacketHeaders> headers = PacketHeaders.of(packet).map(h -> h.without(hidden));
        Optional<Explanation> matched = headers.map(h -> match.trace(variables(h), h));
        Optional<Decision> decision = evaluator.decide(packet);
        if (decision.isEmpty()) {
            return none(matched, decision, headers.isEmpty() ? "This is no UDP or TCP over IP."
                    : matched.filter(m -> m.outcome() == Explanation.Outcome.TRUE).isPresent()
                            ? "There is no message in this packet." : "The match statement does not hold.");
        }
        PacketLayout at = PacketLayout.find(packet).orElseThrow();
        if (decision.get().cause() == Cause.UNSEEN || at.end() > packet.length || at.end() < at.start()
                || at.end() > PacketLayout.FURTHEST) {
            return none(matched, decision, decision.get().cause() == Cause.UNSEEN
                    ? "The message is not whole in this packet." : "The packet is longer than a filter reads.");
        }
        return ofPayload(Arrays.copyOfRange(packet, at.start(), at.end()), headers.orElseThrow(), matched,
                decision.get());
    }

    private static PacketExplanation none(Optional<Explanation> match, Optional<Decision> decision, String why) {
        return new PacketExplanation(match, decision, why, List.of(), 0, 0);
    }

    private PacketExplanation ofPayload(byte[] payload, PacketHeaders headers, Optional<Explanation> matched,
            Decision decision) {
        List<byte[]> messages = rules.framing() == Framing.DATAGRAM ? List.of(payload)
                : FramedPayload.of(payload, rules.framing()).messages();
        int which = rules.framing() == Framing.DATAGRAM ? 0 : deciding(messages, headers, decision);
        if (which < 0) {
            return none(matched, Optional.of(decision), "The payload ends inside of a message or of its length.");
        }
        byte[] message = messages.get(which);
        String trouble = trouble(message);
        List<RuleExplanation> explained = trouble.isEmpty() ? rules(message, headers, decision) : List.of();
        return new PacketExplanation(matched, Optional.of(decision), trouble, explained, messages.size(), which);
    }

    /** The first message with that decision, or -1. */
    private int deciding(List<byte[]> messages, PacketHeaders headers, Decision decision) {
        ReferenceEvaluator fresh = new ReferenceEvaluator(rules);
        for (int i = 0; i < messages.size(); i++) {
            if (fresh.decide(messages.get(i), headers).equals(decision)) {
                return i;
            }
        }
        return -1;
    }

    private String trouble(byte[] message) {
        return switch (audit.audit(message)) {
            case WireAudit.Finding.Malformed(WireAudit.Flaw flaw, int at) ->
                "The bytes are no such message: " + words(flaw) + ", at byte " + at + " of the message.";
            case WireAudit.Finding.OverLimit(int at) ->
                "The message is larger or deeper than a filter walks, from byte " + at + " of the message on.";
            case WireAudit.Finding.Whole _ -> "";
        };
    }

    private static String words(WireAudit.Flaw flaw) {
        return switch (flaw) {
            case TRUNCATED -> "they end too early";
            case FIELD_ZERO -> "a field has the number 0";
            case WIRE_TYPE -> "there is no such wire type";
            case LONG_TAG -> "a tag is too long";
            case LONG_VARINT -> "a number has more than ten bytes";
            case LONG_LENGTH -> "a length is too large";
            case END_GROUP -> "a group ends that did not begin";
            case OPEN_GROUP -> "a group does not end";
            case UTF8 -> "a text that a rule reads is no UTF-8";
        };
    }

    private List<RuleExplanation> rules(byte[] message, PacketHeaders headers, Decision decision) {
        Map<String, Object> variables = variables(headers);
        try {
            variables.put("msg", values.read(message));
        } catch (InvalidProtocolBufferException e) {
            return List.of();
        }
        List<RuleExplanation> explained = new ArrayList<>();
        boolean open = true;
        for (int i = 0; i < conditions.size(); i++) {
            Explanation condition = conditions.get(i).trace(variables, headers);
            explained.add(new RuleExplanation(i, open, condition));
            boolean failed = condition.outcome() == Explanation.Outcome.ERROR
                    && rules.rules().get(i).action().isFinal() && decision.cause() == Cause.ERROR;
            open = open && decision.rule() != i && !failed;
        }
        return explained;
    }

    private static Map<String, Object> variables(PacketHeaders headers) {
        Map<String, Object> variables = new HashMap<>();
        headers.values().forEach((header, value) -> variables.put(header.text(), value));
        return variables;
    }

    /** The decision that the parts alone lead to, for those who do not trust the other one; limits are taken to let pass. */
    static Optional<Decision> decisionOf(PacketExplanation explained, TypedRules rules) {
        if (explained.rules().isEmpty() && !explained.trouble().isEmpty()) {
            return explained.decision();
        }
        for (RuleExplanation rule : explained.rules()) {
            var action = rules.rules().get(rule.rule()).action();
            boolean limits = rules.rules().get(rule.rule())
                    .measure() instanceof Measure.Limit;
            if (!action.isFinal()) {
                continue;
            }
            switch (rule.condition().outcome()) {
                case TRUE -> {
                    if (!limits) {
                        return Optional.of(new Decision(action.drops() ? Verdict.DROP : Verdict.PASS, Cause.RULE,
                                rule.rule()));
                    }
                }
                case ERROR -> {
                    return Optional.of(rules.decision(Cause.ERROR));
                }
                case FALSE, VALUE, NOT_ASKED -> {
                }
            }
        }
        return Optional.of(rules.decision(Cause.DEFAULT));
    }
}
