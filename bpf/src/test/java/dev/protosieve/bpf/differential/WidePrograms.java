package dev.protosieve.bpf.differential;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.AtomicOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Order;
import dev.protosieve.engine.isa.Insn.Use;
import dev.protosieve.engine.isa.Reg;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * XDP programs of everything that the kernel's verifier takes without thinking: arithmetic, atomics and accesses of all sizes on
 * the stack, loads of the packet, jumps forward, a function. r6 points to the packet, r7 to r9 are not used but for the fold of all
 * registers and the stack into r0 at the end.
 */
final class WidePrograms {

    /** Bytes that the packet must have, or the program returns 0. */
    static final int PACKET = 64;

    private static final long[] CORNERS = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE,
            Integer.MAX_VALUE, 0xffff_ffffL, 0x8000_0000L, 0x80, 0xff, 0x8000, 0x1_0000_0000L, 33, 64, 0x7f, 0x7fff};
    private static final int REGISTERS = 6;
    private static final int WORDS = 3;
    private static final int STEPS = 30;
    private static final int FUNCTION_STEPS = 8;
    /** Spreads differences over all bits; any odd number does. */
    private static final int SPREAD = 0x1e3779b1;

    private final Random random;
    /**
     * Whether the program at hand has atomics; then it has no conditional jumps. Linux 6.18 drops branches that are taken when
     * what they depend on came out of an atomic operation on the stack: its verifier does not follow such values back when it
     * decides which states look alike.
     */
    private boolean atomics;

    WidePrograms(Random random) {
        this.random = random;
    }

    /** A program whose r0 depends on everything that it computed. */
    List<Insn> next() {
        atomics = random.nextBoolean();
        List<Insn> code = new ArrayList<>(opening());
        List<Integer> calls = new ArrayList<>();
        int open = 0;
        for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(12) == 0 && open == 0) {
                calls.add(code.size());
                code.add(new Insn.CallLocal(0));
                for (int reg = 1; reg < REGISTERS; reg++) {
                    code.add(alu(AluOp.MOV, Reg.of(reg), new Use(Reg.R0)));
                }
            }
            open = Math.max(0, open - 1);
            if (!atomics && random.nextInt(6) == 0 && i < STEPS - 4) {
                open = jump(code);
            }
            if (atomics && random.nextInt(4) == 0) {
                code.add(atomic());
            }
            code.add(step(REGISTERS));
        }
        code.addAll(List.of(new Insn.MayGoto(0), new Insn.Goto(0, false), new Insn.Goto(0, true)));
        code.addAll(fold());
        code.add(new Insn.Exit());
        int function = slots(code, code.size());
        for (int at : calls) {
            code.set(at, new Insn.CallLocal(function - slots(code, at) - 1));
        }
        if (!calls.isEmpty()) {
            code.addAll(function());
        }
        return code;
    }

    private static int slots(List<Insn> code, int before) {
        return code.subList(0, before).stream().mapToInt(Insn::slots).sum();
    }

    /** r6 = packet, all numbers set, three words of the stack written. */
    private List<Insn> opening() {
        List<Insn> code = new ArrayList<>(List.of(
                new Insn.Load(MemSize.U32, false, Reg.R6, Reg.R1, 0),
                new Insn.Load(MemSize.U32, false, Reg.R3, Reg.R1, 4),
                alu(AluOp.MOV, Reg.R2, new Use(Reg.R6)),
                alu(AluOp.ADD, Reg.R2, new Imm(PACKET)),
                new Insn.Branch(true, Condition.LE, Reg.R2, new Use(Reg.R3), 2),
                alu(AluOp.MOV, Reg.R0, new Imm(0)), new Insn.Exit()));
        for (int i = 0; i < REGISTERS; i++) {
            code.add(new Insn.LoadImm64(Reg.of(i), number()));
        }
        for (int word = 1; word <= WORDS; word++) {
            code.add(new Insn.Store(MemSize.U64, Reg.R10, -8 * word, new Use(reg(REGISTERS))));
        }
        return code;
    }

    /** Over so many instructions that follow; they are one slot each. */
    private int jump(List<Insn> code) {
        int over = 1 + random.nextInt(3);
        code.add(new Insn.Branch(random.nextBoolean(), pick(Condition.values()), reg(REGISTERS), operand(REGISTERS),
                over));
        return over;
    }

    private Insn atomic() {
        boolean wide = random.nextBoolean();
        return new Insn.Atomic(wide, pick(AtomicOp.values()), Reg.R10,
                -8 * (1 + random.nextInt(WORDS)) + (wide ? 0 : 4 * random.nextInt(2)), reg(REGISTERS));
    }

    private Insn step(int registers) {
        boolean wide = random.nextBoolean();
        return switch (random.nextInt(10)) {
            case 0 -> new Insn.Neg(wide, reg(registers));
            case 1 -> new Insn.MoveSigned(wide, 8 << random.nextInt(wide ? 3 : 2), reg(registers), reg(registers));
            case 2 -> new Insn.ByteSwap(pick(Order.values()), 16 << random.nextInt(3), reg(registers));
            case 3 -> store(registers);
            case 4 -> load(registers);
            default -> arithmetic(wide, pick(AluOp.values()), registers);
        };
    }

    /** The verifier refuses constant divisors of 0 and constant shifts as wide as the register. */
    private Insn arithmetic(boolean wide, AluOp op, int registers) {
        if (random.nextBoolean()) {
            return new Insn.Alu(wide, op, reg(registers), new Use(reg(registers)));
        }
        int imm = (int) number();
        int value = switch (op) {
            case LSH, RSH, ARSH -> imm & (wide ? 63 : 31);
            case DIV, SDIV, MOD, SMOD -> imm == 0 ? -1 : imm;
            case ADD, SUB, MUL, OR, AND, XOR, MOV -> imm;
        };
        return new Insn.Alu(wide, op, reg(registers), new Imm(value));
    }

    private Insn store(int registers) {
        MemSize size = pick(MemSize.values());
        return new Insn.Store(size, Reg.R10, slot(size), operand(registers));
    }

    private Insn load(int registers) {
        MemSize size = pick(MemSize.values());
        boolean signed = size != MemSize.U64 && random.nextBoolean();
        boolean packet = registers == REGISTERS && random.nextBoolean();
        return new Insn.Load(size, signed, reg(registers), packet ? Reg.R6 : Reg.R10,
                packet ? random.nextInt(PACKET - size.bytes() + 1) : slot(size));
    }

    private int slot(MemSize size) {
        return -8 * (1 + random.nextInt(WORDS)) + size.bytes() * random.nextInt(8 / size.bytes());
    }

    /** Works on its arguments and a stack of its own. */
    private List<Insn> function() {
        List<Insn> code = new ArrayList<>();
        code.add(alu(AluOp.MOV, Reg.R0, new Use(Reg.R1)));
        for (int word = 1; word <= WORDS; word++) {
            code.add(new Insn.Store(MemSize.U64, Reg.R10, -8 * word, new Use(Reg.of(word))));
        }
        for (int i = 0; i < FUNCTION_STEPS; i++) {
            // r5 is no argument of theirs: the callers set all, so it could be read, but this way the function leaves it alone
            code.add(step(REGISTERS - 1));
        }
        code.add(new Insn.Exit());
        return code;
    }

    private List<Insn> fold() {
        List<Insn> code = new ArrayList<>();
        for (int reg = 1; reg < REGISTERS; reg++) {
            mix(code, Reg.of(reg));
        }
        for (int word = 1; word <= WORDS; word++) {
            code.add(new Insn.Load(MemSize.U64, false, Reg.R1, Reg.R10, -8 * word));
            mix(code, Reg.R1);
        }
        code.add(alu(AluOp.MOV, Reg.R1, new Use(Reg.R0)));
        code.add(alu(AluOp.RSH, Reg.R1, new Imm(32)));
        code.add(alu(AluOp.XOR, Reg.R0, new Use(Reg.R1)));
        return code;
    }

    private static void mix(List<Insn> code, Reg reg) {
        code.add(alu(AluOp.MUL, Reg.R0, new Imm(SPREAD)));
        code.add(alu(AluOp.XOR, Reg.R0, new Use(reg)));
        code.add(alu(AluOp.MOV, Reg.R7, new Use(Reg.R0)));
        code.add(alu(AluOp.RSH, Reg.R7, new Imm(29)));
        code.add(alu(AluOp.XOR, Reg.R0, new Use(Reg.R7)));
    }

    private static Insn alu(AluOp op, Reg dst, Insn.Operand src) {
        return new Insn.Alu(true, op, dst, src);
    }

    private Insn.Operand operand(int registers) {
        return random.nextBoolean() ? new Use(reg(registers)) : new Imm((int) number());
    }

    private long number() {
        return random.nextInt(3) == 0 ? random.nextLong() : CORNERS[random.nextInt(CORNERS.length)];
    }

    private Reg reg(int registers) {
        return Reg.of(random.nextInt(registers));
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
