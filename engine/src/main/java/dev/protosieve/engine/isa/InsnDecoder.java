package dev.protosieve.engine.isa;

import dev.protosieve.engine.isa.Insn.Alu;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Branch;
import dev.protosieve.engine.isa.Insn.ByteSwap;
import dev.protosieve.engine.isa.Insn.Call;
import dev.protosieve.engine.isa.Insn.Condition;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bytes of RFC 9669 to instructions. Strict: a field that an instruction does not use must be zero, as the kernel
 * wants it, so that what decodes encodes to the same bytes.
 */
public final class InsnDecoder {

    private InsnDecoder() {
    }

    /** What came of decoding. */
    public sealed interface Result {
    }

    /** @param program in order */
    public record Decoded(List<Insn> program) implements Result {
        public Decoded {
            program = List.copyOf(program);
        }
    }

    /**
     * @param slot the first that is no instruction known here
     * @param reason one phrase
     */
    public record Refused(int slot, String reason) implements Result {
    }

    /** All of {@code code}, or the first slot that {@link Insn} cannot express. */
    public static Result decode(byte[] code) {
        if (code.length % Slot.BYTES != 0) {
            return new Refused(code.length / Slot.BYTES, "the last slot has fewer than 8 bytes");
        }
        ByteBuffer from = Slot.buffer(code);
        List<Insn> program = new ArrayList<>();
        while (from.hasRemaining()) {
            int slot = from.position() / Slot.BYTES;
            try {
                program.add(next(Slot.read(from), from));
            } catch (Unknown e) {
                return new Refused(slot, e.reason);
            }
        }
        return new Decoded(program);
    }

    private static Insn next(Slot s, ByteBuffer rest) throws Unknown {
        return switch (s.instructionClass()) {
            case Opcode.LD -> wide(s, rest);
            case Opcode.LDX -> load(s);
            case Opcode.ST, Opcode.STX -> store(s);
            case Opcode.ALU, Opcode.ALU64 -> arithmetic(s);
            default -> jump(s);
        };
    }

    private static Insn wide(Slot s, ByteBuffer rest) throws Unknown {
        int mode = s.opcode() & Opcode.MODE_MASK;
        if (mode == Opcode.ABS || mode == Opcode.IND) {
            throw new Unknown("legacy packet access (opcode 0x%02x), which no new program should use"
                    .formatted(s.opcode()));
        }
        require(s.opcode() == Opcode.LD_IMM64, s);
        if (!rest.hasRemaining()) {
            throw new Unknown("the second slot of a wide load is missing");
        }
        Slot upper = Slot.read(rest);
        if (upper.opcode() != 0 || upper.dst() != 0 || upper.src() != 0 || upper.offset() != 0) {
            throw new Unknown("the second slot of a wide load holds an instruction");
        }
        require(s.offset() == 0, s);
        if (s.src() == Opcode.PSEUDO_MAP_FD) {
            require(upper.imm() == 0, s);
            return new LoadMap(register(s.dst()), s.imm());
        }
        if (s.src() == Opcode.PSEUDO_MAP_VALUE) {
            return new Insn.LoadMapValue(register(s.dst()), s.imm(), upper.imm());
        }
        if (s.src() != 0) {
            Insn.AddressKind kind = Stream.of(Insn.AddressKind.values()).filter(k -> k.code() == s.src()).findFirst()
                    .orElseThrow(() -> Unknown.of(s));
            require(kind != Insn.AddressKind.MAP_BY_INDEX || upper.imm() == 0, s);
            return new Insn.LoadAddress(register(s.dst()), kind, s.imm(), upper.imm());
        }
        return new LoadImm64(register(s.dst()), s.imm() & 0xffff_ffffL | (long) upper.imm() << 32);
    }

    private static Insn load(Slot s) throws Unknown {
        int mode = s.opcode() & Opcode.MODE_MASK;
        MemSize size = size(s);
        boolean signed = mode == Opcode.MEMSX;
        require((signed ? size != MemSize.U64 : mode == Opcode.MEM) && s.imm() == 0, s);
        return new Load(size, signed, register(s.dst()), register(s.src()), s.offset());
    }

    private static Insn store(Slot s) throws Unknown {
        if ((s.opcode() & ~Opcode.SIZE_MASK) == (Opcode.STX | Opcode.ATOMIC)) {
            return atomic(s);
        }
        require((s.opcode() & Opcode.MODE_MASK) == Opcode.MEM, s);
        return new Store(size(s), register(s.dst()), s.offset(), operand(s, s.instructionClass() == Opcode.STX));
    }

    private static Insn atomic(Slot s) throws Unknown {
        MemSize size = size(s);
        require(size == MemSize.U64 || size == MemSize.U32, s);
        Insn.AtomicOp op = Stream.of(Insn.AtomicOp.values()).filter(o -> o.code() == s.imm()).findFirst()
                .orElseThrow(() -> Unknown.of(s));
        return new Insn.Atomic(size == MemSize.U64, op, register(s.dst()), s.offset(), register(s.src()));
    }

