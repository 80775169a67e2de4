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
import dev.protosieve.engine.wire.PacketBuilder;
import dev.protosieve.engine.wire.UdpPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        CompiledFilter filter = filter(target, hook, "udp.dst_port == 9000");
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
            expect(loaded, NOT_OURS, "IPv6 with version 5", changed(UdpPacket.ipv6(1, 9000, MESSAGE), ETHERNET, 0x50));
            expect(loaded, NOT_OURS, "headers cut", Arrays.copyOf(plain, ETHERNET + IPV4 + 7));
            expect(loaded, NOT_OURS, "no more than IPv4", Arrays.copyOf(plain, ETHERNET + IPV4));
            expect(loaded, unseen, "message cut", Arrays.copyOf(plain, plain.length - 1));
            expect(loaded, unseen, "first fragment", Arrays.copyOf(changed(plain, ETHERNET + 6, 0x20),
                    plain.length - 2));
            expect(loaded, unseen, "UDP length 7", changed(plain, ETHERNET + IPV4 + 5, 7));
            expect(loaded, unseen, "UDP length 0", changed(plain, ETHERNET + IPV4 + 5, 0));
            expect(loaded, counters.cause(Cause.MALFORMED), "UDP length one short", changed(plain, ETHERNET + IPV4 + 5,
                    8 + MESSAGE.length - 1));
            tags(loaded, hook.hidden() > 0 ? NOT_OURS : rule);
            extensions(loaded, rule, unseen);
            openLengths(loaded, rule, unseen);
        }
    }

    /** A length of 0 is taken for what Linux takes it for. */
    private void openLengths(LoadedFilter loaded, int rule, int unseen) {
        byte[] four = builder(false).build(MESSAGE);
        expect(loaded, unseen, "UDP length 0 over IPv4", without(four, ETHERNET + 20 + 4));
        expect(loaded, rule, "IPv4 length 0", without(four, ETHERNET + 2));
        byte[] six = builder(true).build(MESSAGE);
        byte[] open = without(six, ETHERNET + 40 + 4);
        expect(loaded, rule, "UDP length 0 over IPv6", open);
        expect(loaded, rule, "and padding", Arrays.copyOf(open, open.length + 5));
        expect(loaded, unseen, "and cut", Arrays.copyOf(open, open.length - 1));
        expect(loaded, rule, "no length at all", without(open, ETHERNET + 4));
        expect(loaded, rule, "IPv6 length 0", without(six, ETHERNET + 4));
        byte[] options = builder(true).extension(0, 0).build(MESSAGE);
        expect(loaded, rule, "behind options", without(without(options, ETHERNET + 48 + 4), ETHERNET + 4));
        byte[] fragment = builder(true).fragmentHeader(1).build(MESSAGE);
        expect(loaded, unseen, "first fragment without length", without(fragment, ETHERNET + 48 + 4));
        byte[] atomic = builder(true).fragmentHeader(0).build(MESSAGE);
        expect(loaded, rule, "atomic fragment without length", without(atomic, ETHERNET + 48 + 4));
    }

    /** With zeros in the 16 bits at that place. */
    private static byte[] without(byte[] packet, int at) {
        byte[] copy = packet.clone();
        copy[at] = 0;
        copy[at + 1] = 0;
        return copy;
    }

    /** The kernel has taken tags away before a cgroup sees the packet; a test run over a tagged one is none of ours there. */
    private void tags(LoadedFilter loaded, int rule) {
        for (int type : new int[]{0x8100, 0x88a8}) {
            for (boolean six : new boolean[]{false, true}) {
                PacketBuilder one = builder(six).tag(type, 0xe064);
                expect(loaded, rule, "one tag", one.build(MESSAGE));
                expect(loaded, NOT_OURS, "one tag, no message", Arrays.copyOf(one.build(MESSAGE), six ? 65 : 45));
                PacketBuilder two = one.tag(0x8100, 200);
                expect(loaded, rule, "two tags", two.build(MESSAGE));
                expect(loaded, rule, "two tags and options", two.options(10).build(MESSAGE));
                expect(loaded, NOT_OURS, "three tags", two.tag(0x8100, 1).build(MESSAGE));
            }
        }
        expect(loaded, NOT_OURS, "ARP in a tag",
                changed(builder(false).tag(0x8100, 5).build(MESSAGE), ETHERNET + 3, 6));
    }

    private void extensions(LoadedFilter loaded, int rule, int unseen) {
        int[] types = {0, 43, 60};
        PacketBuilder all = builder(true);
        for (int count = 1; count <= 40; count++) {
            all.extension(types[count % 3], count % 3);
            expect(loaded, rule, count + " extension headers", all.build(MESSAGE));
        }
        expect(loaded, rule, "a long one", builder(true).extension(60, 255).build(MESSAGE));
        expect(loaded, loaded.filter().hook().hidden() > 0 ? NOT_OURS : rule, "behind two tags",
                builder(true).tag(0x88a8, 1).tag(0x8100, 2).extension(0, 0).build(MESSAGE));
        expect(loaded, rule, "atomic fragment", builder(true).fragmentHeader(0).build(MESSAGE));
        byte[] first = builder(true).extension(0, 0).fragmentHeader(1).build(MESSAGE);
        expect(loaded, unseen, "first fragment", Arrays.copyOf(first, first.length - 1));
        expect(loaded, NOT_OURS, "later fragment", builder(true).fragmentHeader(8).build(MESSAGE));
        expect(loaded, NOT_OURS, "authentication header", builder(true).extension(51, 0).build(MESSAGE));
        byte[] options = builder(true).extension(0, 3).build(MESSAGE);
        for (int length = ETHERNET + 40; length < options.length - MESSAGE.length; length++) {
            expect(loaded, NOT_OURS, "cut at " + length, Arrays.copyOf(options, length));
        }
        expect(loaded, unseen, "message cut", Arrays.copyOf(options, options.length - 1));
    }

    private static PacketBuilder builder(boolean six) {
        return six ? new PacketBuilder().ipv6() : new PacketBuilder();
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void simulatorFindsSegments(Hook hook) throws IOException {
        try (FilterTarget target = new SimulatorTarget()) {
            segments(target, hook);
        }
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    @NeedsKernel
    void kernelFindsSegments(Hook hook) throws IOException {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            segments(target, hook);
        }
    }

    private void segments(FilterTarget target, Hook hook) throws IOException {
        CompiledFilter tcp = filter(target, hook, "tcp.dst_port == 9000");
        CompiledFilter both = filter(target, hook, "udp.dst_port == 9000 || tcp.dst_port == 9000");
        int rule = tcp.counters().rule(0);
        int unseen = tcp.counters().cause(Cause.UNSEEN);
        try (LoadedFilter one = ((LoadOutcome.Loaded) target.load(tcp)).filter();
                LoadedFilter any = ((LoadOutcome.Loaded) target.load(both)).filter()) {
            for (boolean six : new boolean[]{false, true}) {
                byte[] udp = builder(six).build(MESSAGE);
                expect(one, NOT_OURS, "UDP", udp);
                expect(any, rule, "UDP", udp);
                for (LoadedFilter loaded : List.of(one, any)) {
                    segments(loaded, six, rule, unseen);
                }
            }
            byte[] first = new PacketBuilder().tcp(1, 9000, 0).fragment(0x2000).build(MESSAGE);
            expect(one, unseen, "first fragment", first);
            expect(any, unseen, "first fragment", first);
            expect(any, rule, "first fragment of IPv6", builder(true).udp(1, 9000).fragmentHeader(1).build(MESSAGE));
            expect(any, unseen, "first fragment of IPv6", builder(true).tcp(1, 9000, 0).fragmentHeader(1)
                    .build(MESSAGE));
        }
    }

    private static void segments(LoadedFilter loaded, boolean six, int rule, int unseen) {
        int network = six ? 40 : 20;
        for (int words = 0; words <= 10; words++) {
            byte[] packet = builder(six).tcp(1, 9000, words).build(MESSAGE);
            expect(loaded, rule, "TCP with options: " + words, packet);
            expect(loaded, rule, "padding behind the segment", Arrays.copyOf(packet, packet.length + 9));
            expect(loaded, unseen, "segment cut", Arrays.copyOf(packet, packet.length - 1));
            expect(loaded, NOT_OURS, "no payload", builder(six).tcp(1, 9000, words).build(new byte[0]));
        }
        byte[] plain = builder(six).tcp(1, 9000, 0).build(MESSAGE);
        expect(loaded, NOT_OURS, "another port", builder(six).tcp(9000, 9001, 0).build(MESSAGE));
        expect(loaded, NOT_OURS, "data offset 4", changed(plain, ETHERNET + network + 12, 0x40));
        expect(loaded, NOT_OURS, "data offset behind the segment", changed(plain, ETHERNET + network + 12, 0xf0));
        expect(loaded, NOT_OURS, "headers cut", Arrays.copyOf(plain, ETHERNET + network + 19));
        expect(loaded, loaded.filter().hook().hidden() > 0 ? NOT_OURS : rule, "tagged",
                builder(six).tag(0x8100, 3).tag(0x8100, 4).tcp(1, 9000, 10).build(MESSAGE));
        expect(loaded, NOT_OURS, "SCTP", changed(plain, ETHERNET + (six ? 6 : 9), 132));
        if (six) {
            byte[] packet = builder(true).extension(0, 1).tcp(1, 9000, 3).build(MESSAGE);
            expect(loaded, rule, "behind options", packet);
            expect(loaded, unseen, "behind options, cut", Arrays.copyOf(packet, packet.length - 2));
        }
    }

    private static void expect(LoadedFilter loaded, int entry, String what, byte[] packet) {
        assertEquals(entry, loaded.run(packet).entry(), what);
    }

    private CompiledFilter filter(FilterTarget target, Hook hook, String match) throws IOException {
        Files.writeString(folder.resolve("t.proto"),
                "syntax = \"proto3\"; package t; message Q { string text = 1; }");
        String rules = """
                schema  "t.proto"
                message t.Q
                match   %s
                drop if msg.text.contains("A")
                """.formatted(match);
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
