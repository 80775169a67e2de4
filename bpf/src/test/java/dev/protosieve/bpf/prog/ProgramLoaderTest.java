package dev.protosieve.bpf.prog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.feature.Cpus;
import dev.protosieve.bpf.map.BpfMap;
import dev.protosieve.bpf.map.MapShape;
import dev.protosieve.bpf.map.PerCpuCounters;
import dev.protosieve.bpf.sys.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsKernel
class ProgramLoaderTest {

    private static final int SOCKET_FILTER = 1;
    private static final int XDP = 6;

    @ParameterizedTest
    @CsvSource({"1, 0, 65535", "3, 0, 2", "6, 37, 1"})
    void runsOnEachKindOfHook(int type, int attachType, int answer) {
        try (Program program = loaded(new Assembly().move(0, answer).exit().image(type, attachType))) {
            assertEquals(answer, new TestRun(program).run(new byte[64], 1).action());
        }
    }

    /** r0 = the first byte that bpf_skb_load_bytes gives. */
    @ParameterizedTest
    @CsvSource({"1", "3"})
    void showsThePacketFromTheEthernetHeaderOn(int type) {
        ProgramImage image = new Assembly().copy(3, 10).add(3, -8).move(2, 0).move(4, 1).call(26)
                .insn(0x71, 0, 10, -8, 0).insn(0x57, 0, 0, 0, 0xff).exit().image(type, 0);
        byte[] packet = new byte[60];
        packet[0] = 0x5a;
        packet[14] = 0x45;
        try (Program program = loaded(image)) {
            TestRun run = new TestRun(program);
            assertEquals(0x5a, run.run(packet, 1).action());
            assertEquals(0x5a, run.run(packet, 1).action(), "the second run starts as clean as the first");
        }
    }

    @Test
    void reportsWhatTheVerifierCounted() {
        ProgramImage image = new Assembly().insn(0x7a, 10, 0, -24, 1).move(0, 2).exit().image(XDP, 37);
        var loaded = assertInstanceOf(ProgramOutcome.Loaded.class, ProgramLoader.load(image, List.of()));
        try (Program program = loaded.program()) {
            assertEquals(3, loaded.report().processed());
            assertEquals(24, loaded.report().stackBytes());
            assertTrue(loaded.report().jitedBytes() > 0);
            assertTrue(program.info().id() > 0);
        }
    }

    @Test
    void givesTheLogOfARefusedProgram() {
        ProgramImage image = new Assembly().copy(0, 5).exit().image(SOCKET_FILTER, 0);
        var rejected = assertInstanceOf(ProgramOutcome.Rejected.class, ProgramLoader.load(image, List.of()));
        assertEquals(Errno.EACCES, rejected.errno());
        assertTrue(rejected.log().contains("0: (bf) r0 = r5"), rejected.log());
        assertTrue(rejected.log().contains("R5 !read_ok"), rejected.log());
    }

    /** 6,000 instructions print more than the first log buffer holds; the mistake is in the last line. */
    @Test
    void givesAllOfALogThatIsLargerThanTheFirstBuffer() {
        Assembly code = new Assembly().move(0, 0).insn(0x71, 2, 1, 0, 0);
        for (int i = 0; i < 6000; i++) {
            code.insn(0x7b, 10, 1, -8 * (i % 64 + 1), 0);
        }
        var rejected = assertInstanceOf(ProgramOutcome.Rejected.class,
                ProgramLoader.load(code.copy(0, 5).exit().image(SOCKET_FILTER, 0), List.of()));
        assertTrue(rejected.log().contains("R5 !read_ok"), rejected.log().length() + " characters");
        assertTrue(rejected.log().startsWith("0: "), rejected.log().substring(0, 100));
        assertTrue(rejected.log().length() > 256 * 1024, rejected.log().length() + " characters");
    }

    @Test
    void letsTheKernelQuoteTheRule() {
        ProgramImage.Debug debug = TypeInformation.quoting("drop if msg.page > 3", "/rules/a.sieve", 17);
        ProgramImage image = new Assembly().copy(0, 5).exit().image(SOCKET_FILTER, 0, debug);
        var rejected = assertInstanceOf(ProgramOutcome.Rejected.class, ProgramLoader.load(image, List.of()));
        assertTrue(rejected.log().contains("; drop if msg.page > 3"), rejected.log());
    }

    /** A million steps, which take the verifier most of a second. */
    @Test
    void givesUpWhenItIsAskedTo() {
        ProgramImage loop = new Assembly().move(0, 0).add(0, 1).insn(0xa5, 0, 0, -2, 490_000).exit()
                .image(SOCKET_FILTER, 0);
        long begin = System.nanoTime();
        assertInstanceOf(ProgramOutcome.Cancelled.class,
                ProgramLoader.load(loop, List.of(), () -> System.nanoTime() - begin > 20_000_000));
        var whole = ProgramLoader.load(loop, List.of(), () -> false);
        assertTrue(whole instanceof ProgramOutcome.Rejected || whole instanceof ProgramOutcome.Loaded, whole + "");
        try (Program next = loaded(new Assembly().move(0, 7).exit().image(SOCKET_FILTER, 0))) {
            assertEquals(7, new TestRun(next).run(new byte[60], 1).action());
        }
    }

    @Test
    void doesNotIgnoreBrokenTypeInformation() {
        ProgramImage.Debug debug = new ProgramImage.Debug(new byte[40], new byte[0], new byte[0]);
        var outcome = ProgramLoader.load(new Assembly().move(0, 0).exit().image(SOCKET_FILTER, 0, debug), List.of());
        var rejected = assertInstanceOf(ProgramOutcome.BtfRejected.class, outcome);
        assertFalse(rejected.log().isBlank());
    }

    @Test
    void tellsAFailureWithoutALogApart() {
        ProgramImage image = new Assembly().move(0, 0).exit().image(4711, 0);
        var failed = assertInstanceOf(ProgramOutcome.Failed.class, ProgramLoader.load(image, List.of()));
        assertEquals(Errno.EINVAL, failed.cause().errno());
        assertEquals("bpf(BPF_PROG_LOAD) failed: EINVAL, invalid argument", failed.cause().getMessage());
    }

    @Test
    void countsInAMapOfAllCpus() {
        MapShape shape = new MapShape(MapShape.PERCPU_ARRAY, "counters", 4, 16, 7);
        try (BpfMap map = BpfMap.create(shape); Program program = loaded(counting(3), List.of(map))) {
            new TestRun(program).run(new byte[60], 250);
            long[] sums = new long[14];
            PerCpuCounters counters = new PerCpuCounters(map, Cpus.possible());
            counters.read(sums);
            assertEquals(250, sums[6]);
            assertEquals(250 * 2, sums[7]);
            assertEquals(0, sums[4]);
        }
    }

    /** Adds 1 and 2 to the two numbers of an entry. */
    private static ProgramImage counting(int entry) {
        return new Assembly().insn(0x62, 10, 0, -4, entry).loadMap(1, 0).copy(2, 10).add(2, -4).call(1)
                .insn(0x15, 0, 0, 4, 0).move(1, 1).insn(0xdb, 0, 1, 0, 0).move(1, 2).insn(0xdb, 0, 1, 8, 0).move(0, 0)
                .exit().image(SOCKET_FILTER, 0);
    }

    private static Program loaded(ProgramImage image) {
        return loaded(image, List.of());
    }

    private static Program loaded(ProgramImage image, List<BpfMap> maps) {
        return assertInstanceOf(ProgramOutcome.Loaded.class, ProgramLoader.load(image, maps)).program();
    }
}
