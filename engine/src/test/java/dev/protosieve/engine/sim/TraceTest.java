package dev.protosieve.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.emit.PlaceNames;
import dev.protosieve.engine.event.PacketTree;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.oracle.PacketEvaluator;
import dev.protosieve.engine.oracle.PacketExplainer;
import dev.protosieve.engine.oracle.PacketExplanation;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.ProtocFinder;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import dev.protosieve.engine.target.PacketFinder;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded runs and explanations of the samples, against plain runs and the reference. */
class TraceTest {

    private static final Path SAMPLES = Path.of("..", "sample-protos");
    private static final int MESSAGES = 20;

    private static CompileReport compile(String sample, Hook hook) throws IOException {
        Path file = SAMPLES.resolve(sample).resolve(sample + ".sieve");
        CompileReport report = new RulePipeline(new SchemaLoader(new ProtoCompiler(ProtocFinder.find().orElseThrow())))
                .compile(new SourceText(file.toString(), Files.readString(file)), file.toAbsolutePath().getParent(),
                        EmitOptions.of(hook, KernelFeatures.ALL));
        assertTrue(report.filter().isPresent(), report.diagnostics()::toString);
        return report;
    }

    private static SimulatedFilter load(CompiledFilter filter) {
        return (SimulatedFilter) assertInstanceOf(LoadOutcome.Loaded.class, new SimulatorTarget().load(filter))
                .filter();
    }

    @ParameterizedTest
    @ValueSource(strings = {"addressbook", "search", "shop", "telemetry"})
    void traceEndsAsTheRunAndExplanationDecidesAsTheReference(String sample) throws IOException {
        CompileReport report = compile(sample, Hook.XDP);
        CompiledFilter filter = report.filter().orElseThrow();
        PlaceNames names = PlaceNames.of(report.plan().orElseThrow());
        MessageGenerator messages = MessageGenerator.of(filter.rules(), 11);
        PacketFinder finder = new PacketFinder(filter.rules());
        PacketEvaluator reference = new PacketEvaluator(filter.rules(), 0);
        PacketExplainer explainer = new PacketExplainer(filter.rules(), 0);
        Set<Cause> causes = new HashSet<>();
        int named = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = messages.next();
            byte[] packet = finder.find(message.length).orElseThrow().around(message);
            try (SimulatedFilter plain = load(filter); SimulatedFilter traced = load(filter)) {
                RunResult result = plain.run(packet);
                Trace trace = traced.trace(packet, 200_000);
                assertEquals(new Trace.End.Returned(result.action(), result.entry()), trace.end());
                assertEquals(load(filter).instructions(packet), trace.size());
                named += (int) trace.memory(trace.size()).stream()
                        .filter(w -> w.place().area() instanceof Trace.Area.MapValue(String map, int _)
                                && map.equals("state") && names.inState(w.place().offset()).isPresent())
                        .count();
            }
            PacketExplanation explained = explainer.explain(packet);
            assertEquals(reference.decide(packet), explained.decision());
            explained.decision().ifPresent(d -> causes.add(d.cause()));
            if (explained.decision().filter(d -> d.cause() == Cause.MALFORMED).isPresent()) {
                assertTrue(!explained.trouble().isEmpty(), "no reason");
            }
            assertEquals(packet.length, PacketTree.of(packet, filter.rules().message(), filter.rules().framing())
                    .end());
        }
        assertTrue(causes.size() >= 2, causes::toString);
        assertTrue(named > MESSAGES, named + " names");
    }

    @ParameterizedTest
    @ValueSource(strings = "search")
    void longRunsAreCutAndSaySo(String sample) throws IOException {
        CompiledFilter filter = compile(sample, Hook.TC_INGRESS).filter().orElseThrow();
        byte[] packet = new PacketFinder(filter.rules()).find(0).orElseThrow().around(new byte[0]);
        try (SimulatedFilter loaded = load(filter)) {
            Trace trace = loaded.trace(packet, 20);
            assertEquals(new Trace.End.Cut(20), trace.end());
            assertEquals(20, trace.size());
            assertEquals(0, trace.next(trace.slot(0), 0));
            assertEquals(-1, trace.previous(trace.slot(0), 0));
        }
    }
}
