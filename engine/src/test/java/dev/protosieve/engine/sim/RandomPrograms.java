package dev.protosieve.engine.sim;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Order;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Straight programs over numbers that the kernel's verifier takes: forward jumps over one instruction only. */
public final class RandomPrograms {

    private static final long[] CORNERS = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE,
            Integer.MAX_VALUE, 0xffff_ffffL, 0x8000_0000L, 0x80, 0xff, 0x8000, 0x1_0000_0000L, 33, 64};
    private static final int REGISTERS = 6;
    private static final int STEPS = 14;
    /** Spreads the upper half over the lower one; any odd number does. */
    private static final int SPREAD = 0x1e3779b1;

    private final Random random;

    public RandomPrograms(Random random) {
        this.random = random;
    }

    public List<Insn> next() {
        List<Insn> code = new ArrayList<>();
        for (int i = 0; i < REGISTERS; i++) {
            code.add(new Insn.LoadImm64(Reg.of(i), number()));
        }
        code.add(new Insn.Store(MemSize.U64, Reg.R10, -8, new Use(Reg.R3)));
        for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(5) == 0) {
                code.add(new Insn.Branch(random.nextBoolean(), pick(Condition.values()), reg(), operand(), 1));
            }
            code.add(step());
        }
        code.add(new Insn.Alu(true, AluOp.MOV, Reg.R1, new Use(Reg.R0)));
        code.add(new Insn.Alu(true, AluOp.RSH, Reg.R1, new Imm(32)));
        code.add(new Insn.Alu(true, AluOp.MUL, Reg.R1, new Imm(SPREAD)));
        code.add(new Insn.Alu(true, AluOp.XOR, Reg.R0, new Use(Reg.R1)));
        code.add(new Insn.Exit());
        return code;
    }

    private Insn step() {
        boolean wide = random.nextBoolean();
        return switch (random.nextInt(10)) {
            case 0 -> new Insn.Neg(wide, reg());
            case 1 -> new Insn.MoveSigned(wide, 8 << random.nextInt(wide ? 3 : 2), reg(), reg());
            case 2 -> new Insn.ByteSwap(pick(Order.values()), 16 << random.nextInt(3), reg());
            case 3 -> store();
            case 4 -> load();
            default -> arithmetic(wide, pick(AluOp.values()));
        };
    }

    /** The verifier refuses constant divisors of 0 and constant shifts as wide as the register. */
    private Insn arithmetic(boolean wide, AluOp op) {
        if (random.nextBoolean()) {
            return new Insn.Alu(wide, op, reg(), new Use(reg()));
        }
        int imm = (int) number();
        int value = switch (op) {
            case LSH, RSH, ARSH -> imm & (wide ? 63 : 31);
            case DIV, SDIV, MOD, SMOD -> imm == 0 ? -1 : imm;
            case ADD, SUB, MUL, OR, AND, XOR, MOV -> imm;
        };
        return new Insn.Alu(wide, op, reg(), new Imm(value));
    }

    private Insn store() {
        MemSize size = pick(MemSize.values());
        return new Insn.Store(size, Reg.R10, slot(size), operand());
    }

    private Insn load() {
        MemSize size = pick(MemSize.values());
        return new Insn.Load(size, size != MemSize.U64 && random.nextBoolean(), reg(), Reg.R10, slot(size));
    }

    private int slot(MemSize size) {
        return -8 + size.bytes() * random.nextInt(8 / size.bytes());
    }

    private Insn.Operand operand() {
        return random.nextBoolean() ? new Use(reg()) : new Imm((int) number());
    }

    private long number() {
        return random.nextInt(3) == 0 ? random.nextLong() : CORNERS[random.nextInt(CORNERS.length)];
    }

    private Reg reg() {
        return Reg.of(random.nextInt(REGISTERS));
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
