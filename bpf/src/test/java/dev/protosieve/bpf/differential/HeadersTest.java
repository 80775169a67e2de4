package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.wire.UdpPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What counts as a packet with a message, on every hook, in the kernel and in the simulator. */
final class HeadersTest {

    private static final int NOT_OURS = -1;
    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    /** {@code text: "cAt"}, which rule 0 drops. */
    private static final byte[] MESSAGE = {0x0a, 3, 'c', 'A', 't'};

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Hook.class)
    void simulatorFindsTheMessage(Hook hook) throws IOException {
        try (FilterTarget target = new SimulatorTarget()) {
            check(target, hook);
        }
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    @NeedsKernel
    void kernelFindsTheMessage(Hook hook) throws IOException {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            check(target, hook);
        }
    }

    private void check(FilterTarget target, Hook hook) throws IOException {
        CompiledFilter filter = filter(target, hook);
        CounterLayout counters = filter.counters();
        int rule = counters.rule(0);
        int unseen = counters.cause(Cause.UNSEEN);
        byte[] plain = UdpPacket.ipv4(40_000, 9000, MESSAGE);
        try (LoadedFilter loaded = ((LoadOutcome.Loaded) target.load(filter)).filter()) {
            expect(loaded, rule, "plain IPv4", plain);
            expect(loaded, rule, "IPv6", UdpPacket.ipv6(40_000, 9000, MESSAGE));
            expect(loaded, counters.cause(Cause.DEFAULT), "empty message", UdpPacket.ipv4(1, 9000, new byte[0]));
            for (int words = 6; words <= 15; words++) {
                expect(loaded, rule, "IPv4 header of " + 4 * words + " bytes", withOptions(plain, words));
            }
            expect(loaded, rule, "padding behind the datagram", Arrays.copyOf(plain, plain.length + 13));
            expect(loaded, NOT_OURS, "another port", UdpPacket.ipv4(9000, 9001, MESSAGE));
            expect(loaded, NOT_OURS, "IPv6 to another port", UdpPacket.ipv6(9000, 9001, MESSAGE));
            expect(loaded, NOT_OURS, "ARP", changed(plain, 13, 0x06));
            expect(loaded, NOT_OURS, "TCP", changed(plain, ETHERNET + 9, 6));
            expect(loaded, NOT_OURS, "IP version 5", changed(plain, ETHERNET, 0x55));
            expect(loaded, NOT_OURS, "IPv4 header of 16 bytes", changed(plain, ETHERNET, 0x44));
            expect(loaded, NOT_OURS, "later fragment", changed(plain, ETHERNET + 7, 1));
            expect(loaded, NOT_OURS, "last fragment", changed(plain, ETHERNET + 6, 0x1f));
            expect(loaded, NOT_OURS, "IPv6 with an extension header", changed(UdpPacket.ipv6(1, 9000, MESSAGE),
                    ETHERNET + 6, 0));
            expect(loaded, NOT_OURS, "headers cut", Arrays.copyOf(plain, ETHERNET + IPV4 + 7));
            expect(loaded, NOT_OURS, "no more than IPv4", Arrays.copyOf(plain, ETHERNET + IPV4));
            expect(loaded, unseen, "message cut", Arrays.copyOf(plain, plain.length - 1));
            expect(loaded, unseen, "first fragment", Arrays.copyOf(changed(plain, ETHERNET + 6, 0x20),
                    plain.length - 2));
            expect(loaded, unseen, "UDP length 7", changed(plain, ETHERNET + IPV4 + 5, 7));
            expect(loaded, unseen, "UDP length 0", changed(plain, ETHERNET + IPV4 + 5, 0));
            expect(loaded, counters.cause(Cause.MALFORMED), "UDP length one short", changed(plain, ETHERNET + IPV4 + 5,
                    8 + MESSAGE.length - 1));
        }
    }

    private static void expect(LoadedFilter loaded, int entry, String what, byte[] packet) {
        assertEquals(entry, loaded.run(packet).entry(), what);
    }

    private CompiledFilter filter(FilterTarget target, Hook hook) throws IOException {
        Files.writeString(folder.resolve("t.proto"),
                "syntax = \"proto3\"; package t; message Q { string text = 1; }");
        String rules = """
                schema  "t.proto"
                message t.Q
                match   udp.dst_port == 9000
                drop if msg.text.contains("A")
                """;
        CompileReport report = new RulePipeline(
                new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))))
                .compile(new SourceText("t.sieve", rules), folder, EmitOptions.of(hook, target.features()));
        return report.filter().orElseThrow(() -> new AssertionError(report.diagnostics()));
    }

    private static byte[] changed(byte[] packet, int at, int value) {
        byte[] copy = packet.clone();
        copy[at] = (byte) value;
        return copy;
    }

    /** An IPv4 header of that many words, filled up with no-operation options (RFC 791 section 3.1). */
    private static byte[] withOptions(byte[] packet, int words) {
        int options = 4 * (words - 5);
        ByteBuffer b = ByteBuffer.allocate(packet.length + options);
        b.put(packet, 0, ETHERNET + IPV4);
        for (int i = 0; i < options; i++) {
            b.put((byte) 1);
        }
        b.put(packet, ETHERNET + IPV4, packet.length - ETHERNET - IPV4);
        b.put(ETHERNET, (byte) (0x40 | words));
        return b.array();
    }
}
