package dev.protosieve.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle fills a bucket with time, the filter keeps the time at which it is full: both give the same answers. */
class LimitTest {

    private static final int LIMITS = 40;
    private static final int PACKETS = 1_500;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();

    @Test
    void bucketsAreAsTheReferenceHasThemAtAnyTime() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int dropped = 0;
        for (int i = 0; i < LIMITS; i++) {
            String unit = random.nextBoolean() ? "s" : random.nextBoolean() ? "m" : "h";
            int rate = 1 + random.nextInt(1 << random.nextInt(1, 19));
            String rules = "limit " + rate + "/" + unit + " burst " + (1 + random.nextInt(1 << random.nextInt(1, 12)))
                    + (random.nextBoolean() ? " per msg.page" : "");
            dropped += compare(rules, random, "seed " + seed + ", " + rules);
        }
        assertTrue(dropped > LIMITS && dropped < LIMITS * PACKETS - LIMITS, dropped + " dropped");
    }

    private int compare(String rules, Random random, String where) throws IOException {
        // uptimes from none to thirty years
        now.set(random.nextLong(1L << random.nextInt(1, 60)));
        CompiledFilter filter = filter(rules);
        ReferenceEvaluator oracle = new ReferenceEvaluator(filter.rules(), now::get);
        int dropped = 0;
        try (SimulatorTarget target = new SimulatorTarget(now::get, 1);
                LoadedFilter loaded = ((LoadOutcome.Loaded) target.load(filter)).filter()) {
            TestPackets packets = TestPackets.of(filter.rules(), 2).orElseThrow();
            int longest = random.nextInt(1, 44);
            for (int i = 0; i < PACKETS; i++) {
                now.addAndGet(random.nextInt(4) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, longest + 1)));
                byte[] message = {8, (byte) random.nextInt(3)};
                boolean want = oracle.decide(message).cause() == Cause.RULE;
                boolean got = loaded.run(packets.around(message)).entry() == filter.counters().rule(0);
                assertEquals(want, got, where + ", packet " + i);
                dropped += got ? 1 : 0;
            }
        }
        return dropped;
    }

    private CompiledFilter filter(String rules) throws IOException {
        Files.writeString(folder.resolve("m.proto"), "syntax = \"proto3\"; package m; message Q { int32 page = 1; }");
        CompileReport report = new RulePipeline(new SchemaLoader(ProtoCompiler.bundled())).compile(
                new SourceText("m.sieve", "schema \"m.proto\"\nmessage m.Q\nmatch udp.dst_port == 9000\n" + rules),
                folder, EmitOptions.of(Hook.XDP, KernelFeatures.ALL));
        return report.filter().orElseThrow(() -> new AssertionError(report.diagnostics()));
    }
}
