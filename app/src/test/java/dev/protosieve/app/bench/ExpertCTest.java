package dev.protosieve.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.protosieve.bpf.prog.TestRun;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.oracle.PacketHeaders;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Verdict;
import dev.protosieve.engine.wire.PacketBuilder;
import dev.protosieve.engine.wire.UdpPacket;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** C that the benchmark compares with must promise what the generated filters promise. */
final class ExpertCTest {

    private static final int MESSAGES = 3_000;
    private static final long SEED = 5;

    @ParameterizedTest
    @MethodSource("cases")
    void decidesAsTheOracleDoes(String name) throws IOException {
        KernelOpening opening = KernelTarget.open();
        assumeTrue(opening instanceof KernelOpening.Opened, () -> "no live kernel: " + opening);
        try (KernelTarget kernel = ((KernelOpening.Opened) opening).target(); Bench bench = new Bench(kernel)) {
            CompiledFilter twin = bench.generated(name, Hook.XDP);
            ExpertC.Outcome outcome = bench.expert(name, twin, "clang");
            assumeTrue(!(outcome instanceof ExpertC.Missing(String why)) || !why.contains("cannot be run"),
                    outcome::toString);
            CompiledFilter c = assertInstanceOf(ExpertC.Compiled.class, outcome).filter();
            try (LoadedFilter loaded = bench.load(c)) {
                assertTrue(compare(loaded, twin).containsAll(EnumSet.of(Cause.RULE, Cause.DEFAULT, Cause.MALFORMED,
                        Cause.LIMIT)));
            }
        }
    }

    @Test
    void findsTheMessageAsGeneratedFiltersDo() throws IOException {
        KernelOpening opening = KernelTarget.open();
        assumeTrue(opening instanceof KernelOpening.Opened, () -> "no live kernel: " + opening);
        try (KernelTarget kernel = ((KernelOpening.Opened) opening).target(); Bench bench = new Bench(kernel)) {
            CompiledFilter twin = bench.generated("compare", Hook.XDP);
            ExpertC.Outcome outcome = bench.expert("compare", twin, "clang");
            assumeTrue(!(outcome instanceof ExpertC.Missing(String why)) || !why.contains("cannot be run"),
                    outcome::toString);
            CompiledFilter c = assertInstanceOf(ExpertC.Compiled.class, outcome).filter();
            try (LoadedFilter hand = bench.load(c); LoadedFilter generated = bench.load(twin)) {
                Set<Integer> entries = new HashSet<>();
                SplittableRandom random = new SplittableRandom(SEED);
                for (int i = 0; i < MESSAGES; i++) {
                    byte[] packet = packet(random);
                    RunResult want = generated.run(packet);
                    assertEquals(want, hand.run(packet), () -> HexFormat.of().formatHex(packet));
                    entries.add(want.entry());
                }
                assertTrue(entries.containsAll(Set.of(-1, twin.counters().rule(0),
                        twin.counters().cause(Cause.UNSEEN), twin.counters().cause(Cause.MALFORMED))));
            }
        }
    }

    /** Headers of many kinds around {@code code: 600}, some of them with a byte changed. */
    private static byte[] packet(SplittableRandom random) {
        PacketBuilder builder = new PacketBuilder();
        for (int i = random.nextInt(4); i > 1; i--) {
            builder.tag(0x8100, 7);
        }
        if (random.nextBoolean()) {
            builder.ipv6();
            for (int i = random.nextInt(12); i > 6; i--) {
                builder.extension(random.nextBoolean() ? 0 : 60, random.nextInt(3));
            }
        } else {
            builder.options(random.nextInt(3));
        }
        byte[] packet = builder.udp(1000, 9000).build(new byte[]{0x18, (byte) 0xd8, 0x04});
        if (random.nextInt(3) > 0) {
            int at = 12 + random.nextInt(packet.length - 12);
            packet[at] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
            if (random.nextBoolean()) {
                packet[packet.length - 7] = 0;
                packet[packet.length - 6] = 0;
            }
        }
        return packet;
    }

    static List<String> cases() {
        return Bench.CASES;
    }

    private static Set<Cause> compare(LoadedFilter c, CompiledFilter twin) {
        ReferenceEvaluator oracle = new ReferenceEvaluator(twin.rules());
        MessageGenerator messages = MessageGenerator.of(twin.rules(), SEED);
        Traffic traffic = new Traffic(twin.rules().message(), SEED);
        Set<Cause> met = EnumSet.noneOf(Cause.class);
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = i % 4 == 0 ? traffic.next() : messages.next();
            byte[] packet = i % 2 == 0 ? UdpPacket.ipv4(1000, 9000, message) : UdpPacket.ipv6(1000, 9000, message);
            if (packet.length > TestRun.LONGEST_XDP) {
                continue;
            }
            Decision want = oracle.decide(message, PacketHeaders.of(packet).orElseThrow());
            int entry = want.rule() < 0 ? twin.counters().cause(want.cause()) : twin.counters().rule(want.rule());
            int action = want.verdict() == Verdict.DROP ? Hook.XDP.dropCode() : Hook.XDP.passCode();
            assertEquals(new RunResult(action, entry), c.run(packet), () -> HexFormat.of().formatHex(message));
            met.add(want.cause());
        }
        return met;
    }
}
