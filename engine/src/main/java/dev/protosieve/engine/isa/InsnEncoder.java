package dev.protosieve.engine.isa;

import dev.protosieve.engine.isa.Insn.Alu;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Branch;
import dev.protosieve.engine.isa.Insn.ByteSwap;
import dev.protosieve.engine.isa.Insn.Call;
import dev.protosieve.engine.isa.Insn.Exit;
import dev.protosieve.engine.isa.Insn.Goto;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.Load;
import dev.protosieve.engine.isa.Insn.LoadImm64;
import dev.protosieve.engine.isa.Insn.LoadMap;
import dev.protosieve.engine.isa.Insn.MayGoto;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.MoveSigned;
import dev.protosieve.engine.isa.Insn.Neg;
import dev.protosieve.engine.isa.Insn.Operand;
import dev.protosieve.engine.isa.Insn.Store;
import dev.protosieve.engine.isa.Insn.Use;
import java.nio.ByteBuffer;
import java.util.List;

/** Instructions to the little-endian bytes of RFC 9669 section 3. */
public final class InsnEncoder {

    private InsnEncoder() {
    }

    /**
     * The program's bytes. A {@link LoadMap} or {@link Insn.LoadMapValue} carries the map's index where the loader will write
     * its file descriptor.
     *
     * @throws IllegalArgumentException for an instruction that has no encoding; the message begins with its slot
     */
    public static byte[] encode(List<Insn> program) {
        int slots = 0;
        for (Insn insn : program) {
            slots += insn.slots();
        }
        ByteBuffer to = Slot.buffer(new byte[slots * Slot.BYTES]);
        for (Insn insn : program) {
            write(insn, to);
        }
        return to.array();
    }

    /** The 8 or 16 bytes of one instruction. */
    public static byte[] encode(Insn insn) {
        return encode(List.of(insn));
    }

    private static void write(Insn insn, ByteBuffer to) {
        int slot = to.position() / Slot.BYTES;
        try {
            first(insn).write(to);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("slot " + slot + ": " + e.getMessage() + ": " + insn, e);
        }
        // RFC 9669 section 3.2: the second slot of a wide instruction holds nothing but the upper 32 bits.
        switch (insn) {
            case LoadImm64(Reg _, long value) -> new Slot(0, 0, 0, 0, (int) (value >>> 32)).write(to);
            case LoadMap _ -> new Slot(0, 0, 0, 0, 0).write(to);
            case Insn.LoadMapValue(Reg _, int _, int offset) -> new Slot(0, 0, 0, 0, offset).write(to);
            case Insn.LoadAddress load -> new Slot(0, 0, 0, 0, load.next()).write(to);
            case Alu _, Neg _, MoveSigned _, ByteSwap _, Load _, Store _, Insn.Atomic _, Branch _, Goto _, MayGoto _,
                    Call _, Insn.CallUnknown _, Insn.CallLocal _, Insn.CallRegister _, Insn.CallKernel _, Exit _ ->
                {
                }
        }
    }

