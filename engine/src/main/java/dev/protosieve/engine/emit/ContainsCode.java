package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;

/** Looks for a constant in a string: one byte by arithmetic on eight at once, more by eight overlapping windows a turn. */
final class ContainsCode {

    private static final int WINDOWS = 8;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final Build build;

    ContainsCode(Build build) {
        this.build = build;
    }

    /** R1 = where the string is in the packet, R2 = its length, which is at least that of the needle. */
    void emit(Code c, byte[] needle, Label yes, Label no) {
        if (needle.length == 0) {
            c.why("Every string contains the empty one.").jump(yes);
            return;
        }
        c.mov(OFFSET, R1);
        c.mov(R5, R1);
        c.alu(AluOp.ADD, R5, R2);
        if (needle.length == 1) {
            oneByte(c, needle[0], yes, no);
        } else {
            windows(c, needle, yes, no);
        }
    }

    /** R5 = end of the string. */
    private void oneByte(Code c, byte wanted, Label yes, Label no) {
        Label loop = new Label("eight bytes");
        Label partial = new Label("last bytes");
        c.why("The wanted byte, eight times.").constant(R4, (wanted & 0xff) * ONES);
        c.constant(R0, ONES);
        c.bind(loop);
        build.turn(c, R1);
        c.why("At the end of the string nothing was found.").branch(Condition.GE, OFFSET, R5, no);
        build.access().loadWord(c, R3, OFFSET, R1, R2, build.exits().limit());
        c.why("A byte that is the wanted one becomes zero.").alu(AluOp.XOR, R3, R4);
        Code zero = c.why("Subtract 1 from each byte: only a zero byte borrows into its high bit.");
        zero.mov(R2, R3);
        zero.alu(AluOp.SUB, R2, R0);
        zero.alu(AluOp.XOR, R3, -1);
        zero.alu(AluOp.AND, R2, R3);
        zero.constant(R3, HIGH_BITS);
        zero.alu(AluOp.AND, R2, R3);
        c.mov(R1, R5);
        c.alu(AluOp.SUB, R1, OFFSET);
        c.branch(Condition.LT, R1, 8, partial);
        c.why("A high bit is left: found.").branch(Condition.NE, R2, 0, yes);
        c.alu(AluOp.ADD, OFFSET, 8);
        c.jump(loop);
        c.bind(partial);
        Code last = c.why("Shift out what lies behind the end of the string.");
        last.neg(R1);
        last.alu(AluOp.ADD, R1, 8);
        last.alu(AluOp.LSH, R1, 3);
        last.alu(AluOp.LSH, R2, R1);
        last.branch(Condition.NE, R2, 0, yes);
        last.jump(no);
    }

    /** R5 = end of the string. */
    private void windows(Code c, byte[] needle, Label yes, Label no) {
        Label loop = new Label("eight windows");
        Label slow = new Label("one window");
        Label hit = new Label("hit");
        Label advance = new Label("advance");
        c.why("The last place where it can begin.").alu(AluOp.SUB, R5, needle.length);
        c.why("The first bytes of what is looked for.").constant(R0, TextCode.little(needle, 0, 8));
        if (needle.length < 8) {
            c.constant(R4, (1L << 8 * needle.length) - 1);
        }
        c.bind(loop);
        build.turn(c, R1);
        c.why("Behind the last place nothing was found.").branch(Condition.GT, OFFSET, R5, no);
        build.access().pointer(c, R1, OFFSET);
        build.access().prove(c, R1, WINDOWS + 7, R2, slow);
        Label[] hits = new Label[WINDOWS];
        for (int k = 0; k < WINDOWS; k++) {
            hits[k] = k == 0 ? hit : new Label("hit " + k);
            window(c.why("Does it begin " + k + " bytes further on?"), k, needle, hits[k]);
        }
        c.alu(AluOp.ADD, OFFSET, WINDOWS);
        c.jump(loop);
        for (int k = WINDOWS - 1; k > 0; k--) {
            c.bind(hits[k]);
            c.alu(AluOp.ADD, OFFSET, 1);
        }
        c.bind(hit);
        c.why("It must end inside the string.").branch(Condition.GT, OFFSET, R5, no);
        if (needle.length > 8) {
            TextCode.pointer(c, build, OFFSET, needle.length, no);
            TextCode.words(c.why("The first eight bytes are there; now the rest."), R2, needle, 8, advance);
        }
        c.jump(yes);
        c.bind(slow);
        Code one = c.why("Near the end of the packet: one place at a time.");
        build.access().loadWord(one, R3, OFFSET, R1, R2, build.exits().limit());
        if (needle.length < 8) {
            one.alu(AluOp.AND, R3, R4);
        }
        one.branch(Condition.EQ, R3, R0, hit);
        c.bind(advance);
        c.alu(AluOp.ADD, OFFSET, 1);
        c.jump(loop);
    }

    private static void window(Code c, int at, byte[] needle, Label hit) {
        c.load(MemSize.U64, R3, R1, at);
        if (needle.length < 8) {
            c.alu(AluOp.AND, R3, R4);
        }
        c.branch(Condition.EQ, R3, R0, hit);
    }
}
