package dev.protosieve.engine.sim;

import static dev.protosieve.engine.sim.Filters.COUNTERS;
import static dev.protosieve.engine.sim.Filters.EVENTS;
import static dev.protosieve.engine.sim.MachineTest.alu;
import static dev.protosieve.engine.sim.MachineTest.load;
import static dev.protosieve.engine.sim.MachineTest.lookup;
import static dev.protosieve.engine.sim.MachineTest.mov;
import static dev.protosieve.engine.sim.MachineTest.packet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.EventReader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter.Counters;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorTargetTest {

    private static final long NOW = 1_234_567;
    private static final Insn EXIT = new Insn.Exit();
    private static final CounterLayout LAYOUT = new CounterLayout(Filters.RULES);

    /** What Linux 6.18 wrote for the same bytes, socket filter, log level 1, without the dump of live registers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "22 | unreachable insn 3 | b700000000000000 0500000000000000 9500000000000000 9500000000000000",
            "22 | jump out of range from insn 0 to 17 | 0500100000000000 9500000000000000",
            "22 | last insn is not an exit or jmp | b700000000000000",
            "22 | jump into the middle of ldimm64 insn 2"
                    + "| b700000000000000 5500010000000000 1801000034120000 0000000000000000 9500000000000000",
            "13 | 0: (b7) r10 = 0;frame pointer is read only | b70a000000000000 b700000000000000 9500000000000000",
            "22 | 0: (85) call bpf_skb_pull_data#39;program of this type cannot use helper bpf_skb_pull_data#39"
                    + "| 8500000027000000 b700000000000000 9500000000000000",
            "9 | fd 7 is not pointing to valid bpf_map | 1811000007000000 0000000000000000 b700000000000000 9500000000000000",
    })
    void refusesInTheWordsOfTheKernel(int errno, String log, String code) {
        var rejected = assertInstanceOf(LoadOutcome.Rejected.class,
                new SimulatorTarget().load(Filters.of(Hook.SOCKET, Filters.hex(code))));

        assertEquals(errno, rejected.errno());
        String[] lines = rejected.log().split("\n");
        assertEquals(log, String.join(";", Arrays.copyOf(lines, lines.length - 1)));
        assertEquals("processed ", lines[lines.length - 1].substring(0, 10));
    }

    @Test
    void refusesAnEmptyProgram() {
        assertInstanceOf(LoadOutcome.Rejected.class, new SimulatorTarget().load(Filters.of(Hook.XDP, List.of())));
    }

    @Test
    void tellsTheLastCounterThatMoved() {
        List<Insn> code = new ArrayList<>();
        code.addAll(count(LAYOUT.rule(0)));
        code.addAll(count(LAYOUT.rule(1)));
        code.addAll(count(CounterLayout.EVENTS_LOST));
        code.addAll(List.of(mov(Reg.R0, 2), EXIT));
        try (SimulatedFilter filter = Filters.load(new SimulatorTarget(), Hook.XDP, code)) {
            assertEquals(new RunResult(2, LAYOUT.rule(1)), filter.run(packet(64)));
            filter.run(packet(64));

            Counters counters = filter.counters();
            long[] packets = new long[LAYOUT.entries()];
            long[] bytes = new long[LAYOUT.entries()];
            for (int entry : new int[]{LAYOUT.rule(0), LAYOUT.rule(1), CounterLayout.EVENTS_LOST}) {
                packets[entry] = 2;
                bytes[entry] = 20;
            }
            assertArrayEquals(packets, counters.packets());
            assertArrayEquals(bytes, counters.bytes());
        }
    }

    @Test
    void tellsThatNoCounterMoved() {
        try (SimulatedFilter filter = Filters.load(Hook.XDP, mov(Reg.R0, -1), EXIT)) {
            assertEquals(new RunResult(-1, -1), filter.run(packet(64)));
        }
    }

    @Test
    void handsEventsWithThePacketToTheReader() {
        SimulatorTarget target = new SimulatorTarget(() -> NOW, 2);
        try (SimulatedFilter filter = Filters.load(target, Hook.XDP, event(0x10_ffffffffL))) {
            assertEquals(-2, filter.run(packet(64)).action(), "ENOENT: nobody reads");
            try (EventReader reader = filter.events()) {
                assertThrows(IllegalStateException.class, filter::events);
                assertEquals(0, filter.run(packet(64)).action());
                assertEquals(0, filter.run(packet(64)).action());
                assertEquals(-28, filter.run(packet(64)).action(), "ENOSPC: full");

                List<byte[]> samples = new ArrayList<>();
                assertEquals(2, reader.drain(into(samples)));
                assertEquals(0, reader.drain(into(samples)));

                ByteBuffer expected = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(NOW)
                        .put(packet(16));
                assertArrayEquals(expected.array(), samples.getFirst());
            }
        }
    }

    @Test
    void answersImpossibleEventsAsTheKernelDoes() {
        assertEquals(-14, eventResult(0x41_ffffffffL), "EFAULT: more than the packet has");
        assertEquals(-22, eventResult(0x1000_0000_0000_0000L), "EINVAL: unknown flags");
        assertEquals(-7, eventResult(5), "E2BIG: index outside the map");
    }

    private static int eventResult(long flags) {
        try (SimulatedFilter filter = Filters.load(new SimulatorTarget(), Hook.XDP, event(flags));
                EventReader _ = filter.events()) {
            return filter.run(packet(64)).action();
        }
    }

    @Test
    void copiesPacketBytesOrZeroes() {
        assertEquals(0x07060504, loadBytes(4));
        assertEquals(0, loadBytes(61));
        assertEquals(0, loadBytes(-1));
    }

    private static int loadBytes(int offset) {
        try (SimulatedFilter filter = Filters.load(Hook.SOCKET, mov(Reg.R2, offset), alu(AluOp.MOV, Reg.R3, Reg.R10),
                alu(AluOp.ADD, Reg.R3, -8), mov(Reg.R4, 4), new Insn.Call(Helper.SKB_LOAD_BYTES),
                load(MemSize.U32, Reg.R0, Reg.R10, -8), EXIT)) {
            return filter.run(packet(64)).action();
        }
    }

    @Test
    void showsTheLinearPartUntilThePacketIsPulled() {
        Insn[] length = {load(MemSize.U32, Reg.R2, Reg.R1, 76), load(MemSize.U32, Reg.R0, Reg.R1, 80),
                alu(AluOp.SUB, Reg.R0, Reg.R2)};
        List<Insn> code = new ArrayList<>(List.of(alu(AluOp.MOV, Reg.R6, Reg.R1)));
        code.addAll(List.of(length));
        code.addAll(List.of(alu(AluOp.MOV, Reg.R7, Reg.R0), mov(Reg.R2, 64), new Insn.Call(Helper.SKB_PULL_DATA),
                alu(AluOp.MOV, Reg.R1, Reg.R6)));
        code.addAll(List.of(length));
        code.addAll(List.of(alu(AluOp.LSH, Reg.R7, 8), alu(AluOp.OR, Reg.R0, Reg.R7), EXIT));
        try (SimulatedFilter filter = Filters.load(new SimulatorTarget(), Hook.TC_INGRESS, code)) {
            assertEquals(20 << 8 | 64, filter.run(packet(64), 20).action());
            assertEquals(64 << 8 | 64, filter.run(packet(64)).action());
            assertEquals(20 << 8 | 20, filter.run(packet(30), 20).action(), "ENOMEM: 64 bytes are not there");
        }
    }

    @Test
    void refusesPacketPointersFromBeforeThePull() {
        try (SimulatedFilter filter = Filters.load(Hook.TC_INGRESS, load(MemSize.U32, Reg.R6, Reg.R1, 76),
                mov(Reg.R2, 0), new Insn.Call(Helper.SKB_PULL_DATA), load(MemSize.U8, Reg.R0, Reg.R6, 0), EXIT)) {
            var failed = assertThrows(SimulationFailed.class, () -> filter.run(packet(64)));
            assertEquals("3: r0 = *(u8 *)(r6 +0): r6 is read before anything was written to it",
                    failed.fault().line());
        }
    }

    @Test
    void refusesAnswersThatControlGroupsDoNotKnow() {
        try (SimulatedFilter received = Filters.load(Hook.CGROUP_INGRESS, mov(Reg.R0, 2), EXIT);
                SimulatedFilter sent = Filters.load(Hook.CGROUP_EGRESS, mov(Reg.R0, 3), EXIT);
                SimulatedFilter negative = Filters.load(Hook.CGROUP_EGRESS, mov(Reg.R0, -1), EXIT);
                SimulatedFilter socket = Filters.load(Hook.SOCKET, mov(Reg.R0, -1), EXIT)) {
            var failed = assertThrows(SimulationFailed.class, () -> received.run(packet(64)));
            assertEquals("1: exit: r0 is 2 at the end, where this hook takes 0 to 1", failed.fault().line());
            assertEquals(3, sent.run(packet(64)).action());
            assertThrows(SimulationFailed.class, () -> negative.run(packet(64)));
            assertEquals(-1, socket.run(packet(64)).action());
        }
    }

    @Test
    void attachesToNothingAndSaysSo() {
        SimulatorTarget target = new SimulatorTarget();
        assertEquals("sim", target.name());
        assertEquals("simulator", target.features().release());
        assertEquals(List.of(), target.devices());
        try (SimulatedFilter filter = Filters.load(target, Hook.XDP, List.of(mov(Reg.R0, 2), EXIT))) {
            assertInstanceOf(AttachOutcome.Refused.class, filter.attach(AttachPoint.of("lo")));
        }
    }

    @Test
    void isOverWhenClosed() {
        SimulatedFilter filter = Filters.load(Hook.XDP, mov(Reg.R0, 2), EXIT);
        filter.close();
        filter.close();
        assertThrows(IllegalStateException.class, () -> filter.run(packet(64)));
    }

    private static EventReader.Sink into(List<byte[]> samples) {
        return new EventReader.Sink() {
            @Override
            public void event(int cpu, ByteBuffer sample) {
                byte[] copy = new byte[sample.remaining()];
                sample.get(copy);
                samples.add(copy);
            }

            @Override
            public void lost(int cpu, long count) {
                throw new AssertionError("the simulator's program counts its own losses");
            }
        };
    }

    /** Adds one packet of ten bytes to a counter. */
    private static List<Insn> count(int entry) {
        List<Insn> code = new ArrayList<>(lookup(COUNTERS, entry));
        code.addAll(List.of(new Insn.Branch(true, Condition.EQ, Reg.R0, new Imm(0), 6),
                load(MemSize.U64, Reg.R1, Reg.R0, 0), alu(AluOp.ADD, Reg.R1, 1),
                new Insn.Store(MemSize.U64, Reg.R0, 0, new Use(Reg.R1)),
                load(MemSize.U64, Reg.R1, Reg.R0, 8), alu(AluOp.ADD, Reg.R1, 10),
                new Insn.Store(MemSize.U64, Reg.R0, 8, new Use(Reg.R1))));
        return code;
    }

    /** Emits the time, and returns what the helper returned. */
    private static List<Insn> event(long flags) {
        return List.of(alu(AluOp.MOV, Reg.R6, Reg.R1), new Insn.Call(Helper.KTIME_GET_NS),
                new Insn.Store(MemSize.U64, Reg.R10, -8, new Use(Reg.R0)), alu(AluOp.MOV, Reg.R1, Reg.R6),
                new Insn.LoadMap(Reg.R2, EVENTS), new Insn.LoadImm64(Reg.R3, flags),
                alu(AluOp.MOV, Reg.R4, Reg.R10), alu(AluOp.ADD, Reg.R4, -8), mov(Reg.R5, 8),
                new Insn.Call(Helper.PERF_EVENT_OUTPUT), EXIT);
    }
}
