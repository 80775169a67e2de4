package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.typed.Expr;
import java.util.Optional;

/** Reads a string once for all texts of a {@link JointSearch}, and asks what came out. */
final class JointSearchCode {

    /** Places that are looked at in one turn. */
    private static final int PLACES = 8;

    private final Build build;

    JointSearchCode(Build build) {
        this.build = build;
    }

    /** Leaves of each text whether it is certainly not in the string; R0 to R5 and OFFSET are overwritten. */
    void emit(Code origin, JointSearch search) {
        Code c = origin.step("search " + search.at().path().text(), "One reading for all " + search.texts().size()
                + " texts that rules search here.");
        Label loop = new Label("eight places");
        Label one = new Label("one place");
        Label done = new Label("searched");
        c.why("No text has been met so far.").constant(R4, 0);
        Code where = c.why("Where are the bytes of " + search.at().path().text() + "?");
        int string = build.frame().slot(search.at());
        where.load(MemSize.U32, R5, STATE, string + ValueSlot.Text.LENGTH);
        where.branch(Condition.LT, R5, search.width(), done);
        where.load(MemSize.U32, OFFSET, STATE, string);
        where.alu(AluOp.ADD, R5, OFFSET);
        where.alu(AluOp.SUB, R5, search.width());
        c.why("For the octets that texts begin with, which texts these are.").loadMapValue(R0, build.tables().map(),
                build.tables().offset(search.texts(), search::table));
        c.bind(loop);
        build.turn(c, R1);
        c.why("Behind the last place nothing begins.").branch(Condition.GT, OFFSET, R5, done);
        build.access().pointer(c, R1, OFFSET);
        build.access().prove(c, R1, PLACES - 1 + Integer.BYTES, R2, one);
        for (int i = 0; i < PLACES; i++) {
            Code place = c.why("What may begin " + i + " bytes further on?");
            place.load(MemSize.U32, R3, R1, i);
            meet(place, search);
        }
        c.alu(AluOp.ADD, OFFSET, PLACES);
        c.jump(loop);
        c.bind(one);
        Code last = c.why("Near the end of the packet: one place at a time.");
        build.access().loadWord(last, R3, OFFSET, R1, R2, build.exits().limit());
        meet(last, search);
        last.alu(AluOp.ADD, OFFSET, 1);
        last.jump(loop);
        c.bind(done);
        Code keep = c.why("What was met nowhere is not in the string.");
        keep.alu(AluOp.XOR, R4, -1);
        keep.store(MemSize.U32, STATE, search.place(), R4);
        build.searches().emitted(search);
    }

    /** R4 |= the entry of the four octets in R3. */
    private static void meet(Code c, JointSearch search) {
        c.alu32(AluOp.MUL, R3, search.multiplier());
        c.alu32(AluOp.RSH, R3, search.shift());
        c.alu32(AluOp.AND, R3, search.mask());
        c.alu(AluOp.ADD, R3, R0);
        c.load(MemSize.U32, R3, R3, 0);
        c.alu(AluOp.OR, R4, R3);
    }

    /** Goes to {@code no} where the joint reading has shown that the string does not contain the text. */
    void rule(Code c, Expr.StringTest test, Label no) {
        Optional<JointSearch> search = build.searches().covering(build.plan(), test);
        search.ifPresent(s -> {
            Code ask = c.why("Has the joint reading ruled it out?");
            ask.load(MemSize.U32, R1, STATE, s.place());
            ask.branch32(Condition.SET, R1, s.bit(ByteString.copyFrom(TextCode.bytes(test.argument()))), no);
        });
    }
}
