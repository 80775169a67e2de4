package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.GROUP_KEY;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;

import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.GroupKey;

/** Puts the value that packets are told apart by on the stack, laid out as {@link GroupLayout}. */
final class KeyCode {

    private static final int OCTETS = GROUP_KEY + Long.BYTES;

    private final Build build;
    private final ConditionCode conditions;

    KeyCode(Build build, ConditionCode conditions) {
        this.build = build;
        this.conditions = conditions;
    }

    /** @param error where to go when the value is an error */
    void emit(Code c, Expr key, Label error) {
        Code here = c
                .at(new Origin(c.origin().rule(), key.span(), "value", "The value that packets are told apart by."));
        if (GroupLayout.isText(key.type())) {
            text(here, TextCode.slot(build, key), error);
            return;
        }
        switch (key) {
            case Expr.Field _, Expr.Header _ -> {
                conditions.load(here, key, R1);
                here.store(MemSize.U64, STACK, GROUP_KEY, R1);
            }
            default -> condition(here, key);
        }
    }

    private void condition(Code c, Expr key) {
        Label yes = new Label("true");
        Label no = new Label("false");
        Label known = new Label("known");
        conditions.emit(c, key, yes, no, yes);
        c.bind(yes);
        c.store(MemSize.U64, STACK, GROUP_KEY, 1);
        c.jump(known);
        c.bind(no);
        c.store(MemSize.U64, STACK, GROUP_KEY, 0);
        c.bind(known);
    }

    private void text(Code c, ValueSlot.Text slot, Label error) {
        Label known = new Label("known");
        Label absent = new Label("absent");
        Code clear = c.why("Behind a shorter value there are zeros, so that equal values have equal keys.");
        for (int at = 0; at < GroupKey.MOST_OCTETS; at += Long.BYTES) {
            clear.store(MemSize.U64, STACK, OCTETS + at, 0);
        }
        Code where = c.why("Where are the bytes of " + slot.path() + "?");
        where.load(MemSize.U64, R2, STATE, build.frame().slot(slot));
        if (slot.whenAbsent().length > 0) {
            where.branch(Condition.EQ, R2, 0, absent);
        }
        where.alu(AluOp.RSH, R4, R2, 32);
        where.mov32(R2, R2);
        length(c.why("A length of " + (GroupKey.MOST_OCTETS + 1) + " says that the value was cut."));
        copy(c.why("Copy its first bytes."), known, error);
        if (slot.whenAbsent().length > 0) {
            c.jump(known);
            c.bind(absent);
            constant(c.why("An absent field has its default."), slot.whenAbsent());
        }
        c.bind(known);
    }

    /** Stores the length in R4, and leaves there how many bytes are copied. */
    private static void length(Code c) {
        Label all = new Label("not cut");
        Label fits = new Label("fits");
        c.branch(Condition.LE, R4, GroupKey.MOST_OCTETS + 1, all);
        c.constant(R4, GroupKey.MOST_OCTETS + 1);
        c.bind(all);
        c.store(MemSize.U64, STACK, GROUP_KEY, R4);
        c.branch(Condition.LE, R4, GroupKey.MOST_OCTETS, fits);
        c.constant(R4, GroupKey.MOST_OCTETS);
        c.bind(fits);
    }

    private void copy(Code c, Label known, Label never) {
        c.branch(Condition.LT, R4, 1, known);
        c.load(MemSize.U64, R1, STACK, Frame.CONTEXT);
        c.mov(R3, STACK);
        c.alu(AluOp.ADD, R3, OCTETS);
        c.call(build.options().hook() == Hook.XDP ? Helper.XDP_LOAD_BYTES : Helper.SKB_LOAD_BYTES);
        c.branch(Condition.NE, dev.protosieve.engine.isa.Reg.R0, 0, never);
    }

    private static void constant(Code c, byte[] value) {
        c.store(MemSize.U64, STACK, GROUP_KEY, Math.min(value.length, GroupKey.MOST_OCTETS + 1));
        for (int at = 0; at < Math.min(value.length, GroupKey.MOST_OCTETS); at += Long.BYTES) {
            c.constant(R1, TextCode.little(value, at, Math.min(Long.BYTES, value.length - at)));
            c.store(MemSize.U64, STACK, OCTETS + at, R1);
        }
    }
}
