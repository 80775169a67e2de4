package dev.protosieve.bpf.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.feature.Cpus;
import dev.protosieve.bpf.map.BpfMap;
import dev.protosieve.bpf.map.MapShape;
import dev.protosieve.bpf.map.PerCpuCounters;
import dev.protosieve.bpf.prog.Assembly;
import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.prog.ProgramImage;
import dev.protosieve.bpf.prog.ProgramLoader;
import dev.protosieve.bpf.prog.ProgramOutcome;
import dev.protosieve.bpf.prog.TestRun;
import dev.protosieve.bpf.sys.Affinity;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program that numbers its runs and sends each number as a record, and the sums of what arrives. */
@NeedsKernel
class PerfRingsTest {

    /** 72 with what the kernel adds, so that records are split at the end of a ring of 4,096 bytes. */
    private static final int RECORD = 56;

    private BpfMap numbers;
    private BpfMap events;
    private Program program;

    @BeforeEach
    void load() {
        numbers = BpfMap.create(new MapShape(MapShape.PERCPU_ARRAY, "numbers", 4, 8, 1));
        events = BpfMap.create(new MapShape(MapShape.PERF_EVENT_ARRAY, "events", 4, 4, Cpus.possible()));
        program = assertInstanceOf(ProgramOutcome.Loaded.class,
                ProgramLoader.load(numbering(), List.of(numbers, events))).program();
    }

    @AfterEach
    void close() {
        program.close();
        events.close();
        numbers.close();
    }

    @Test
    void losesNothingWhileItRunsAroundASmallRingManyTimes() {
        Sums sums = new Sums();
        try (PerfRings rings = PerfRings.open(events, 4096)) {
            for (int round = 0; round < 500; round++) {
                new TestRun(program).run(new byte[60], 50);
                rings.drain(sums);
            }
        }
        assertEquals(25_000, sums.records);
        assertEquals(0, sums.lost);
        assertEquals(0, sums.disorder, "the numbers of one CPU come in order, and records that wrap are whole");
        assertEquals(numberOfRuns(), sums.records);
    }

    /** The notice of a loss comes with the next record that finds room. */
    @Test
    void countsWhatFoundNoRoom() {
        Sums sums = new Sums();
        try (PerfRings rings = PerfRings.open(events, 4096)) {
            for (int cpu : Cpus.online().stream().toArray()) {
                Affinity.only(cpu);
                new TestRun(program).run(new byte[60], 10_000);
                rings.drain(sums);
                new TestRun(program).run(new byte[60], 1);
                rings.drain(sums);
            }
        } finally {
            Affinity.any();
        }
        assertTrue(sums.lost > 9_000, sums.lost + " lost");
        assertEquals(numberOfRuns(), sums.records + sums.lost);
    }

    /** Tens of millions on a quiet machine; measured in CPU time, because machines that run tests are not quiet. */
    @Test
    void drainsMillionsOfRecordsASecond() {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        Sums sums = new Sums();
        long nanos = 0;
        try (PerfRings rings = PerfRings.open(events, 1 << 24)) {
            for (int round = 0; round < 40; round++) {
                new TestRun(program).run(new byte[60], 50_000);
                long start = clock.getCurrentThreadCpuTime();
                rings.drain(sums);
                nanos += clock.getCurrentThreadCpuTime() - start;
            }
        }
        assertEquals(2_000_000, sums.records);
        assertEquals(0, sums.lost);
        long perSecond = sums.records * 1_000_000_000L / nanos;
        assertTrue(perSecond > 1_000_000, perSecond + " records/s");
    }

    @Test
    void mayBeClosedByASink() {
        Sums sums = new Sums();
        PerfRings rings = PerfRings.open(events, 65536);
        new TestRun(program).run(new byte[60], 3);
        assertEquals(3, rings.drain(new RecordSink() {
            @Override
            public void record(int cpu, ByteBuffer record) {
                sums.record(cpu, record);
                rings.close();
            }

            @Override
            public void lost(int cpu, long count) {
                sums.lost(cpu, count);
            }
        }));
        assertEquals(3, sums.records);
        assertEquals(0, rings.drain(sums));
    }

    private long numberOfRuns() {
        long[] sum = new long[1];
        new PerCpuCounters(numbers, Cpus.possible()).read(sum);
        return sum[0];
    }

    /** r7 = ++numbers[0]; the record is that number seven times over. */
    private static ProgramImage numbering() {
        Assembly code = new Assembly().copy(6, 1).insn(0x62, 10, 0, -4, 0).loadMap(1, 0).copy(2, 10).add(2, -4).call(1)
                .insn(0x55, 0, 0, 2, 0).move(0, 0).exit().insn(0x79, 7, 0, 0, 0).add(7, 1).insn(0x7b, 0, 7, 0, 0);
        for (int at = 0; at < RECORD; at += 8) {
            code.insn(0x7b, 10, 7, -8 - RECORD + at, 0);
        }
        return code.copy(1, 6).loadMap(2, 1).insn(0xb4, 3, 0, 0, -1).copy(4, 10).add(4, -8 - RECORD)
                .move(5, RECORD).call(25).move(0, 0).exit().image(1, 0);
    }

    private static final class Sums implements RecordSink {
        private final long[] last = new long[4096];
        private long records;
        private long lost;
        private long disorder;

        @Override
        public void record(int cpu, ByteBuffer record) {
            long number = record.getLong(0);
            records++;
            if (number <= last[cpu] || record.getLong(RECORD - 8) != number || record.getLong(16) != number) {
                disorder++;
            }
            last[cpu] = number;
        }

        @Override
        public void lost(int cpu, long count) {
            lost += count;
        }
    }
}