    private static Slot first(Insn insn) {
        return switch (insn) {
            case Alu(boolean wide, AluOp op, Reg dst, Operand src) ->
                slot((wide ? Opcode.ALU64 : Opcode.ALU) | op.code(), dst, src, isSigned(op) ? 1 : 0);
            case Neg(boolean wide, Reg dst) ->
                slot((wide ? Opcode.ALU64 : Opcode.ALU) | Opcode.NEG, dst, new Imm(0), 0);
            case MoveSigned(boolean wide, int bits, Reg dst, Reg src) -> {
                require(bits == 8 || bits == 16 || wide && bits == 32, "no sign extension from " + bits + " bits");
                yield slot((wide ? Opcode.ALU64 : Opcode.ALU) | AluOp.MOV.code(), dst, new Use(src), bits);
            }
            case ByteSwap(Insn.Order order, int bits, Reg dst) -> byteSwap(order, bits, dst);
            case LoadImm64(Reg dst, long value) -> new Slot(Opcode.LD_IMM64, dst.ordinal(), 0, 0, (int) value);
            case LoadMap(Reg dst, int map) ->
                new Slot(Opcode.LD_IMM64, dst.ordinal(), Opcode.PSEUDO_MAP_FD, 0, map);
            case Insn.LoadMapValue(Reg dst, int map, int _) ->
                new Slot(Opcode.LD_IMM64, dst.ordinal(), Opcode.PSEUDO_MAP_VALUE, 0, map);
            case Insn.LoadAddress(Reg dst, Insn.AddressKind kind, int imm, int _) ->
                new Slot(Opcode.LD_IMM64, dst.ordinal(), kind.code(), 0, imm);
            case Load(MemSize size, boolean signed, Reg dst, Reg src, int offset) -> {
                require(!signed || size != MemSize.U64, "a load of 64 bits has no sign to extend");
                int mode = signed ? Opcode.MEMSX : Opcode.MEM;
                yield new Slot(Opcode.LDX | mode | size.code(), dst.ordinal(), src.ordinal(), narrow(offset), 0);
            }
            case Store(MemSize size, Reg dst, int offset, Operand src) -> {
                int mode = Opcode.MEM | size.code();
                yield switch (src) {
                    case Use(Reg reg) ->
                        new Slot(Opcode.STX | mode, dst.ordinal(), reg.ordinal(), narrow(offset), 0);
                    case Imm(int value) -> new Slot(Opcode.ST | mode, dst.ordinal(), 0, narrow(offset), value);
                };
            }
            case Insn.Atomic(boolean wide, Insn.AtomicOp op, Reg dst, int offset, Reg src) ->
                new Slot(Opcode.STX | Opcode.ATOMIC | (wide ? MemSize.U64 : MemSize.U32).code(), dst.ordinal(),
                        src.ordinal(), narrow(offset), op.code());
            case Branch(boolean wide, Insn.Condition op, Reg dst, Operand src, int offset) ->
                slot((wide ? Opcode.JMP : Opcode.JMP32) | op.code(), dst, src, narrow(offset));
            case Goto(int offset, boolean far) -> far ? new Slot(Opcode.JMP32 | Opcode.JA, 0, 0, 0, offset)
                    : new Slot(Opcode.JMP | Opcode.JA, 0, 0, narrow(offset), 0);
            case MayGoto(int offset) -> new Slot(Opcode.JMP | Opcode.JCOND, 0, 0, narrow(offset), 0);
            case Call(Helper helper) -> call(0, 0, helper.number());
            case Insn.CallUnknown(int number) -> call(0, 0, number);
            case Insn.CallLocal(int offset) -> call(Opcode.PSEUDO_CALL, 0, offset);
            case Insn.CallKernel(int id, int module) -> call(Opcode.PSEUDO_KFUNC_CALL, narrow(module), id);
            case Insn.CallRegister(Reg target) ->
                new Slot(Opcode.JMP | Opcode.CALL | Opcode.X, target.ordinal(), 0, 0, 0);
            case Exit() -> new Slot(Opcode.JMP | Opcode.EXIT, 0, 0, 0, 0);
        };
    }

    private static Slot call(int pseudo, int offset, int imm) {
        return new Slot(Opcode.JMP | Opcode.CALL, 0, pseudo, offset, imm);
    }

    private static Slot slot(int opcode, Reg dst, Operand src, int offset) {
        return switch (src) {
            case Use(Reg reg) -> new Slot(opcode | Opcode.X, dst.ordinal(), reg.ordinal(), offset, 0);
            case Imm(int value) -> new Slot(opcode, dst.ordinal(), 0, offset, value);
        };
    }

    /** RFC 9669 section 4.2: the width is in the immediate; class and source bit say the direction. */
    private static Slot byteSwap(Insn.Order order, int bits, Reg dst) {
        require(bits == 16 || bits == 32 || bits == 64, "no byte order for " + bits + " bits");
        int opcode = switch (order) {
            case LE -> Opcode.ALU | Opcode.END;
            case BE -> Opcode.ALU | Opcode.END | Opcode.X;
            case SWAP -> Opcode.ALU64 | Opcode.END;
        };
        return new Slot(opcode, dst.ordinal(), 0, 0, bits);
    }

    private static boolean isSigned(AluOp op) {
        return op == AluOp.SDIV || op == AluOp.SMOD;
    }

    private static boolean isNarrow(int offset) {
        return offset == (short) offset;
    }

    private static int narrow(int offset) {
        require(isNarrow(offset), "offset " + offset + " does not fit in 16 bits");
        return offset;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
