package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.EVENT;
import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.typed.Expr.Relation;

/**
 * Lexicographic order of octets, eight at a time as big-endian numbers. Behind its end a value counts as zeros; where that
 * leaves no difference, the lengths decide.
 */
final class OrderCode {

    private final Build build;

    OrderCode(Build build) {
        this.build = build;
    }

    /** R1 = where the value is in the packet, R2 = its length. */
    void constant(Code c, byte[] value, Relation relation, Label yes, Label no) {
        Label below = TextCode.holds(relation, -1) ? yes : no;
        Label above = TextCode.holds(relation, 1) ? yes : no;
        c.mov(OFFSET, R1);
        c.mov(R5, R1);
        c.alu(AluOp.ADD, R5, R2);
        c.store(MemSize.U64, STACK, EVENT, R2);
        for (int at = 0; at < value.length; at += 8) {
            padded(c.why("The next eight bytes as a number."), OFFSET, R5);
            c.constant(R4, Long.reverseBytes(TextCode.little(value, at, 8)));
            c.branch(Condition.LT, R3, R4, below);
            c.branch(Condition.GT, R3, R4, above);
            c.alu(AluOp.ADD, OFFSET, 8);
        }
        Code length = c.why("All bytes are equal: the shorter one comes first.");
        length.load(MemSize.U64, R1, STACK, EVENT);
        length.branch(ConditionCode.condition(relation, false), R1, value.length, yes);
        length.jump(no);
    }

    /** Compares two fields. */
    void fields(Code c, TextPlaces.Source left, TextPlaces.Source right, Relation relation, Label yes, Label no) {
        Label below = TextCode.holds(relation, -1) ? yes : no;
        Label above = TextCode.holds(relation, 1) ? yes : no;
        Label loop = new Label("next words");
        Label more = new Label("more");
        Label lengths = new Label("lengths");
        bounds(c, left, OFFSET, R5);
        bounds(c, right, R4, R0);
        c.bind(loop);
        Code turn = c.why("One more turn, at offsets the verifier does not know exactly.");
        turn.load(MemSize.U64, R1, STATE, Frame.ZERO);
        turn.alu(AluOp.ADD, OFFSET, R1);
        turn.alu(AluOp.ADD, R4, R1);
        turn.mayGoto(build.exits().limit());
        turn.branch(Condition.LT, OFFSET, R5, more);
        turn.branch(Condition.GE, R4, R0, lengths);
        c.bind(more);
        padded(c.why("Eight bytes of the left side as a number."), OFFSET, R5);
        c.store(MemSize.U64, STACK, EVENT, R3);
        padded(c.why("Eight bytes of the right side."), R4, R0);
        c.load(MemSize.U64, R1, STACK, EVENT);
        c.branch(Condition.LT, R1, R3, below);
        c.branch(Condition.GT, R1, R3, above);
        c.alu(AluOp.ADD, OFFSET, 8);
        c.alu(AluOp.ADD, R4, 8);
        c.jump(loop);
        c.bind(lengths);
        length(c.why("All bytes are equal: the shorter one comes first."), left, R1);
        length(c, right, R3);
        c.branch(ConditionCode.condition(relation, false), R1, R3, yes);
        c.jump(no);
    }

    private void bounds(Code c, TextPlaces.Source source, Reg begin, Reg end) {
        Code where = c.why("Where are the bytes of " + source.name() + "?");
        where.load(MemSize.U32, begin, STATE, source.place());
        where.load(MemSize.U32, end, STATE, source.place() + ValueSlot.Text.LENGTH);
        where.alu(AluOp.ADD, end, begin);
    }

    private void length(Code c, TextPlaces.Source source, Reg into) {
        c.load(MemSize.U32, into, STATE, source.place() + ValueSlot.Text.LENGTH);
    }

    /** R3 = up to eight bytes at {@code at} as a big-endian number, zeros from {@code end} on; overwrites R1 and R2. */
    private void padded(Code c, Reg at, Reg end) {
        Label whole = new Label("whole word");
        Label done = new Label("padded");
        c.constant(R3, 0);
        c.branch(Condition.GE, at, end, done);
        c.branch(Condition.GT, at, Frame.MAX_OFFSET, build.exits().limit());
        build.access().loadWord(c, R3, at, R1, R2, build.exits().limit());
        c.mov(R1, end);
        c.alu(AluOp.SUB, R1, at);
        c.branch(Condition.GE, R1, 8, whole);
        c.neg(R1);
        c.alu(AluOp.ADD, R1, 8);
        c.alu(AluOp.LSH, R1, 3);
        c.alu(AluOp.LSH, R3, R1);
        c.alu(AluOp.RSH, R3, R1);
        c.bind(whole);
        c.fromBigEndian(64, R3);
        c.bind(done);
    }
}
