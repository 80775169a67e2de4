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
            case Alu _, Neg _, MoveSigned _, ByteSwap _, LoadImm64 _, LoadMap _, LoadMapValue _, LoadAddress _, Load _,
                    Store _, Atomic _, Call _, CallUnknown _, CallLocal _, CallRegister _, CallKernel _, Exit _ ->
                OptionalInt.empty();
        };
    }

    /** The map that it names, counted in the filter's maps. */
    default OptionalInt namedMap() {
        if (this instanceof LoadMap load) {
            return OptionalInt.of(load.map);
        }
        return this instanceof LoadMapValue load ? OptionalInt.of(load.map) : OptionalInt.empty();
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
            case LoadAddress load -> Optional.of(load.dst);
            case Load load -> Optional.of(load.dst);
            case Atomic atomic -> atomic.op == AtomicOp.CMPXCHG ? Optional.of(Reg.R0)
                    : atomic.op.fetches() ? Optional.of(atomic.src) : Optional.empty();
            case Call _, CallUnknown _, CallLocal _, CallRegister _, CallKernel _ -> Optional.of(Reg.R0);
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

    /** {@code dst = address of something}, by what {@code kind} says; two slots. {@code next} is the second one's immediate. */
    record LoadAddress(Reg dst, AddressKind kind, int imm, int next) implements Insn {
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

    /** The 64 ({@code wide}) or 32 bits at {@code dst + offset} change by {@code op src}, atomically (RFC 9669 section 5.3). */
    record Atomic(boolean wide, AtomicOp op, Reg dst, int offset, Reg src) implements Insn {
    }

    /** {@code if dst op src goto +offset}. */
    record Branch(boolean wide, Condition op, Reg dst, Operand src, int offset) implements Insn {
    }

    /**
     * {@code goto +offset}.
     *
     * @param far whether it is {@code gotol}, which has 32 bits for the offset
     */
    record Goto(int offset, boolean far) implements Insn {
        /** Half of what 16 bits reach: kernels put instructions of their own in between, and a goto must still fit then. */
        private static final int NEAR = Short.MAX_VALUE / 2;

        /** The shorter form that reaches there surely. */
        public Goto(int offset) {
            this(offset, Math.abs((long) offset) > NEAR);
        }
    }

    /** {@code may_goto +offset}: falls through until the kernel's loop budget is spent, then jumps (Linux 6.9, BPF_JCOND). */
    record MayGoto(int offset) implements Insn {
    }

    record Call(Helper helper) implements Insn {
    }

    /** A call of a helper that is not among {@link Helper}. */
    record CallUnknown(int number) implements Insn {
    }

    /** A call of a function of the program, which begins {@code offset} slots from the one behind (RFC 9669 section 4.3.2). */
    record CallLocal(int offset) implements Insn {
    }

    /** A call of what a register says. Compilers make it; RFC 9669 does not define it, and the kernel refuses it. */
    record CallRegister(Reg target) implements Insn {
    }

    /**
     * A call of a function of the kernel (RFC 9669 section 4.3.1, by BTF ID).
     *
     * @param module index of the BTF's file descriptor; 0 for the kernel itself
     */
    record CallKernel(int id, int module) implements Insn {
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

    /** Atomic operations with the immediate that says which (RFC 9669 section 5.3). */
    enum AtomicOp {
        ADD(0x00, "add"),
        OR(0x40, "or"),
        AND(0x50, "and"),
        XOR(0xa0, "xor"),
        FETCH_ADD(0x01, "fetch_add"),
        FETCH_OR(0x41, "fetch_or"),
        FETCH_AND(0x51, "fetch_and"),
        FETCH_XOR(0xa1, "fetch_xor"),
        /** Puts the source there and gives what was there. */
        XCHG(0xe1, "xchg"),
        /** Puts the source there if r0 is there; r0 is what was there. */
        CMPXCHG(0xf1, "cmpxchg");

        private final int code;
        private final String word;

        AtomicOp(int code, String word) {
            this.code = code;
            this.word = word;
        }

        public int code() {
            return code;
        }

        /** As the kernel's log writes it behind {@code atomic_}. */
        public String word() {
            return word;
        }

        /** Whether a register gets what was there before. */
        public boolean fetches() {
            return (code & 1) != 0;
        }
    }

    /** What a {@link LoadAddress} loads, with the source register's number that says so (RFC 9669 section 5.4). */
    enum AddressKind {
        /** A variable of the kernel. */
        VARIABLE(3),
        /** A function of the program. */
        CODE(4),
        /** A map by its position among the program's maps. */
        MAP_BY_INDEX(5),
        /** The value of the first entry of such a map, plus {@code next}. */
        MAP_VALUE_BY_INDEX(6);

        private final int code;

        AddressKind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
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
