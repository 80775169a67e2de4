package dev.protosieve.engine.sim;

import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AddressKind;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.AtomicOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Operand;
import dev.protosieve.engine.isa.Insn.Order;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;
import java.util.List;

/** Instructions laid out by slot in arrays, so that the machine's loop looks nothing up. */
final class Program {

    /** Kinds of slots; {@link #HOLE} is the second half of a wide load. */
    static final int HOLE = 0;
    static final int ALU = 1;
    static final int ALU32 = 2;
    static final int NEG = 3;
    static final int NEG32 = 4;
    static final int MOVSX = 5;
    static final int MOVSX32 = 6;
    static final int SWAP = 7;
    static final int LOAD_IMM = 8;
    static final int LOAD_MAP = 9;
    static final int LOAD = 10;
    static final int LOAD_SIGNED = 11;
    static final int STORE = 12;
    static final int BRANCH = 13;
    static final int BRANCH32 = 14;
    static final int GOTO = 15;
    static final int MAY_GOTO = 16;
    static final int CALL = 17;
    static final int EXIT = 18;
    static final int ATOMIC = 19;
    static final int ATOMIC32 = 20;
    static final int LOAD_ADDRESS = 21;
    static final int CALL_LOCAL = 22;
    /** A call that always ends the run; {@link #imm} says which. */
    static final int CALL_OTHER = 23;
    static final int CALL_REGISTER = 24;
    static final int LOAD_MAP_VALUE = 25;

    /** In {@link #src}: the second operand is {@link #imm}. */
    static final int IMMEDIATE = -1;

    /** In {@link #op} of {@link #CALL_OTHER}. */
    static final int KERNEL_FUNCTION = 0;
    static final int UNKNOWN_HELPER = 1;

    static final AluOp[] ALU_OPS = AluOp.values();
    static final AtomicOp[] ATOMIC_OPS = AtomicOp.values();
    static final AddressKind[] ADDRESS_KINDS = AddressKind.values();
    static final Condition[] CONDITIONS = Condition.values();
    static final Order[] ORDERS = Order.values();
    static final Helper[] HELPERS = Helper.values();

    final int[] kind;
    /** Ordinal of the operation, or size in bytes, or width in bits; by kind. */
    final int[] op;
    final int[] dst;
    final int[] src;
    /** Offset of a memory access, or the slot a jump goes to. */
    final int[] offset;
    final long[] imm;

    private Program(int slots) {
        kind = new int[slots];
        op = new int[slots];
        dst = new int[slots];
        src = new int[slots];
        offset = new int[slots];
        imm = new long[slots];
    }

    static Program of(List<Insn> insns) {
        Program program = new Program(insns.stream().mapToInt(Insn::slots).sum());
        int slot = 0;
        for (Insn insn : insns) {
            program.put(slot, insn);
            slot += insn.slots();
        }
        return program;
    }

    private void put(int slot, Insn insn) {
        switch (insn) {
            case Insn.Alu(boolean wide, AluOp code, Reg to, Operand from) -> {
                set(slot, wide ? ALU : ALU32, code.ordinal(), to.ordinal(), 0);
                operand(slot, from);
            }
            case Insn.Neg(boolean wide, Reg to) -> set(slot, wide ? NEG : NEG32, 0, to.ordinal(), 0);
            case Insn.MoveSigned(boolean wide, int bits, Reg to, Reg from) -> {
                set(slot, wide ? MOVSX : MOVSX32, bits, to.ordinal(), 0);
                src[slot] = from.ordinal();
            }
            case Insn.ByteSwap(Order order, int bits, Reg to) -> {
                set(slot, SWAP, bits, to.ordinal(), 0);
                imm[slot] = order.ordinal();
            }
            case Insn.LoadImm64(Reg to, long value) -> {
                set(slot, LOAD_IMM, 0, to.ordinal(), 0);
                imm[slot] = value;
            }
            case Insn.LoadMap(Reg to, int map) -> set(slot, LOAD_MAP, map, to.ordinal(), 0);
            case Insn.Load(MemSize size, boolean signed, Reg to, Reg from, int at) -> {
                set(slot, signed ? LOAD_SIGNED : LOAD, size.bytes(), to.ordinal(), at);
                src[slot] = from.ordinal();
            }
            case Insn.Store(MemSize size, Reg to, int at, Operand from) -> {
                set(slot, STORE, size.bytes(), to.ordinal(), at);
                operand(slot, from);
            }
            case Insn.Branch(boolean wide, Condition code, Reg left, Operand right, int by) -> {
                set(slot, wide ? BRANCH : BRANCH32, code.ordinal(), left.ordinal(), slot + 1 + by);
                operand(slot, right);
            }
            case Insn.Atomic(boolean wide, AtomicOp code, Reg to, int at, Reg from) -> {
                set(slot, wide ? ATOMIC : ATOMIC32, code.ordinal(), to.ordinal(), at);
                src[slot] = from.ordinal();
            }
            case Insn.LoadMapValue(Reg to, int map, int at) -> set(slot, LOAD_MAP_VALUE, map, to.ordinal(), at);
            case Insn.LoadAddress(Reg to, AddressKind what, int number, int next) -> {
                set(slot, LOAD_ADDRESS, what.ordinal(), to.ordinal(), next);
                imm[slot] = number;
            }
            case Insn.Goto(int by, boolean _) -> set(slot, GOTO, 0, 0, slot + 1 + by);
            case Insn.MayGoto(int by) -> set(slot, MAY_GOTO, 0, 0, slot + 1 + by);
            case Insn.Call(Helper helper) -> set(slot, CALL, helper.ordinal(), 0, 0);
            case Insn.CallLocal(int by) -> set(slot, CALL_LOCAL, 0, 0, slot + 1 + by);
            case Insn.CallUnknown(int number) -> {
                set(slot, CALL_OTHER, UNKNOWN_HELPER, 0, 0);
                imm[slot] = number;
            }
            case Insn.CallKernel(int id, int _) -> {
                set(slot, CALL_OTHER, KERNEL_FUNCTION, 0, 0);
                imm[slot] = id;
            }
            case Insn.CallRegister(Reg target) -> set(slot, CALL_REGISTER, 0, target.ordinal(), 0);
            case Insn.Exit() -> set(slot, EXIT, 0, 0, 0);
        }
    }

    private void set(int slot, int what, int code, int to, int at) {
        kind[slot] = what;
        op[slot] = code;
        dst[slot] = to;
        offset[slot] = at;
    }

    private void operand(int slot, Operand operand) {
        switch (operand) {
            case Use(Reg reg) -> src[slot] = reg.ordinal();
            case Imm(int value) -> {
                src[slot] = IMMEDIATE;
                imm[slot] = value;
            }
        }
    }
}
