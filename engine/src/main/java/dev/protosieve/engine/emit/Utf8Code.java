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

/** Checks that R4 bytes at OFFSET are UTF-8 as RFC 3629 section 4 has it; once in a program, for all its strings. */
final class Utf8Code {

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final Build build;
    private final Label entry = new Label("utf-8");

    Utf8Code(Build build) {
        this.build = build;
    }

    Label entry() {
        return entry;
    }

    /** Goes on with the scan behind the string, or finds the message malformed. */
    void emit(Code c) {
        emit(c, build.exits().scan(), build.exits().malformed());
    }

    /** @param whole where to go on behind the string, with OFFSET there */
    void emit(Code c, Label whole, Label malformed) {
        Label loop = new Label("utf-8 loop");
        Label done = new Label("utf-8 done");
        Label partial = new Label("last bytes");
        Label character = new Label("character");
        c.bind(entry);
        c.mov(R5, OFFSET);
        c.alu(AluOp.ADD, R5, R4);
        c.constant(R4, HIGH_BITS);
        c.bind(loop);
        build.turn(c, R1);
        c.branch(Condition.GE, OFFSET, R5, done);
        build.access().loadWord(c, R1, OFFSET, R2, R3, malformed);
        c.mov(R2, R5);
        c.alu(AluOp.SUB, R2, OFFSET);
        Code ascii = c.why("Eight bytes without a high bit are ASCII.");
        ascii.branch(Condition.LT, R2, 8, partial);
        ascii.mov(R3, R1);
        ascii.alu(AluOp.AND, R3, R4);
        ascii.branch(Condition.NE, R3, 0, character);
        ascii.alu(AluOp.ADD, OFFSET, 8);
        ascii.jump(loop);
        c.bind(partial);
        Code last = c.why("Fewer than eight bytes: look at those only.");
        last.neg(R2);
        last.alu(AluOp.ADD, R2, 8);
        last.alu(AluOp.LSH, R2, 3);
        last.mov(R3, R1);
        last.alu(AluOp.LSH, R3, R2);
        last.alu(AluOp.AND, R3, R4);
        last.branch(Condition.NE, R3, 0, character);
        last.mov(OFFSET, R5);
        c.bind(done);
        c.why("The last character may not go over the end.").branch(Condition.NE, OFFSET, R5, malformed);
        c.jump(whole);
        c.bind(character);
        character(c, loop, malformed);
    }

    /** One character at R1's low end: the ranges of RFC 3629 section 4. */
    private static void character(Code c, Label loop, Label malformed) {
        Label two = new Label("two bytes");
        Label three = new Label("three bytes");
        Label four = new Label("four bytes");
        c.alu(AluOp.AND, R0, R1, 0xff);
        c.alu(AluOp.ADD, OFFSET, 1);
        c.branch(Condition.LT, R0, 0x80, loop);
        c.branch(Condition.LT, R0, 0xc2, malformed);
        c.alu(AluOp.RSH, R1, 8);
        c.branch(Condition.LT, R0, 0xe0, two);
        c.branch(Condition.LT, R0, 0xf0, three);
        c.branch(Condition.LT, R0, 0xf5, four);
        c.jump(malformed);
        c.bind(two);
        continuation(c.why("C2..DF 80..BF"), 0xc0, 0x80, malformed);
        c.alu(AluOp.ADD, OFFSET, 1);
        c.jump(loop);
        c.bind(three);
        Code t = c.why("E0 A0..BF 80..BF, E1..EC and EE..EF 80..BF 80..BF, ED 80..9F 80..BF (no surrogates)");
        continuation(t, 0xc0c0, 0x8080, malformed);
        t.alu(AluOp.AND, R1, 0xff);
        range(t, 0xe0, Condition.LT, 0xa0, malformed);
        range(t, 0xed, Condition.GE, 0xa0, malformed);
        t.alu(AluOp.ADD, OFFSET, 2);
        t.jump(loop);
        c.bind(four);
        Code f = c.why("F0 90..BF, F1..F3 80..BF, F4 80..8F, each with two more continuation bytes");
        continuation(f, 0xc0c0c0, 0x808080, malformed);
        f.alu(AluOp.AND, R1, 0xff);
        range(f, 0xf0, Condition.LT, 0x90, malformed);
        range(f, 0xf4, Condition.GE, 0x90, malformed);
        f.alu(AluOp.ADD, OFFSET, 3);
        f.jump(loop);
    }

    private static void continuation(Code c, int mask, int bits, Label malformed) {
        c.alu(AluOp.AND, R2, R1, mask);
        c.branch(Condition.NE, R2, bits, malformed);
    }

    /** Behind lead byte {@code lead}, a second byte R1 in that relation is no character. */
    private static void range(Code c, int lead, Condition condition, int second, Label malformed) {
        Label other = new Label("other lead");
        c.branch(Condition.NE, R0, lead, other);
        c.branch(condition, R1, second, malformed);
        c.bind(other);
    }
}
