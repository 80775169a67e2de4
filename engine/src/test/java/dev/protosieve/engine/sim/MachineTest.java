package dev.protosieve.engine.sim;

import static dev.protosieve.engine.sim.Filters.COUNTERS;
import static dev.protosieve.engine.sim.Filters.SCRATCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MachineTest {

    private static final byte[] PACKET = packet(64);
    private static final Insn EXIT = new Insn.Exit();

    @Test
    void readsThePacketBetweenDataAndDataEnd() {
        assertEquals(0x0f0e0d0c,
                xdp(load(MemSize.U32, Reg.R2, Reg.R1, 0), load(MemSize.U32, Reg.R0, Reg.R2, 12), EXIT));
        assertEquals(64, xdp(load(MemSize.U32, Reg.R2, Reg.R1, 0), load(MemSize.U32, Reg.R0, Reg.R1, 4),
                alu(AluOp.SUB, Reg.R0, Reg.R2), EXIT));
    }

    @Test
    void comparesPacketPointers() {
        assertEquals(1, xdp(load(MemSize.U32, Reg.R2, Reg.R1, 0), load(MemSize.U32, Reg.R3, Reg.R1, 4),
                mov(Reg.R0, 0), alu(AluOp.ADD, Reg.R2, 65),
                new Insn.Branch(true, Condition.LE, Reg.R2, new Use(Reg.R3), 1), mov(Reg.R0, 1), EXIT));
    }

    @Test
    void refusesToReadBehindThePacket() {
        refuses("1: r0 = *(u8 *)(r2 +64): r2 reads 1 bytes at offset 64 of the packet, which has 64",
                load(MemSize.U32, Reg.R2, Reg.R1, 0), load(MemSize.U8, Reg.R0, Reg.R2, 64), EXIT);
        refuses("1: r0 = *(u32 *)(r2 -1): r2 reads 4 bytes at offset -1 of the packet, which has 64",
                load(MemSize.U32, Reg.R2, Reg.R1, 0), load(MemSize.U32, Reg.R0, Reg.R2, -1), EXIT);
    }

    @Test
    void refusesToWriteToThePacketAndTheContext() {
        refuses("1: *(u8 *)(r2 +0) = 1: r2 writes to the packet, which a filter only reads",
                load(MemSize.U32, Reg.R2, Reg.R1, 0), store(MemSize.U8, Reg.R2, 0, 1), EXIT);
        refuses("0: *(u32 *)(r1 +0) = 1: r1 writes to the context, which a filter only reads",
                store(MemSize.U32, Reg.R1, 0, 1), EXIT);
    }

    @Test
    void refusesWhatWasNeverWritten() {
        refuses("0: r0 = r3: r3 is read before anything was written to it", alu(AluOp.MOV, Reg.R0, Reg.R3), EXIT);
        refuses("0: exit: r0 is read before anything was written to it", EXIT);
        refuses("1: r0 = *(u64 *)(r10 -8): r10 reads the stack at -4, where nothing was written",
                store(MemSize.U32, Reg.R10, -8, 1), load(MemSize.U64, Reg.R0, Reg.R10, -8), EXIT);
        refuses("1: r0 = r2: r2 is read before anything was written to it",
                new Insn.Call(Helper.KTIME_GET_NS), alu(AluOp.MOV, Reg.R0, Reg.R2), EXIT);
    }

    @Test
    void refusesAccessOutsideTheStackOrAcrossItsWords() {
        refuses("0: *(u64 *)(r10 -520) = 1: r10 writes 8 bytes at offset -520 of the stack, which has 512",
                store(MemSize.U64, Reg.R10, -520, 1), EXIT);
        refuses("0: *(u8 *)(r10 +0) = 1: r10 writes 1 bytes at offset 0 of the stack, which has 512",
                store(MemSize.U8, Reg.R10, 0, 1), EXIT);
        refuses("0: *(u64 *)(r10 -12) = 1: r10 accesses 8 bytes of the stack at -12, which is not a multiple of 8",
                store(MemSize.U64, Reg.R10, -12, 1), EXIT);
    }

    @Test
    void refusesNumbersAsPointersAndPointersAsNumbers() {
        refuses("1: r0 = *(u8 *)(r2 +0): r2 is a number, not a pointer",
                mov(Reg.R2, 4096), load(MemSize.U8, Reg.R0, Reg.R2, 0), EXIT);
        refuses("1: w0 = w1: r1 is a pointer where a number is needed",
                mov(Reg.R0, 0), new Insn.Alu(false, AluOp.MOV, Reg.R0, new Use(Reg.R1)), EXIT);
        refuses("0: r1 &= 7: r1 computes &= with a pointer", alu(AluOp.AND, Reg.R1, 7), EXIT);
        refuses("0: r1 -= r10: r1 computes -= with a pointer", alu(AluOp.SUB, Reg.R1, Reg.R10), EXIT);
        refuses("1: exit: r0 is a pointer where a number is needed", alu(AluOp.MOV, Reg.R0, Reg.R1), EXIT);
        refuses("0: if r1 > r10 goto pc+0: r1 is compared with something that points elsewhere or nowhere",
                new Insn.Branch(true, Condition.GT, Reg.R1, new Use(Reg.R10), 0), EXIT);
    }

    @Test
    void keepsPointersSavedOnTheStack() {
        assertEquals(0x03020100, xdp(load(MemSize.U32, Reg.R2, Reg.R1, 0),
                new Insn.Store(MemSize.U64, Reg.R10, -8, new Use(Reg.R2)), load(MemSize.U64, Reg.R3, Reg.R10, -8),
                load(MemSize.U32, Reg.R0, Reg.R3, 0), EXIT));
        refuses("1: r0 = *(u32 *)(r10 -8): r10 reads 4 bytes of a saved pointer",
                new Insn.Store(MemSize.U64, Reg.R10, -8, new Use(Reg.R1)), load(MemSize.U32, Reg.R0, Reg.R10, -8),
                EXIT);
        refuses("3: r3 = *(u8 *)(r2 +0): r2 is a number, not a pointer",
                new Insn.Store(MemSize.U64, Reg.R10, -8, new Use(Reg.R1)),
                store(MemSize.U8, Reg.R10, -8, 0), load(MemSize.U64, Reg.R2, Reg.R10, -8),
                load(MemSize.U8, Reg.R3, Reg.R2, 0), EXIT);
    }

    @Test
    void refusesALookupThatIsNotComparedWithNull() {
        List<Insn> code = new ArrayList<>(lookup(SCRATCH, 0));
        code.addAll(List.of(load(MemSize.U64, Reg.R0, Reg.R0, 0), EXIT));
        refuses("6: r0 = *(u64 *)(r0 +0): r0 may be null; compare it with 0 first", code.toArray(Insn[]::new));
    }

    @Test
    void keepsMapValuesFromRunToRun() {
        List<Insn> code = new ArrayList<>(lookup(SCRATCH, 0));
        code.addAll(List.of(new Insn.Branch(true, Condition.NE, Reg.R0, new Imm(0), 2), mov(Reg.R0, -1), EXIT,
                load(MemSize.U64, Reg.R1, Reg.R0, 56), alu(AluOp.ADD, Reg.R1, 1),
                new Insn.Store(MemSize.U64, Reg.R0, 56, new Use(Reg.R1)), alu(AluOp.MOV, Reg.R0, Reg.R1), EXIT));
        try (SimulatedFilter filter = Filters.load(Hook.XDP, code.toArray(Insn[]::new))) {
            assertEquals(1, filter.run(PACKET).action());
            assertEquals(2, filter.run(PACKET).action());
        }
    }

    @Test
    void givesNullForAnIndexOutsideTheArray() {
        List<Insn> code = new ArrayList<>(lookup(SCRATCH, 1));
        code.addAll(List.of(new Insn.Branch(true, Condition.NE, Reg.R0, new Imm(0), 1), mov(Reg.R0, 7), EXIT));
        assertEquals(7, xdp(code.toArray(Insn[]::new)));
    }

    @Test
    void refusesToCrossTheEndOfAMapValue() {
        List<Insn> code = new ArrayList<>(lookup(COUNTERS, 0));
        code.addAll(List.of(new Insn.Branch(true, Condition.NE, Reg.R0, new Imm(0), 2), mov(Reg.R0, 7), EXIT,
                load(MemSize.U64, Reg.R0, Reg.R0, 16), EXIT));
        refuses("9: r0 = *(u64 *)(r0 +16): r0 reads 8 bytes at offset 16 of the value of map, which has 16",
                code.toArray(Insn[]::new));
    }

    @Test
    void leavesAMayGotoLoopWhenTheBudgetIsSpent() {
        assertEquals(Machine.MAY_GOTO_BUDGET, xdp(mov(Reg.R0, 0), new Insn.MayGoto(2), alu(AluOp.ADD, Reg.R0, 1),
                new Insn.Goto(-3), EXIT));
    }

    @Test
    void endsAProgramThatNeverEnds() {
        EventQueue events = new EventQueue(1);
        Memory memory = new Memory(Hook.XDP, List.of(), -1, _ -> true);
        Machine machine = new Machine(List.of(new Insn.Goto(-1)), Filters.formatter(), memory, events, () -> 0, 1000);

        Machine.End end = machine.run(SimPacket.of(PACKET));

        assertEquals("Faulted[fault=SimFault[slot=0, insn=goto pc-1, register=Optional.empty, "
                + "reason=has run for 1000 instructions without an end]]", end.toString());
    }

    @Test
    void readsContextFieldsThatTheHookHas() {
        assertEquals(1, xdp(load(MemSize.U32, Reg.R0, Reg.R1, 12), EXIT));
        assertEquals(64, run(Hook.SOCKET, load(MemSize.U32, Reg.R0, Reg.R1, 0), EXIT));
        assertEquals(0x0d0c, run(Hook.TC_INGRESS, load(MemSize.U32, Reg.R0, Reg.R1, 16), EXIT));
        assertEquals(3, run(Hook.TC_INGRESS, load(MemSize.U32, Reg.R2, Reg.R1, 76), load(MemSize.U8, Reg.R0, Reg.R2, 3),
                EXIT));
        refuses(Hook.SOCKET, "0: r0 = *(u32 *)(r1 +76): "
                + "r1 reads 4 bytes at offset 76 of the context, which this hook does not allow",
                load(MemSize.U32, Reg.R0, Reg.R1, 76), EXIT);
        refuses("0: r0 = *(u32 *)(r1 +20): r1 reads 4 bytes at offset 20 of the context, which this hook does not allow",
                load(MemSize.U32, Reg.R0, Reg.R1, 20), EXIT);
    }

    private static int xdp(Insn... insns) {
        return run(Hook.XDP, insns);
    }

    private static int run(Hook hook, Insn... insns) {
        try (SimulatedFilter filter = Filters.load(hook, insns)) {
            return filter.run(PACKET).action();
        }
    }

    private static void refuses(String line, Insn... insns) {
        refuses(Hook.XDP, line, insns);
    }

    private static void refuses(Hook hook, String line, Insn... insns) {
        try (SimulatedFilter filter = Filters.load(hook, insns)) {
            assertEquals(line, assertThrows(SimulationFailed.class, () -> filter.run(PACKET)).fault().line());
        }
    }

    static List<Insn> lookup(int map, int key) {
        return List.of(store(MemSize.U32, Reg.R10, -4, key), new Insn.LoadMap(Reg.R1, map),
                alu(AluOp.MOV, Reg.R2, Reg.R10), alu(AluOp.ADD, Reg.R2, -4), new Insn.Call(Helper.MAP_LOOKUP_ELEM));
    }

    static byte[] packet(int length) {
        byte[] packet = new byte[length];
        IntStream.range(0, length).forEach(i -> packet[i] = (byte) i);
        return packet;
    }

    static Insn load(MemSize size, Reg dst, Reg src, int offset) {
        return new Insn.Load(size, false, dst, src, offset);
    }

    static Insn store(MemSize size, Reg dst, int offset, int value) {
        return new Insn.Store(size, dst, offset, new Imm(value));
    }

    static Insn mov(Reg dst, int value) {
        return alu(AluOp.MOV, dst, value);
    }

    static Insn alu(AluOp op, Reg dst, int value) {
        return new Insn.Alu(true, op, dst, new Imm(value));
    }

    static Insn alu(AluOp op, Reg dst, Reg src) {
        return new Insn.Alu(true, op, dst, new Use(src));
    }
}
