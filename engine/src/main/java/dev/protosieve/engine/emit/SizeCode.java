package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;
import java.nio.charset.StandardCharsets;

/** {@code size()} of a text: octets of bytes, code points of a string, which are its octets less the continuation bytes. */
final class SizeCode {

    private static final long LOW_BITS = 0x0101_0101_0101_0101L;

    private final Build build;
    private final TextPlaces places;

    SizeCode(Build build, TextPlaces places) {
        this.build = build;
        this.places = places;
    }

    /** R1 = the size. */
    void emit(Code c, Expr subject, Label error) {
        TextPlaces.Source source = places.of(subject);
        Label absent = new Label("absent");
        Label done = new Label("size");
        places.locate(c, source, absent, error);
        if (subject.type() == ExprType.BYTES) {
            c.mov(R1, R2);
        } else {
            codePoints(c);
        }
        if (source.whenAbsent().length > 0) {
            c.jump(done);
            c.bind(absent);
            c.constant(R1, subject.type() == ExprType.BYTES ? source.whenAbsent().length
                    : new String(source.whenAbsent(), StandardCharsets.UTF_8)
                            .codePointCount(0, new String(source.whenAbsent(), StandardCharsets.UTF_8).length()));
        }
        c.bind(done);
    }

    /** R1 = where the string is, R2 = its length in octets. */
    private void codePoints(Code c) {
        int size = build.temps().take();
        Label loop = new Label("eight octets");
        Label whole = new Label("whole word");
        Label end = new Label("counted");
        c.store(MemSize.U64, STATE, size, R2);
        c.mov(OFFSET, R1);
        c.mov(R5, R1);
        c.alu(AluOp.ADD, R5, R2);
        c.bind(loop);
        build.turn(c, R1);
        c.branch(Condition.GE, OFFSET, R5, end);
        build.access().loadWord(c, R3, OFFSET, R1, R2, build.exits().limit());
        Code last = c.why("Shift out what lies behind the end of the string.");
        last.mov(R1, R5);
        last.alu(AluOp.SUB, R1, OFFSET);
        last.branch(Condition.GE, R1, 8, whole);
        last.neg(R1);
        last.alu(AluOp.ADD, R1, 8);
        last.alu(AluOp.LSH, R1, 3);
        last.alu(AluOp.LSH, R3, R1);
        c.bind(whole);
        Code count = c.why("Continuation bytes are 10xxxxxx (RFC 3629): add them up by one multiplication.");
        count.alu(AluOp.RSH, R1, R3, 7);
        count.alu(AluOp.RSH, R3, 6);
        count.alu(AluOp.XOR, R3, -1);
        count.alu(AluOp.AND, R1, R3);
        count.constant(R0, LOW_BITS);
        count.alu(AluOp.AND, R1, R0);
        count.alu(AluOp.MUL, R1, R0);
        count.alu(AluOp.RSH, R1, 56);
        count.load(MemSize.U64, R3, STATE, size);
        count.alu(AluOp.SUB, R3, R1);
        count.store(MemSize.U64, STATE, size, R3);
        c.alu(AluOp.ADD, OFFSET, 8);
        c.jump(loop);
        c.bind(end);
        c.load(MemSize.U64, R1, STATE, size);
        build.temps().release();
    }
}
