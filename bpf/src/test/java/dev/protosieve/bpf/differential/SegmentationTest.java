package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.sys.PrivateNetwork;
import dev.protosieve.bpf.sys.SegmentingSender;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Datagrams that travel as one packet are not taken for one message, in which the last would hide the first. */
final class SegmentationTest {

    /** Two messages of five bytes: the text "cAt", the text "dog". */
    private static final byte[] TWO = "\n\3cAt\n\3dog".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"TC_INGRESS", "TC_EGRESS", "SOCKET"})
    @NeedsKernel({Need.NAMESPACE, Need.TCX})
    @ExtendWith(PrivateNetwork.class)
    void severalDatagramsInOnePacketAreOverTheLimit(Hook hook) throws IOException {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target();
                LoadedFilter loaded = ((LoadOutcome.Loaded) target.load(filter(target, hook))).filter();
                LoopbackRun live = new LoopbackRun(loaded);
                SegmentingSender two = new SegmentingSender(9000, 5);
                SegmentingSender one = new SegmentingSender(9000, 0)) {
            two.send(TWO);
            assertEquals(loaded.filter().counters().cause(Cause.LIMIT), live.next().entry());
            one.send(TWO);
            assertEquals(loaded.filter().counters().cause(Cause.DEFAULT), live.next().entry());
        }
    }

    private CompiledFilter filter(FilterTarget target, Hook hook) throws IOException {
        Files.writeString(folder.resolve("t.proto"), "syntax = \"proto3\"; package t; message Q { string text = 1; }");
        String rules = """
                schema  "t.proto"
                message t.Q
                match   udp.dst_port == 9000 || tcp.dst_port == 9000
                drop if msg.text.contains("A")
                """;
        CompileReport report = new RulePipeline(
                new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))))
                .compile(new SourceText("t.sieve", rules), folder, EmitOptions.of(hook, target.features()));
        return report.filter().orElseThrow(() -> new AssertionError(report.diagnostics()));
    }
}
