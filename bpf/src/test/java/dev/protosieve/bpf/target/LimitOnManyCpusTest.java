package dev.protosieve.bpf.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.prog.TestRun;
import dev.protosieve.bpf.sys.Affinity;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CPUs that take tokens from one bucket at the same time. */
@NeedsKernel
final class LimitOnManyCpusTest {

    private static final int RUNS = 200_000;
    private static final int BURST = 100_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "per msg.page"})
    void noTokenIsGivenTwiceAndNoneIsLost(String key) throws Exception {
        try (KernelTarget kernel = assertInstanceOf(KernelOpening.Opened.class, KernelTarget.open()).target()) {
            KernelFilter filter = load(kernel, "limit 1/h burst " + BURST + " " + key);
            byte[] packet = TestPackets.of(filter.filter().rules(), 2).orElseThrow().around(new byte[]{8, 1});
            int cpus = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
            runOn(cpus, filter, packet);
            long dropped = filter.counters().packets()[filter.filter().counters().rule(0)];
            assertEquals((long) cpus * RUNS - BURST, dropped);
        }
    }

    private static void runOn(int cpus, KernelFilter filter, byte[] packet)
            throws InterruptedException, ExecutionException {
        CountDownLatch ready = new CountDownLatch(cpus);
        try (ExecutorService threads = Executors.newFixedThreadPool(cpus)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int cpu = 0; cpu < cpus; cpu++) {
                int own = cpu;
                ends.add(threads.submit(() -> {
                    Affinity.only(own % Runtime.getRuntime().availableProcessors());
                    ready.countDown();
                    ready.await();
                    return new TestRun(filter.program()).run(packet, RUNS);
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    private KernelFilter load(KernelTarget kernel, String rules) throws IOException {
        Files.writeString(folder.resolve("m.proto"), "syntax = \"proto3\"; package m; message Q { int32 page = 1; }");
        CompileReport report = new RulePipeline(new SchemaLoader(ProtoCompiler.bundled())).compile(
                new SourceText("m.sieve", "schema \"m.proto\"\nmessage m.Q\nmatch udp.dst_port == 9000\n" + rules),
                folder, EmitOptions.of(Hook.XDP, kernel.features()));
        LoadOutcome outcome = kernel.load(
                report.filter().orElseThrow(() -> new AssertionError(report.diagnostics())));
        return (KernelFilter) assertInstanceOf(LoadOutcome.Loaded.class, outcome, outcome::toString).filter();
    }
}
