package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.PlaceNames;
import dev.protosieve.engine.event.PacketTree;
import dev.protosieve.engine.oracle.PacketExplainer;
import dev.protosieve.engine.oracle.PacketExplanation;
import dev.protosieve.engine.sim.SimulatedFilter;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.sim.Trace;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.PacketFinder;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.ExpectationBody;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.wire.ByteNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Shows one packet to all engines. Blocks; used off the FX thread, by one thread at a time. */
public final class Prober {

    /** Longer runs are cut there; a walk over a message of 3 KB takes about a tenth of it. */
    static final int MOST_STEPS = 200_000;

    private @Nullable CompiledFilter explained;
    private @Nullable PacketExplainer explainer;

    /** @param others targets beside the simulator; {@code notice} says why there is no kernel among them */
    public record Request(Probe probe, CompileReport report, List<FilterTarget> others, String notice) {
    }

    /**
     * Empty while the rules do not compile, or there is no packet.
     *
     * @param stop asked while a kernel verifies the filter
     */
    public Optional<LabReport> probe(Request request, BooleanSupplier stop) {
        if (request.probe().isEmpty() || request.report().filter().isEmpty()
                || request.report().plan().isEmpty()) {
            return Optional.empty();
        }
        CompiledFilter filter = request.report().filter().get();
        byte[] packet = request.probe().packet();
        PacketExplanation why = explainer(filter).explain(packet);
        List<EngineAnswer> answers = new ArrayList<>();
        answers.add(new EngineAnswer.Decided("oracle", why.decision()));
        Optional<Trace> trace = trace(filter, packet, answers);
        request.others().stream().filter(t -> !(t instanceof SimulatorTarget))
                .forEach(target -> answers.add(ask(target, filter, packet, stop)));
        if (answers.size() == 2) {
            answers.add(new EngineAnswer.Missing("kernel", request.notice().isEmpty()
                    ? "There is no live kernel to ask." : request.notice()));
        }
        ByteNode tree = PacketTree.of(packet, filter.rules().message(), filter.rules().framing());
        Optional<ExpectationBody> body = body(tree, packet, filter.rules());
        String noBody = why.decision().isEmpty() ? "The packet is none of this file's."
                : body.isEmpty() ? "An expect line holds a message, and these bytes are none."
                        : decision(filter, body.get().bytes()).equals(why.decision()) ? ""
                                : "An expect line cannot hold what decides here: headers of the packet, or bytes that a message"
                                        + " written as text does not have.";
        return Optional.of(new LabReport(request.probe(), filter,
                why.decision().isPresent() ? tree : plain(tree, filter.rules()), why, answers, trace,
                PlaceNames.of(request.report().plan().get()),
                noBody.isEmpty() ? body.map(ExpectationBody::text) : Optional.empty(), noBody));
    }

    /** What is not meant by the rules need be no message of theirs, so nothing in it is wrong. */
    private static ByteNode plain(ByteNode packet, TypedRules rules) {
        return new ByteNode(packet.kind(), packet.name(), packet.value(), packet.detail(), packet.start(),
                packet.end(), packet.path(), packet.parts().stream()
                        .map(p -> p.name().equals(rules.message().getFullName()) && p.firstBroken().isPresent()
                                ? new ByteNode(p.kind(), "payload", "", p.detail(), p.start(), p.end(), List.of(),
                                        List.of())
                                : p)
                        .toList());
    }

    private static Optional<ExpectationBody> body(ByteNode tree, byte[] packet, TypedRules rules) {
        return tree.parts().stream().filter(p -> p.name().equals(rules.message().getFullName())).findFirst().flatMap(
                p -> ExpectationBody.of(Arrays.copyOfRange(packet, p.start(), p.end()), rules.message()));
    }

    /** In the packet that expect lines are tested in. */
    private Optional<Decision> decision(CompiledFilter filter, byte[] message) {
        return new PacketFinder(filter.rules()).find(message.length)
                .flatMap(found -> explainer(filter).explain(found.around(message)).decision());
    }

    // compiling every condition takes longer than evaluating them; rules that limit begin anew with each packet
    private PacketExplainer explainer(CompiledFilter filter) {
        boolean measures = filter.rules().rules().stream().anyMatch(r -> r.measure() instanceof Measure.Limit);
        if (explainer == null || explained != filter || measures) {
            explainer = new PacketExplainer(filter.rules(), filter.hook().hidden());
            explained = filter;
        }
        return explainer;
    }

    private static Optional<Trace> trace(CompiledFilter filter, byte[] packet, List<EngineAnswer> answers) {
        SimulatorTarget simulator = new SimulatorTarget();
        LoadOutcome outcome = simulator.load(filter);
        // two, because rules that count or limit remember the run before
        if (outcome instanceof LoadOutcome.Loaded first && simulator.load(filter) instanceof LoadOutcome.Loaded second
                && second.filter() instanceof SimulatedFilter traced) {
            try (LoadedFilter plain = first.filter(); traced) {
                answers.add(answer("simulator", plain, packet));
                return Optional.of(traced.trace(packet, MOST_STEPS));
            }
        }
        answers.add(new EngineAnswer.Missing("simulator", Checker.words(outcome)));
        return Optional.empty();
    }

    private static EngineAnswer ask(FilterTarget target, CompiledFilter filter, byte[] packet,
            BooleanSupplier stop) {
        LoadOutcome outcome = target.load(filter, stop);
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            try (LoadedFilter running = loaded.filter()) {
                return answer(target.name(), running, packet);
            }
        }
        return new EngineAnswer.Missing(target.name(), Checker.words(outcome));
    }

    private static EngineAnswer answer(String engine, LoadedFilter filter, byte[] packet) {
        try {
            return new EngineAnswer.Decided(engine, EngineAnswer.decision(filter.filter(), filter.run(packet)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // the kernel takes no packets below 14 bytes and above a page; the simulator names what it refuses
            return new EngineAnswer.Missing(engine, String.valueOf(e.getMessage()));
        }
    }
}
