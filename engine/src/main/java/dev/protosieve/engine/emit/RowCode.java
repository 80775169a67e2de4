package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.plan.NumberForm;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.plan.ValueSlot.Tally;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import java.util.Optional;

/** The different keys of a map: a row each, so that a later entry of the same key takes the place of the earlier one. */
final class RowCode {

    private final Build build;
    private final ConditionCode conditions;
    private final OrderCode order;

    RowCode(Build build, ConditionCode conditions) {
        this.build = build;
        this.conditions = conditions;
        this.order = new OrderCode(build);
    }

    static boolean hasTextKeys(ValueSlot.Rows rows) {
        return key(rows).last().getJavaType() == FieldDescriptor.JavaType.STRING;
    }

    private static FieldPath key(ValueSlot.Rows rows) {
        return rows.map().mapKey();
    }

    private int keySlot(ValueSlot.Rows rows) {
        FieldPath key = key(rows);
        return build.frame().slot(hasTextKeys(rows) ? build.plan().text(key)
                : build.plan().number(key, NumberForm.of(key.last())));
    }

    /** At the end of an entry: finds or makes its row and decides every question about it. */
    void distinguish(Code outer, ValueSlot.Rows rows) {
        String name = rows.map().last().getName();
        Code c = outer.at(build.origins().message("keys of " + name, "Each key counts once, with its last value."));
        int row = build.temps().take();
        Label found = new Label("row found");
        find(c, rows, row, found);
        c.bind(found);
        for (Expr.Quantified of : rows.asked()) {
            decide(c.at(build.origins().of(of, of.quantifier().function(), "Decide the condition for this entry.")), of,
                    rows, row);
        }
        build.temps().release();
    }

    /** The place {@code row} in the state = number of the row with the entry's key. */
    private void find(Code c, ValueSlot.Rows rows, int row, Label found) {
        Label loop = new Label("next row");
        Label other = new Label("another key");
        Label append = new Label("new key");
        c.store(MemSize.U64, STATE, row, 0);
        c.bind(loop);
        c.why("The kernel bounds every loop.").mayGoto(build.exits().limit());
        c.load(MemSize.U64, R1, STATE, row);
        c.load(MemSize.U64, R2, STATE, build.frame().slot(rows));
        c.branch(Condition.GE, R1, R2, append);
        address(c, rows);
        c.load(MemSize.U64, R4, R1, build.frame().table(rows));
        c.load(MemSize.U64, R0, STATE, keySlot(rows));
        if (hasTextKeys(rows)) {
            sameText(c, rows, found, other);
        } else {
            c.branch(Condition.EQ, R4, R0, found);
        }
        c.bind(other);
        c.load(MemSize.U64, R1, STATE, row);
        c.alu(AluOp.ADD, R1, 1);
        c.store(MemSize.U64, STATE, row, R1);
        c.jump(loop);
        c.bind(append);
        address(c.why("More different keys than the filter remembers are over the limit."), rows);
        c.load(MemSize.U64, R0, STATE, keySlot(rows));
        c.store(MemSize.U64, R1, build.frame().table(rows), R0);
        c.load(MemSize.U64, R2, STATE, build.frame().slot(rows));
        c.alu(AluOp.ADD, R2, 1);
        c.store(MemSize.U64, STATE, build.frame().slot(rows), R2);
    }

    /** R4 and R0 are places of texts. */
    private void sameText(Code c, ValueSlot.Rows rows, Label same, Label other) {
        int place = build.temps().take();
        c.store(MemSize.U64, STATE, place, R4);
        c.alu(AluOp.RSH, R4, 32);
        c.alu(AluOp.RSH, R0, 32);
        c.why("Only keys of the same length are equal.").branch(Condition.NE, R4, R0, other);
        order.fields(c, source(place), source(keySlot(rows)), Expr.Relation.EQ, same, other);
        build.temps().release();
    }

    private static TextPlaces.Source source(int place) {
        return new TextPlaces.Source("the key", place, new byte[0], false, Optional.empty());
    }

    /** R1 = address of row R1, less where the rows begin; overwrites nothing else. */
    private void address(Code c, ValueSlot.Rows rows) {
        c.branch(Condition.GE, R1, build.frame().limits().keys(), build.exits().limit());
        c.alu(AluOp.MUL, R1, rows.size());
        c.alu(AluOp.ADD, R1, STATE);
    }

