package dev.protosieve.engine.isa;

import java.util.Optional;
import java.util.OptionalInt;

/** An eBPF instruction (RFC 9669). Jump offsets count slots from the one behind the instruction. */
public sealed interface Insn {

    /** How many 8-byte slots it takes. */
    default int slots() {
        return 1;
    }

    /** Where it may jump to, in slots from the one behind it; empty for what never jumps. */
    default OptionalInt jump() {
        return switch (this) {
            case Branch branch -> OptionalInt.of(branch.offset);
            case Goto jump -> OptionalInt.of(jump.offset);
            case MayGoto jump -> OptionalInt.of(jump.offset);
            case Alu _, Neg _, MoveSigned _, ByteSwap _, LoadImm64 _, LoadMap _, LoadMapValue _, Load _, Store _,
                    CompareExchange _, Call _, Exit _ ->
                OptionalInt.empty();
        };
    }

    /** Whether the instruction behind it may be the next. */
    default boolean fallsThrough() {
        return !(this instanceof Goto || this instanceof Exit);
    }

    /** The register whose value it sets; a call sets r0 (and makes r1 to r5 unreadable). */
    default Optional<Reg> writes() {
        return switch (this) {
            case Alu alu -> Optional.of(alu.dst);
            case Neg neg -> Optional.of(neg.dst);
            case MoveSigned move -> Optional.of(move.dst);
            case ByteSwap swap -> Optional.of(swap.dst);
            case LoadImm64 load -> Optional.of(load.dst);
            case LoadMap load -> Optional.of(load.dst);
            case LoadMapValue load -> Optional.of(load.dst);
            case Load load -> Optional.of(load.dst);
            case Call _, CompareExchange _ -> Optional.of(Reg.R0);
            case Store _, Branch _, Goto _, MayGoto _, Exit _ -> Optional.empty();
        };
    }

    /** Arithmetic: {@code dst = dst op src}. */
    record Alu(boolean wide, AluOp op, Reg dst, Operand src) implements Insn {
    }

    /** {@code dst = -dst}. */
    record Neg(boolean wide, Reg dst) implements Insn {
    }

    /** {@code dst = (s8|s16|s32) src}, sign-extending (RFC 9669 section 4.1, MOVSX). */
    record MoveSigned(boolean wide, int bits, Reg dst, Reg src) implements Insn {
    }

    /** Byte order conversion of the low {@code bits} of {@code dst}. */
    record ByteSwap(Order order, int bits, Reg dst) implements Insn {
    }

    /** {@code dst = imm64}; two slots. */
    record LoadImm64(Reg dst, long value) implements Insn {
        @Override
        public int slots() {
            return 2;
        }
    }

    /** {@code dst = map}; two slots. {@code map} counts the maps of the filter. */
    record LoadMap(Reg dst, int map) implements Insn {
        @Override
        public int slots() {
            return 2;
        }
    }

    /**
     * {@code dst = value of the map's only entry + offset} (RFC 9669 section 5.4, map_val); two slots. {@code map} counts the
     * maps of the filter.
     */
    record LoadMapValue(Reg dst, int map, int offset) implements Insn {
        @Override
        public int slots() {
            return 2;
        }
    }

    /** {@code dst = *(size *)(src + offset)}. */
    record Load(MemSize size, boolean signed, Reg dst, Reg src, int offset) implements Insn {
    }

    /** {@code *(size *)(dst + offset) = src}. */
    record Store(MemSize size, Reg dst, int offset, Operand src) implements Insn {
    }

    /**
     * {@code r0 = cmpxchg(dst + offset, r0, src)}: the 64 bits there become {@code src} if they are r0, atomically, and r0 is
     * what they were (RFC 9669 section 5.3).
     */
    record CompareExchange(Reg dst, int offset, Reg src) implements Insn {
    }

    /** {@code if dst op src goto +offset}. */
    record Branch(boolean wide, Condition op, Reg dst, Operand src, int offset) implements Insn {
    }

    /** {@code goto +offset}. */
    record Goto(int offset) implements Insn {
    }

    /** {@code may_goto +offset}: falls through until the kernel's loop budget is spent, then jumps (Linux 6.9, BPF_JCOND). */
    record MayGoto(int offset) implements Insn {
    }

    record Call(Helper helper) implements Insn {
    }

    record Exit() implements Insn {
    }

    /** The second operand. */
    sealed interface Operand {
    }

    /** A register as operand. */
    record Use(Reg reg) implements Operand {
        @Override
        public String toString() {
            return reg.toString();
        }
    }

    /** A 32-bit immediate, sign-extended to 64 bits by wide instructions. */
    record Imm(int value) implements Operand {
        @Override
        public String toString() {
            return Integer.toString(value);
        }
    }

    /** Sizes of memory accesses. */
    enum MemSize {
        U8(1, 0x10),
        U16(2, 0x08),
        U32(4, 0x00),
        U64(8, 0x18);

        private final int bytes;
        private final int code;

        MemSize(int bytes, int code) {
            this.bytes = bytes;
            this.code = code;
        }

        public int bytes() {
            return bytes;
        }

        /** The size bits of the opcode (RFC 9669 section 5). */
        public int code() {
            return code;
        }
    }

    /** Arithmetic with its opcode bits (RFC 9669 section 4.1); the signed ones use offset 1. */
    enum AluOp {
        ADD(0x00, "+="),
        SUB(0x10, "-="),
        MUL(0x20, "*="),
        DIV(0x30, "/="),
        SDIV(0x30, "s/="),
        OR(0x40, "|="),
        AND(0x50, "&="),
        LSH(0x60, "<<="),
        RSH(0x70, ">>="),
        MOD(0x90, "%="),
        SMOD(0x90, "s%="),
        XOR(0xa0, "^="),
        MOV(0xb0, "="),
        ARSH(0xc0, "s>>=");

        private final int code;
        private final String symbol;

        AluOp(int code, String symbol) {
            this.code = code;
            this.symbol = symbol;
        }

        public int code() {
            return code;
        }

        /** As the kernel's log writes it. */
        public String symbol() {
            return symbol;
        }
    }

    /** Conditions with their opcode bits (RFC 9669 section 4.3). */
    enum Condition {
        EQ(0x10, "=="),
        GT(0x20, ">"),
        GE(0x30, ">="),
        SET(0x40, "&"),
        NE(0x50, "!="),
        SGT(0x60, "s>"),
        SGE(0x70, "s>="),
        LT(0xa0, "<"),
        LE(0xb0, "<="),
        SLT(0xc0, "s<"),
        SLE(0xd0, "s<=");

        private final int code;
        private final String symbol;

        Condition(int code, String symbol) {
            this.code = code;
            this.symbol = symbol;
        }

        public int code() {
            return code;
        }

        public String symbol() {
            return symbol;
        }
    }

    /** Byte orders (RFC 9669 section 4.2). */
    enum Order {
        /** To or from little-endian. */
        LE,
        /** To or from big-endian. */
        BE,
        /** Unconditional swap. */
        SWAP
    }
}
