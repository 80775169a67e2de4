package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.oracle.PacketEvaluator;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.sim.SimulatedFilter;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Framing;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One answer about whole packets: random packets and framings through the oracle, which reads headers in plain Java and
 * evaluates {@code match} by cel-java, and a target. {@code -Ddifferential.seed=N} repeats a run.
 */
final class PacketsTest {

    private static final int PACKETS = 400;
    private static final String[] MATCHES = {
            "udp.dst_port == 9000", "tcp.dst_port == 9000", "udp.dst_port == 9000 || tcp.dst_port == 9000",
            "tcp.dst_port != 9000 || udp.src_port < 100", "!(udp.dst_port == 9000) && !(tcp.dst_port == 53)",
            "ip.protocol == 6 || ip.ttl > 3", "true", "eth.vlan in [0, 5, 100] && udp.length > 10",
            "ip.dscp >= 32 || eth.type == 2048", "ip.version == 6 && tcp.flags < 128", "pkt.length % 2 == 0",
            "tcp.seq > 2000000000 || tcp.ack == 1 || tcp.window < 5000", "ip.length > 70",
            "eth.src == b\"\\x02\\x00\\x00\\x00\\x00\\x01\" || eth.dst < b\"\\x02\\x00\\x00\\x00\\x00\\x02\"",
            "eth.src == eth.dst || udp.src_port == udp.dst_port", "ip.src == ip(\"10.0.0.1\") && udp.dst_port > 100",
            "cidr(\"10.0.0.0/8\").containsIP(ip.src) || ip.dst != ip(\"fd00::2\")",
            "cidr(\"fd00::/13\").containsIP(ip.src) || cidr(\"10.0.0.0/15\").containsIP(ip.src)",
            "ip.src != ip.dst && ip.protocol > 0", "!(ip.src == ip(\"fd00::1\")) || tcp.dst_port == 9000",
            "pkt.u16(12) == 2048 || pkt.u8(40) > 9 || udp.length < 10", "pkt.u32(60) > 100 || tcp.dst_port == 9000",
            "pkt.u8(udp.dst_port - 8900) == 0 && pkt.length > 0", "pkt.u16(pkt.length - 2) > 5 && udp.length > 0",
            "cidr(\"0.0.0.0/0\").containsIP(ip.src)", "cidr(\"::/0\").containsIP(ip.dst) && ip.protocol == 6",
            "cidr(\"fd00::/64\").containsIP(ip.src) || cidr(\"fd00::/121\").containsIP(ip.dst)"};
    private static final String[] CONDITIONS = {
            "msg.text.contains(\"A\")", "msg.n == 7", "ip.ttl < 2", "udp.dst_port == 53 && msg.n > 0",
            "tcp.dst_port == 9001 || msg.n == 1", "!(tcp.flags > 100) && msg.n < 9", "eth.vlan == 0 && msg.n == 5",
            "ip.length < 80", "ip.protocol == 17 && msg.text == \"hi\"",
            "eth.dst != b\"\\x02\\x00\\x00\\x00\\x00\\x00\"",
            "pkt.ifindex != 1", "cidr(\"10.0.0.0/13\").containsIP(ip.src) && msg.n < 8",
            "ip.src == ip.dst || msg.n == 7",
            "ip.dst == ip(\"10.0.0.2\")", "cidr(\"fd00::/120\").containsIP(ip.src) || pkt.u8(msg.n) > 2",
            "pkt.u16(msg.n + 20) > 1000", "pkt.u32(msg.n * 3) % 7 == 0", "pkt.u8(pkt.length - msg.n) == 65",
            "udp.dst_port - tcp.dst_port == 0 || msg.n > 1",
            "eth.src in [b\"\\x02\\x00\\x00\\x00\\x00\\x01\"] || msg.n > 3",
            "eth.src > b\"\\x02\\x00\\x00\\x00\\x00\\x01\" && msg.n > 3", "ip.dscp == msg.n",
            "ip.version == 4 || msg.n > 3"};

    @TempDir
    Path folder;

    private final long seed = Long.getLong("differential.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Integer> tally = new TreeMap<>();

    @Test
    void simulatorAgreesWithOracleAboutPackets() throws IOException {
        try (FilterTarget target = new SimulatorTarget()) {
            compare(target);
        }
    }

    @Test
    @NeedsKernel
    void kernelAgreesWithOracleAboutPackets() throws IOException {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            compare(target);
        }
    }