    private void decide(Code c, Expr.Quantified of, ValueSlot.Rows rows, int row) {
        Label yes = new Label("entry holds");
        Label no = new Label("entry does not hold");
        Label error = new Label("entry fails");
        Label done = new Label("entry done");
        conditions.emit(c, of.body(), new Ways(yes, no, error, yes));
        c.bind(yes);
        c.constant(R5, Tally.TRUE);
        c.jump(done);
        c.bind(no);
        c.constant(R5, Tally.FALSE);
        c.jump(done);
        c.bind(error);
        c.constant(R5, Tally.ERROR);
        c.bind(done);
        Code note = c.why("Note the outcome in the row, over that of an earlier entry.");
        note.load(MemSize.U64, R1, STATE, row);
        address(note, rows);
        int place = build.frame().table(rows) + rows.word(of);
        note.load(MemSize.U64, R2, R1, place);
        note.constant(R3, ~(3L << rows.shift(of)));
        note.alu(AluOp.AND, R2, R3);
        note.alu(AluOp.LSH, R5, rows.shift(of));
        note.alu(AluOp.OR, R2, R5);
        note.store(MemSize.U64, R1, place, R2);
    }

    /** Puts the outcomes of all rows together. */
    void ask(Code c, Expr.Quantified of, Ways ways) {
        ValueSlot.Rows rows = build.plan().asked(of);
        int row = build.temps().take();
        int seen = build.temps().take();
        Label loop = new Label("next row");
        Label next = new Label("row asked");
        Label end = new Label("all rows asked");
        c.store(MemSize.U64, STATE, row, 0);
        c.store(MemSize.U64, STATE, seen, 0);
        c.bind(loop);
        c.why("The kernel bounds every loop.").mayGoto(build.exits().limit());
        c.load(MemSize.U64, R1, STATE, row);
        c.load(MemSize.U64, R2, STATE, build.frame().slot(rows));
        c.branch(Condition.GE, R1, R2, end);
        address(c, rows);
        c.load(MemSize.U64, R4, R1, build.frame().table(rows) + rows.word(of));
        c.alu(AluOp.RSH, R4, rows.shift(of));
        c.alu(AluOp.AND, R4, 3);
        outcome(c, of, seen, next, ways);
        c.bind(next);
        c.load(MemSize.U64, R1, STATE, row);
        c.alu(AluOp.ADD, R1, 1);
        c.store(MemSize.U64, STATE, row, R1);
        c.jump(loop);
        c.bind(end);
        c.load(MemSize.U64, R1, STATE, seen);
        switch (of.quantifier()) {
            case EXISTS -> undecided(c, of, ways.no(), ways);
            case ALL -> undecided(c, of, ways.yes(), ways);
            case EXISTS_ONE -> c.decide(Condition.EQ, R1, new Imm(1), ways.yes(), ways.no(), ways.next());
        }
        build.temps().release();
        build.temps().release();
    }

    /** No row has decided: R1 = whether one was an error. */
    private void undecided(Code c, Expr.Quantified of, Label outcome, Ways ways) {
        if (build.mayFail(of.body())) {
            c.decide(Condition.NE, R1, new Imm(0), ways.error(), outcome, ways.next());
        } else if (outcome != ways.next()) {
            c.jump(outcome);
        }
    }

    /** R4 = the outcome for a row; {@code seen} notes an error, or counts the true ones. */
    private void outcome(Code c, Expr.Quantified of, int seen, Label next, Ways ways) {
        switch (of.quantifier()) {
            case EXISTS -> {
                c.branch(Condition.EQ, R4, Tally.TRUE, ways.yes());
                c.branch(Condition.NE, R4, Tally.ERROR, next);
                c.store(MemSize.U64, STATE, seen, 1);
            }
            case ALL -> {
                c.branch(Condition.EQ, R4, Tally.FALSE, ways.no());
                c.branch(Condition.NE, R4, Tally.ERROR, next);
                c.store(MemSize.U64, STATE, seen, 1);
            }
            case EXISTS_ONE -> {
                if (build.mayFail(of.body())) {
                    c.branch(Condition.EQ, R4, Tally.ERROR, ways.error());
                }
                c.branch(Condition.NE, R4, Tally.TRUE, next);
                c.load(MemSize.U64, R1, STATE, seen);
                c.alu(AluOp.ADD, R1, 1);
                c.store(MemSize.U64, STATE, seen, R1);
            }
        }
    }
}
