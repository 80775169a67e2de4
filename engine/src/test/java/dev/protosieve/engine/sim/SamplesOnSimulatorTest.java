package dev.protosieve.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.event.EventDecoder;
import dev.protosieve.engine.event.FilterEvent;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.EventReader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples from rule text to the simulator's verdict, on every hook. */
class SamplesOnSimulatorTest {

    private static final Path SAMPLES = Path.of("..", "sample-protos");
    private static final int MESSAGES = 400;
    private static final long SEED = 7;

    static Stream<Arguments> samplesAndHooks() {
        return Stream.of("addressbook", "search", "shop", "telemetry")
                .flatMap(name -> Stream.of(Hook.values()).map(hook -> Arguments.of(name, hook)));
    }

    @ParameterizedTest
    @MethodSource("samplesAndHooks")
    void decidesAsTheReferenceDoes(String sample, Hook hook) throws IOException {
        compare(compile(sample, hook));
    }

    private static void compare(CompiledFilter filter) {
        ReferenceEvaluator reference = new ReferenceEvaluator(filter.rules());
        MessageGenerator messages = MessageGenerator.of(filter.rules(), SEED);
        Random random = new Random(SEED);
        Set<Integer> moved = new HashSet<>();
        try (SimulatorTarget target = new SimulatorTarget(); SimulatedFilter loaded = load(target, filter)) {
            for (int i = 0; i < MESSAGES; i++) {
                byte[] message = messages.next();
                byte[] packet = TestPackets.of(filter.rules(), message.length).orElseThrow().around(message);
                // An XDP buffer is linear; the others may have a linear part of any length behind the Ethernet header.
                int linear = filter.hook() == Hook.XDP ? packet.length : 14 + random.nextInt(packet.length - 13);
                RunResult answer = loaded.run(packet, linear);
                assertEquals(expected(filter, reference.decide(message)), answer,
                        () -> "linear " + linear + ", " + HexFormat.of().formatHex(message));
                moved.add(answer.entry());
            }
            assertTrue(moved.size() >= 3, "the messages are so much alike that only these entries moved: " + moved);
        }
    }

    @ParameterizedTest
    @MethodSource("samplesAndHooks")
    void tellsEveryVerdictAsAnEventThatAgreesWithTheCounters(String sample, Hook hook) throws IOException {
        CompiledFilter filter = compile(sample, hook);
        MessageGenerator messages = MessageGenerator.of(filter.rules(), SEED);
        EventDecoder decoder = new EventDecoder(filter);
        List<FilterEvent> events = new ArrayList<>();
        try (SimulatorTarget target = new SimulatorTarget();
                SimulatedFilter loaded = load(target, filter);
                EventReader reader = loaded.events()) {
            for (int i = 0; i < MESSAGES; i++) {
                byte[] message = messages.next();
                loaded.run(TestPackets.of(filter.rules(), message.length).orElseThrow().around(message));
            }
            reader.drain(new EventReader.Sink() {
                @Override
                public void event(int cpu, ByteBuffer bytes) {
                    events.add(decoder.decode(cpu, bytes).orElseThrow());
                }

                @Override
                public void lost(int cpu, long count) {
                    throw new AssertionError("lost " + count);
                }
            });
            long[] packets = loaded.counters().packets();
            long[] told = new long[packets.length];
            events.forEach(e -> told[e.entry()]++);
            assertEquals(List.of(), Stream.iterate(0, i -> i < packets.length, i -> i + 1)
                    .filter(i -> filter.counters().isVerdict(i) && told(filter, i, packets[i]) != told[i])
                    .map(i -> i + ": " + packets[i] + " counted, " + told[i] + " told")
                    .toList());
            assertTrue(events.size() >= MESSAGES);
            long verdicts = IntStream.range(0, packets.length).filter(filter.counters()::isVerdict)
                    .mapToLong(i -> packets[i]).sum();
            assertEquals(verdicts, events.size() + packets[CounterLayout.EVENTS_SKIPPED]);
        }
    }

    /** How many events the packets of an entry make. */
    private static long told(CompiledFilter filter, int entry, long packets) {
        int rule = filter.counters().ruleAt(entry);
        Measure measure = rule < 0 ? new Measure.None() : filter.rules().rules().get(rule).measure();
        return switch (measure) {
            case Measure.None _, Measure.Limit _ -> packets;
            case Measure.Sample(int every) -> (packets + every - 1) / every;
            case Measure.Count _ -> 0;
        };
    }

    private static RunResult expected(CompiledFilter filter, Decision decision) {
        CounterLayout layout = filter.counters();
        boolean drop = decision.verdict() == Verdict.DROP && !filter.rules().observe();
        return new RunResult(drop ? filter.hook().dropCode() : filter.hook().passCode(),
                decision.cause() == Cause.RULE ? layout.rule(decision.rule()) : layout.cause(decision.cause()));
    }

    private static SimulatedFilter load(SimulatorTarget target, CompiledFilter filter) {
        LoadOutcome outcome = target.load(filter);
        return (SimulatedFilter) assertInstanceOf(LoadOutcome.Loaded.class, outcome, outcome::toString).filter();
    }

    private static CompiledFilter compile(String sample, Hook hook) throws IOException {
        Path file = SAMPLES.resolve(sample, sample + ".sieve");
        SourceText text = new SourceText(file.toString(), Files.readString(file));
        CompileReport report = new RulePipeline(new SchemaLoader(ProtoCompiler.bundled())).compile(text,
                SAMPLES.resolve(sample), EmitOptions.of(hook, KernelFeatures.ALL));
        return report.filter().orElseThrow(() -> new AssertionError(report.diagnostics().toString()));
    }
}
