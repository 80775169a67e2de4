package dev.protosieve.engine.isa;

import dev.protosieve.engine.isa.Insn.AddressKind;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.AtomicOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Insn.Operand;
import dev.protosieve.engine.isa.Insn.Order;
import dev.protosieve.engine.isa.Insn.Use;
import java.util.Random;

/** Instructions drawn from everything {@link Insn} can express. */
public final class RandomInsns {

    private static final int[] SWAPS = {16, 32, 64};
    private static final int[] EXTENSIONS = {8, 16, 32};

    private final Random random;

    public RandomInsns(Random random) {
        this.random = random;
    }

    public Insn next() {
        boolean wide = random.nextBoolean();
        return switch (random.nextInt(21)) {
            case 0 -> new Insn.Alu(wide, pick(AluOp.values()), reg(), operand());
            case 1 -> new Insn.Neg(wide, reg());
            case 2 -> new Insn.MoveSigned(wide, EXTENSIONS[random.nextInt(wide ? 3 : 2)], reg(), reg());
            case 3 -> new Insn.ByteSwap(pick(Order.values()), SWAPS[random.nextInt(3)], reg());
            case 4 -> new Insn.LoadImm64(reg(), random.nextLong());
            case 5 -> new Insn.LoadMap(reg(), random.nextInt(8));
            case 6 -> load();
            case 7 -> new Insn.Store(pick(MemSize.values()), reg(), offset(), operand());
            case 8 -> new Insn.Branch(wide, pick(Condition.values()), reg(), operand(), offset());
            case 9 -> random.nextBoolean() ? new Insn.Goto(offset(), false) : new Insn.Goto(random.nextInt(), true);
            case 10 -> new Insn.MayGoto(offset());
            case 11 -> new Insn.Call(pick(Helper.values()));
            case 12, 13 -> new Insn.Atomic(wide, pick(AtomicOp.values()), reg(), offset(), reg());
            case 14 -> address();
            case 15 -> new Insn.CallLocal(random.nextInt());
            case 16 -> new Insn.CallRegister(reg());
            case 17 -> new Insn.CallKernel(random.nextInt(), offset());
            case 18 -> new Insn.CallUnknown(random.nextInt() | 0x1000);
            case 19 -> new Insn.LoadMapValue(reg(), random.nextInt(8), random.nextInt());
            default -> new Insn.Exit();
        };
    }

    private Insn address() {
        AddressKind kind = pick(AddressKind.values());
        return new Insn.LoadAddress(reg(), kind, random.nextInt(),
                kind == AddressKind.MAP_BY_INDEX ? 0 : random.nextInt());
    }

    private Insn load() {
        MemSize size = pick(MemSize.values());
        return new Insn.Load(size, size != MemSize.U64 && random.nextBoolean(), reg(), reg(), offset());
    }

    private Operand operand() {
        return random.nextBoolean() ? new Use(reg()) : new Imm(random.nextInt());
    }

    private Reg reg() {
        return Reg.of(random.nextInt(11));
    }

    private int offset() {
        return (short) random.nextInt();
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
