package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.sys.PrivateNetwork;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.sim.SimulatedFilter;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.wire.PacketBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code eth.vlan} is the outermost tag, whether the kernel has left it in the packet or taken it out. */
final class VlanTest {

    private static final int TYPE = 0x8100;
    private static final int OUTER_TYPE = 0x88a8;
    private static final byte[] MESSAGE = {8, 1};

    @TempDir
    Path folder;

    /** Frames that loopback receives lose their outermost tag before sockets and traffic control see them. */
    @ParameterizedTest
    @EnumSource(names = {"CGROUP_INGRESS", "CGROUP_EGRESS"}, mode = EnumSource.Mode.EXCLUDE)
    @NeedsKernel({Need.NAMESPACE, Need.TCX})
    @ExtendWith(PrivateNetwork.class)
    void attachedFilterSeesTheOutermostTag(Hook hook) throws IOException {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target();
                LoadedFilter loaded = ((LoadOutcome.Loaded) target.load(filter(target, hook))).filter();
                LoopbackRun live = new LoopbackRun(loaded)) {
            int hundred = loaded.filter().counters().rule(0);
            int none = loaded.filter().counters().rule(1);
            int other = loaded.filter().counters().cause(Cause.DEFAULT);
            assertEquals(hundred, live.run(packet().tag(TYPE, 100).build(MESSAGE)).entry());
            assertEquals(hundred, live.run(packet().tag(TYPE, 0xe000 | 100).build(MESSAGE)).entry());
            assertEquals(none, live.run(packet().build(MESSAGE)).entry());
            assertEquals(none, live.run(packet().tag(TYPE, 0x6000).build(MESSAGE)).entry());
            assertEquals(other, live.run(packet().tag(TYPE, 101).build(MESSAGE)).entry());
            assertEquals(hundred, live.run(packet().tag(OUTER_TYPE, 100).tag(TYPE, 7).build(MESSAGE)).entry());
            assertEquals(other, live.run(packet().tag(OUTER_TYPE, 7).tag(TYPE, 100).build(MESSAGE)).entry());
            assertEquals(hundred, live.run(packet().ipv6().tag(TYPE, 100).extension(0, 0).build(MESSAGE)).entry());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Hook.class, names = {"TC_INGRESS", "TC_EGRESS", "SOCKET"})
    void simulatorSeesTheTagThatWasTakenOut(Hook hook) throws IOException {
        try (FilterTarget target = new SimulatorTarget();
                LoadedFilter loaded = ((LoadOutcome.Loaded) target.load(filter(target, hook))).filter()) {
            SimulatedFilter filter = (SimulatedFilter) loaded;
            int hundred = filter.filter().counters().rule(0);
            assertEquals(hundred, filter.runUntagged(packet().build(MESSAGE), 0xe000 | 100).entry());
            assertEquals(hundred, filter.runUntagged(packet().tag(TYPE, 7).build(MESSAGE), 100).entry());
            assertEquals(filter.filter().counters().rule(1), filter.runUntagged(packet().build(MESSAGE), 0).entry());
            assertEquals(filter.filter().counters().cause(Cause.DEFAULT),
                    filter.runUntagged(packet().tag(TYPE, 100).build(MESSAGE), 7).entry());
        }
    }

    private static PacketBuilder packet() {
        return new PacketBuilder().udp(40_000, 9000);
    }

    private CompiledFilter filter(FilterTarget target, Hook hook) throws IOException {
        Files.writeString(folder.resolve("t.proto"), "syntax = \"proto3\"; package t; message Q { int32 n = 1; }");
        String rules = """
                schema  "t.proto"
                message t.Q
                match   udp.dst_port == 9000
                pass if eth.vlan == 100
                pass if eth.vlan == 0
                """;
        CompileReport report = new RulePipeline(
                new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))))
                .compile(new SourceText("t.sieve", rules), folder, EmitOptions.of(hook, target.features()));
        return report.filter().orElseThrow(() -> new AssertionError(report.diagnostics()));
    }
}
