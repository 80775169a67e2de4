package dev.protosieve.bpf.target;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.prog.TestRun;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.TypedRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pattern costs in the kernel; prints it. */
@NeedsKernel
final class PatternSpeedTest {

    private static final int LENGTH = 1024;
    private static final int REPEAT = 100_000;
    /** Far above what was measured: about 2,000. */
    private static final int MOST_NANOS = 20_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}", "(?i)drop\\s+table", "^\\pL+$",
            "\\b\\d{4}-\\d{2}-\\d{2}\\b", "foo.*bar"})
    void aKilobyteTakesMicroseconds(String pattern) throws IOException {
        try (KernelTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            CompileReport report = compile(pattern, target);
            var loaded = assertInstanceOf(LoadOutcome.Loaded.class, target.load(report.filter().orElseThrow()));
            try (KernelFilter filter = (KernelFilter) loaded.filter()) {
                TestRun run = new TestRun(filter.program());
                int empty = median(run, packet(report.typed().orElseThrow(), 0));
                int full = median(run, packet(report.typed().orElseThrow(), LENGTH));
                System.out
                        .println("pattern " + pattern + ": " + (full - empty) + " ns per KB, " + empty + " ns without");
                assertTrue(full - empty < MOST_NANOS, full + " ns");
            }
        }
    }

    private CompileReport compile(String pattern, KernelTarget target) throws IOException {
        Files.writeString(folder.resolve("t.proto"),
                "syntax = \"proto3\"; package t; message Q { string text = 1; }");
        String rules = "schema \"t.proto\"\nmessage t.Q\nmatch udp.dst_port == 9000\ndrop if msg.text.matches(r\""
                + pattern + "\")\n";
        return new RulePipeline(new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))))
                .compile(new SourceText("t.sieve", rules), folder,
                        EmitOptions.of(Hook.XDP, target.features()).withEvents(EventLayout.OFF));
    }

    private static int median(TestRun run, byte[] packet) {
        int[] nanos = new int[5];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = run.run(packet, REPEAT).nanos();
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    /** Letters, in which all of the patterns look to the end. */
    private static byte[] packet(TypedRules rules, int length) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        if (length > 0) {
            message.write(0x0a);
            message.write(length & 0x7f | 0x80);
            message.write(length >>> 7);
            message.writeBytes("thequickbrownfoxjumpsoverthelazydog".repeat(length).substring(0, length)
                    .getBytes(StandardCharsets.US_ASCII));
        }
        return TestPackets.of(rules, 0).orElseThrow().around(message.toByteArray());
    }
}