    private static Insn arithmetic(Slot s) throws Unknown {
        boolean wide = s.instructionClass() == Opcode.ALU64;
        Reg dst = register(s.dst());
        if (s.code() == Opcode.END) {
            return byteSwap(s, wide, dst);
        }
        if (s.code() == Opcode.NEG) {
            require(!s.usesRegister() && s.src() == 0 && s.imm() == 0 && s.offset() == 0, s);
            return new Neg(wide, dst);
        }
        if (s.code() == AluOp.MOV.code() && s.offset() != 0) {
            int bits = s.offset();
            require(s.usesRegister() && s.imm() == 0 && (bits == 8 || bits == 16 || wide && bits == 32), s);
            return new MoveSigned(wide, bits, dst, register(s.src()));
        }
        boolean signed = s.offset() == 1;
        require(signed || s.offset() == 0, s);
        return new Alu(wide, aluOp(s, signed), dst, operand(s, s.usesRegister()));
    }

    private static Insn byteSwap(Slot s, boolean wide, Reg dst) throws Unknown {
        int bits = s.imm();
        require((bits == 16 || bits == 32 || bits == 64) && s.src() == 0 && s.offset() == 0, s);
        if (wide) {
            require(!s.usesRegister(), s);
            return new ByteSwap(Insn.Order.SWAP, bits, dst);
        }
        return new ByteSwap(s.usesRegister() ? Insn.Order.BE : Insn.Order.LE, bits, dst);
    }

    private static AluOp aluOp(Slot s, boolean signed) throws Unknown {
        for (AluOp op : AluOp.values()) {
            if (op.code() == s.code() && (op == AluOp.SDIV || op == AluOp.SMOD) == signed) {
                return op;
            }
        }
        throw Unknown.of(s);
    }

    private static Insn jump(Slot s) throws Unknown {
        boolean wide = s.instructionClass() == Opcode.JMP;
        if (s.code() == Opcode.JA) {
            require(!s.usesRegister() && s.dst() == 0 && s.src() == 0 && (wide ? s.imm() : s.offset()) == 0, s);
            return new Goto(wide ? s.offset() : s.imm(), !wide);
        }
        if (wide && s.opcode() == (Opcode.JMP | Opcode.JCOND)) {
            require(s.dst() == 0 && s.src() == 0 && s.imm() == 0, s);
            return new MayGoto(s.offset());
        }
        if (wide && s.opcode() == (Opcode.JMP | Opcode.EXIT)) {
            require(s.dst() == 0 && s.src() == 0 && s.imm() == 0 && s.offset() == 0, s);
            return new Exit();
        }
        if (wide && s.code() == Opcode.CALL) {
            return call(s);
        }
        Condition op = Stream.of(Condition.values()).filter(c -> c.code() == s.code()).findFirst()
                .orElseThrow(() -> Unknown.of(s));
        return new Branch(wide, op, register(s.dst()), operand(s, s.usesRegister()), s.offset());
    }

    private static Insn call(Slot s) throws Unknown {
        if (s.usesRegister()) {
            require(s.src() == 0 && s.offset() == 0 && s.imm() == 0, s);
            return new Insn.CallRegister(register(s.dst()));
        }
        require(s.dst() == 0 && (s.offset() == 0 || s.src() == Opcode.PSEUDO_KFUNC_CALL), s);
        return switch (s.src()) {
            case 0 -> Helper.numbered(s.imm()).<Insn>map(Call::new).orElse(new Insn.CallUnknown(s.imm()));
            case Opcode.PSEUDO_CALL -> new Insn.CallLocal(s.imm());
            case Opcode.PSEUDO_KFUNC_CALL -> new Insn.CallKernel(s.imm(), s.offset());
            default -> throw Unknown.of(s);
        };
    }

    private static Operand operand(Slot s, boolean register) throws Unknown {
        require((register ? s.imm() : s.src()) == 0, s);
        return register ? new Use(register(s.src())) : new Imm(s.imm());
    }

    private static MemSize size(Slot s) throws Unknown {
        return Stream.of(MemSize.values()).filter(m -> m.code() == (s.opcode() & Opcode.SIZE_MASK)).findFirst()
                .orElseThrow(() -> Unknown.of(s));
    }

    private static Reg register(int number) throws Unknown {
        if (number > Reg.R10.ordinal()) {
            throw new Unknown("register r" + number + " does not exist");
        }
        return Reg.of(number);
    }

    private static void require(boolean holds, Slot s) throws Unknown {
        if (!holds) {
            throw Unknown.of(s);
        }
    }

    private static final class Unknown extends Exception {
        private static final long serialVersionUID = 1;
        private final String reason;

        Unknown(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        static Unknown of(Slot s) {
            return new Unknown("unknown instruction: opcode 0x%02x, dst %d, src %d, offset %d, imm %d"
                    .formatted(s.opcode(), s.dst(), s.src(), s.offset(), s.imm()));
        }
    }
}