    private void compare(FilterTarget target) throws IOException {
        Files.writeString(folder.resolve("t.proto"),
                "syntax = \"proto3\"; package t; message Q { string text = 1; int32 n = 2; }");
        RulePipeline pipeline = new RulePipeline(
                new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))));
        int filters = Integer.getInteger("differential.filters", 210);
        for (int i = 0; i < filters; i++) {
            Hook hook = Hook.values()[i % Hook.values().length];
            Framing framing = Framing.values()[i / Hook.values().length % 3];
            String text = file(framing, hook.hidden() > 0);
            CompileReport report = pipeline.compile(new SourceText("t.sieve", text), folder,
                    EmitOptions.of(hook, target.features()));
            CompiledFilter filter = report.filter().orElseThrow(() -> new AssertionError(report.diagnostics() + text));
            if (!(target.load(filter) instanceof LoadOutcome.Loaded(LoadedFilter loaded, var verified))) {
                throw new AssertionError(target.name() + " refused, seed " + seed + "\n" + text + target.load(filter));
            }
            tally.merge("most verified", (int) verified.processed(), Math::max);
            try (loaded) {
                packets(loaded, new RandomPackets(random, framing), text);
            }
        }
        System.out.println("packets: " + target.name() + ", seed " + seed + ", " + tally);
        for (Cause cause : new Cause[]{Cause.RULE, Cause.DEFAULT, Cause.MALFORMED, Cause.UNSEEN}) {
            assertTrue(tally.getOrDefault(cause.word(), 0) > 0, () -> cause + " never happened: " + tally);
        }
    }

    /** @param withoutEthernet whether the hook does not show that header */
    private String file(Framing framing, boolean withoutEthernet) {
        StringBuilder text = new StringBuilder("schema \"t.proto\"\nmessage t.Q\nmatch ")
                .append(one(shown(MATCHES, withoutEthernet))).append("\nframing ")
                .append(framing.name().toLowerCase(Locale.ROOT)).append('\n');
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(one("drop", "pass", "log")).append(" if ").append(one(shown(CONDITIONS, withoutEthernet)))
                    .append('\n');
        }
        for (String cause : new String[]{"malformed", "error", "limit", "unseen"}) {
            text.append("on ").append(cause).append(' ').append(one("drop", "pass")).append('\n');
        }
        return text.append("default ").append(one("drop", "pass", "pass")).append('\n').toString();
    }

    private static String[] shown(String[] conditions, boolean withoutEthernet) {
        return Stream.of(conditions).filter(c -> !withoutEthernet || !c.contains("eth.") && !c.contains("pkt.u16(12)"))
                .toArray(String[]::new);
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private void packets(LoadedFilter loaded, RandomPackets packets, String text) {
        CompiledFilter filter = loaded.filter();
        TypedRules rules = filter.rules();
        PacketEvaluator oracle = new PacketEvaluator(rules, filter.hook().hidden());
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = packets.next();
            Optional<Decision> want = oracle.decide(packet);
            boolean fragmented = loaded.filter().hook() != Hook.XDP && random.nextBoolean();
            var got = fragmented && loaded instanceof SimulatedFilter simulated
                    ? simulated.run(packet, random.nextInt(packet.length + 1))
                    : loaded.run(packet);
            int entry = want.map(d -> d.cause() == Cause.RULE ? filter.counters().rule(d.rule())
                    : filter.counters().cause(d.cause())).orElse(-1);
            boolean pass = want.map(d -> d.verdict() == Verdict.PASS).orElse(true);
            boolean passed = filter.hook() == Hook.SOCKET ? got.action() != filter.hook().dropCode()
                    : got.action() == filter.hook().passCode();
            assertTrue(got.entry() == entry && passed == pass, () -> "seed " + seed + ", " + filter.hook() + ", packet "
                    + HexFormat.of().formatHex(packet) + ": oracle " + want + ", filter " + got + "\n" + text);
            tally.merge(want.map(d -> d.cause().word()).orElse("not ours"), 1, Integer::sum);
        }
    }
}
