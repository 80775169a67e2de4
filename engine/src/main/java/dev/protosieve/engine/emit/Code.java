package dev.protosieve.engine.emit;

import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Operand;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;

/** Emits instructions of one origin. All arithmetic is 64 bits wide unless the name says otherwise. */
final class Code {

    private final CodeBuilder builder;
    private final Origin origin;

    Code(CodeBuilder builder, Origin origin) {
        this.builder = builder;
        this.origin = origin;
    }

    Origin origin() {
        return origin;
    }

    /** The same place in the rules, another step or reason. */
    Code step(String step, String why) {
        return new Code(builder, new Origin(origin.rule(), origin.span(), step, why));
    }

    /** The same step, another reason. */
    Code why(String why) {
        return new Code(builder, origin.because(why));
    }

    Code at(Origin other) {
        return new Code(builder, other);
    }

    /** See {@link CodeBuilder#rare}. */
    void rare(Runnable block) {
        builder.rare(block);
    }

    /** See {@link CodeBuilder#rare}; here the way goes on at {@code next}, which is bound right behind. */
    void rare(Label next, Runnable block) {
        jump(next);
        builder.rare(block);
    }

    void bind(Label label) {
        builder.bind(label);
    }

    void mov(Reg dst, Reg src) {
        alu(AluOp.MOV, dst, src);
    }

    /** Copies the low 32 bits and clears the high ones. */
    void mov32(Reg dst, Reg src) {
        add(new Insn.Alu(false, AluOp.MOV, dst, new Use(src)));
    }

    /** Any constant, by the shortest instruction. */
    void constant(Reg dst, long value) {
        if (value == (int) value) {
            add(new Insn.Alu(true, AluOp.MOV, dst, new Imm((int) value)));
        } else {
            add(new Insn.LoadImm64(dst, value));
        }
    }

    void alu(AluOp op, Reg dst, Reg src) {
        add(new Insn.Alu(true, op, dst, new Use(src)));
    }

    void alu(AluOp op, Reg dst, int value) {
        add(new Insn.Alu(true, op, dst, new Imm(value)));
    }

    /** On the low 32 bits; clears the high ones. */
    void alu32(AluOp op, Reg dst, int value) {
        add(new Insn.Alu(false, op, dst, new Imm(value)));
    }

    /** {@code dst = src op value}. */
    void alu(AluOp op, Reg dst, Reg src, int value) {
        mov(dst, src);
        alu(op, dst, value);
    }

    void neg(Reg dst) {
        add(new Insn.Neg(true, dst));
    }

    /** Turns the low bits from network byte order to numbers, clearing the rest. */
    void fromBigEndian(int bits, Reg dst) {
        add(new Insn.ByteSwap(Insn.Order.BE, bits, dst));
    }

    void load(MemSize size, Reg dst, Reg base, int offset) {
        add(new Insn.Load(size, false, dst, base, offset));
    }

    void store(MemSize size, Reg base, int offset, Reg src) {
        add(new Insn.Store(size, base, offset, new Use(src)));
    }

    void store(MemSize size, Reg base, int offset, int value) {
        add(new Insn.Store(size, base, offset, new Imm(value)));
    }

    /** 64 bits at {@code base + offset} plus {@code src}, in one step. */
    void atomicAdd(Reg base, int offset, Reg src) {
        add(new Insn.Atomic(true, Insn.AtomicOp.ADD, base, offset, src));
    }

    /** 64 bits at {@code base + offset}: if they are R0, they become {@code src}; R0 is what they were. */
    void compareExchange(Reg base, int offset, Reg src) {
        add(new Insn.Atomic(true, Insn.AtomicOp.CMPXCHG, base, offset, src));
    }

    void jump(Label to) {
        builder.add(new Insn.Goto(0), to, origin);
    }

    void mayGoto(Label whenSpent) {
        builder.add(new Insn.MayGoto(0), whenSpent, origin);
    }

    void branch(Condition condition, Reg dst, Reg src, Label to) {
        builder.add(new Insn.Branch(true, condition, dst, new Use(src), 0), to, origin);
    }

    void branch(Condition condition, Reg dst, int value, Label to) {
        builder.add(new Insn.Branch(true, condition, dst, new Imm(value), 0), to, origin);
    }

    /** Compares the low 32 bits. */
    void branch32(Condition condition, Reg dst, int value, Label to) {
        builder.add(new Insn.Branch(false, condition, dst, new Imm(value), 0), to, origin);
    }

    /**
     * Goes to {@code yes} or {@code no}, whatever needs fewest jumps when {@code next} is bound right behind.
     */
    void decide(Condition condition, Reg dst, Operand src, Label yes, Label no, Label next) {
        if (yes == next) {
            builder.add(new Insn.Branch(true, inverse(condition), dst, src, 0), no, origin);
            return;
        }
        builder.add(new Insn.Branch(true, condition, dst, src, 0), yes, origin);
        if (no != next) {
            jump(no);
        }
    }

    void call(Helper helper) {
        add(new Insn.Call(helper));
    }

    void loadMap(Reg dst, int map) {
        add(new Insn.LoadMap(dst, map));
    }

    /** {@code dst =} the place {@code offset} bytes into the value of a map of one entry. */
    void loadMapValue(Reg dst, int map, int offset) {
        add(new Insn.LoadMapValue(dst, map, offset));
    }

    void exit() {
        add(new Insn.Exit());
    }

    private void add(Insn insn) {
        builder.add(insn, null, origin);
    }

    private static Condition inverse(Condition condition) {
        return switch (condition) {
            case EQ -> Condition.NE;
            case NE -> Condition.EQ;
            case GT -> Condition.LE;
            case LE -> Condition.GT;
            case GE -> Condition.LT;
            case LT -> Condition.GE;
            case SGT -> Condition.SLE;
            case SLE -> Condition.SGT;
            case SGE -> Condition.SLT;
            case SLT -> Condition.SGE;
            case SET -> throw new IllegalArgumentException("a bit test has no inverse");
        };
    }
}
