package dev.protosieve.bpf.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples from rule text to the kernel's verdict, on every hook. */
@NeedsKernel
class SamplesOnKernelTest {

    private static final Path SAMPLES = Path.of("..", "sample-protos");
    private static final int MESSAGES = 200;
    /** What fits into a test run. */
    private static final int LONGEST = 3000;

    private KernelTarget kernel;

    static Stream<Arguments> samplesAndHooks() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            List<Path> rules = files.filter(file -> file.toString().endsWith(".sieve")).sorted().toList();
            return rules.stream().flatMap(file -> Arrays.stream(Hook.values()).map(hook -> Arguments.of(file, hook)));
        }
    }

    @BeforeEach
    void open() {
        kernel = assertInstanceOf(KernelOpening.Opened.class, KernelTarget.open(1 << 20)).target();
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @ParameterizedTest
    @MethodSource("samplesAndHooks")
    void decidesAsTheReferenceDoes(Path file, Hook hook) throws IOException {
        CompiledFilter filter = compile(file, hook);
        LoadOutcome outcome = kernel.load(filter);
        assertTrue(outcome instanceof LoadOutcome.Loaded, () -> outcome.toString());
        LoadedFilter loaded = ((LoadOutcome.Loaded) outcome).filter();
        ReferenceEvaluator reference = new ReferenceEvaluator(filter.rules());
        MessageGenerator messages = MessageGenerator.of(filter.rules(), 1);
        Set<Integer> entries = new HashSet<>();
        int compared = 0;
        while (compared < MESSAGES) {
            byte[] message = messages.next();
            if (message.length <= LONGEST) {
                byte[] packet = TestPackets.of(filter.rules(), message.length).orElseThrow().around(message);
                LoadedFilter.RunResult answer = loaded.run(packet);
                assertEquals(expected(filter, reference.decide(message)), answer,
                        () -> HexFormat.of().formatHex(message));
                entries.add(answer.entry());
                compared++;
            }
        }
        assertTrue(entries.size() >= 3, "the messages are so much alike that only these entries moved: " + entries);
    }

    private static LoadedFilter.RunResult expected(CompiledFilter filter, Decision decision) {
        CounterLayout layout = filter.counters();
        boolean drop = decision.verdict() == Verdict.DROP && !filter.rules().observe();
        return new LoadedFilter.RunResult(drop ? filter.hook().dropCode() : filter.hook().passCode(),
                decision.cause() == Cause.RULE ? layout.rule(decision.rule()) : layout.cause(decision.cause()));
    }

    /** What a rate lets through depends on two clocks: here none gives a packet more while the test runs. */
    private static String slow(String rules) {
        return rules.replaceAll("(limit \\d+)/[sm]\\b", "$1/h");
    }

    private CompiledFilter compile(Path file, Hook hook) throws IOException {
        SourceText text = new SourceText(file.toString(), slow(Files.readString(file)));
        CompileReport report = new RulePipeline(new SchemaLoader(ProtoCompiler.bundled())).compile(text,
                file.getParent(), EmitOptions.of(hook, kernel.features()));
        return report.filter().orElseThrow(() -> new AssertionError(report.diagnostics().toString()));
    }
}
