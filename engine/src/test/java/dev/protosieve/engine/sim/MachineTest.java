package dev.protosieve.engine.sim;

import static dev.protosieve.engine.sim.Filters.COUNTERS;
import static dev.protosieve.engine.sim.Filters.SCRATCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
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
    void functionsHaveFramesOfTheirOwn() {
        assertEquals("0x7", at("r6 = 4; r1 = 3; call pc+2; r0 += r6; exit; r0 = r1; r6 = 9; exit"));
        assertEquals("5: r0 = r6: r6 is read before anything was written to it",
                at("r6 = 4; r1 = 3; call pc+2; r0 += r6; exit; r0 = r6; exit"));
        assertEquals("2: r0 = r1: r1 is read before anything was written to it",
                at("r1 = 3; call pc+2; r0 = r1; exit; r0 = r1; exit"));
        assertEquals("0x6", at("*(u64 *)(r10 -8) = 5; r1 = r10; call pc+2; r0 = *(u64 *)(r10 -8); exit; "
                + "*(u64 *)(r1 -8) = 6; r0 = 0; exit"));
        assertEquals("3: exit: r0 is a pointer to the stack of the function that ends",
                at("call pc+1; exit; r0 = r10; exit"));
        assertEquals("5: *(u64 *)(r1 -8) = r10: r1 saves a pointer to the stack in the stack of a caller",
                at("r1 = r10; call pc+2; r0 = 0; exit; r0 = 0; *(u64 *)(r1 -8) = r10; exit"));
    }

    @Test
    void framesAreAtMostEightAndShareOneStack() {
        assertEquals("0: call pc-1: calls a function from the 8th of 8 frames", at("call pc-1; exit"));
        assertEquals("0x2", at("*(u64 *)(r10 -496) = 1; call pc+1; exit; *(u64 *)(r10 -8) = 1; r0 = 2; exit"));
        assertEquals("5: exit: ends a function when 2 frames have used 528 bytes of stack; together they have 512",
                at("*(u64 *)(r10 -504) = 1; call pc+1; exit; *(u64 *)(r10 -8) = 1; r0 = 2; exit"));
    }

    @Test
    void atomicsNeedStackOrMapValues() {
        assertEquals("2: lock *(u64 *)(r1 +0) += r2: r1 is no place in a map value or the stack that can be changed "
                + "atomically", at("r0 = 0; r2 = 1; lock *(u64 *)(r1 +0) += r2; exit"));
        assertEquals("1: lock *(u64 *)(r10 -8) += r2: r10 reads the stack at -8, where nothing was written",
                at("r2 = 1; lock *(u64 *)(r10 -8) += r2; exit"));
        assertEquals("0x8",
                at("*(u64 *)(r10 -8) = 7; r2 = 1; lock *(u64 *)(r10 -8) += r2; r0 = *(u64 *)(r10 -8); exit"));
    }

    @Test
    void refusesCallsThatTheKernelRefuses() {
        assertEquals("unknown opcode 8d", at("callx r1; exit"));
        assertEquals("0: (85) call kernel-function#1: kernel btf_id 1 is not a function",
                at("call kernel-function#1; exit"));
        assertEquals("0: (85) call unknown#9999: invalid func unknown#9999", at("call 9999; exit"));
        assertEquals("0: (85) call bpf_probe_read#4: program of this type cannot use helper bpf_probe_read#4",
                at("call 4; exit"));
        assertEquals("1: (37) r0 /= 0: div by zero", at("r0 = 0; r0 /= 0; exit"));
        assertEquals("1: (64) w0 <<= 32: invalid shift 32", at("r0 = 0; w0 <<= 32; exit"));
    }

    @Test
    void takesTheAddressOfAMapValue() {
        List<Insn> code = List.of(
                new Insn.LoadMapValue(Reg.R1, SCRATCH, 8),
                store(MemSize.U32, Reg.R1, 0, 5), load(MemSize.U64, Reg.R0, Reg.R1, 0), EXIT);
        assertEquals(5, xdp(code.toArray(Insn[]::new)));
    }

    @Test
    void deletesFromHashMaps() {
        MapSpec map = new MapSpec("m", MapSpec.Kind.LRU_HASH, 4, 8, 2);
        String key = "r2 = r10; r2 += -4; ";
        String put = "r1 = map[0]; " + key + "r3 = r10; r3 += -16; r4 = 0; call bpf_map_update_elem; ";
        List<Insn> code = RfcTest.parsed("*(u64 *)(r10 -16) = 9; *(u32 *)(r10 -4) = 1; " + put
                + "*(u32 *)(r10 -4) = 2; " + put + "*(u32 *)(r10 -4) = 1; r1 = map[0]; " + key
                + "call bpf_map_delete_elem; r6 = r0; r1 = map[0]; " + key + "call bpf_map_delete_elem; r6 -= r0; "
                + "*(u32 *)(r10 -4) = 3; " + put
                + "*(u32 *)(r10 -4) = 2; r1 = map[0]; " + key + "call bpf_map_lookup_elem; if r0 != 0 goto pc+2; "
                + "r0 = 77; exit; r0 = *(u64 *)(r0 +0); r0 += r6; exit");
        assertEquals("0xb", at(code, List.of(map)));
    }

    private static String at(String text) {
        return at(RfcTest.parsed(text), List.of());
    }

    private static String at(List<Insn> insns, List<MapSpec> maps) {
        return switch (SimProgram.at(Hook.XDP, insns, maps).run(PACKET, 1000)) {
            case SimProgram.Answer.Returned(long result, long _) -> "0x" + Long.toHexString(result);
            case SimProgram.Answer.Refused(String line) -> line;
        };
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
