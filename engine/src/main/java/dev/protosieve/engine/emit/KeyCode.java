package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.GROUP_KEY;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;

import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.GroupKey;
import dev.protosieve.engine.typed.HeaderField;

/** Puts the value that packets are told apart by on the stack, laid out as {@link GroupLayout}. */
final class KeyCode {

    private static final int OCTETS = GROUP_KEY + Long.BYTES;
    private static final int ETHERNET_OCTETS = 6;

    private final Build build;
    private final ValueCode values;
    private final TextPlaces places;

    KeyCode(Build build, ConditionCode conditions) {
        this.build = build;
        this.values = conditions.values();
        this.places = new TextPlaces(build);
    }

    /** @param error where to go when the value is an error */
    void emit(Code c, Expr key, Label error) {
        Code here = c
                .at(new Origin(c.origin().rule(), key.span(), "value", "The value that packets are told apart by."));
        if (key instanceof Expr.Header header && GroupLayout.isText(key.type())) {
            header(here, header, error);
        } else if (GroupLayout.isText(key.type())) {
            text(here, key, error);
        } else {
            values.value(here, key, error);
            here.store(MemSize.U64, STACK, GROUP_KEY, R1);
        }
    }

    private static void clear(Code c) {
        Code clear = c.why("Behind a shorter value there are zeros, so that equal values have equal keys.");
        for (int at = 0; at < GroupKey.MOST_OCTETS; at += Long.BYTES) {
            clear.store(MemSize.U64, STACK, OCTETS + at, 0);
        }
    }

    private void header(Code c, Expr.Header header, Label error) {
        clear(c);
        if (header.field().kind() == HeaderField.Kind.ADDRESS) {
            new AddressCode(build).copy(c.why("Copy the address."), header, GROUP_KEY, OCTETS);
            return;
        }
        values.value(c, header, error);
        Code order = c.why("The first octet is the number's highest.");
        order.alu(AluOp.LSH, R1, Long.SIZE - ETHERNET_OCTETS * Byte.SIZE);
        order.fromBigEndian(Long.SIZE, R1);
        order.store(MemSize.U64, STACK, OCTETS, R1);
        order.store(MemSize.U64, STACK, GROUP_KEY, ETHERNET_OCTETS);
    }

    private void text(Code c, Expr key, Label error) {
        Label known = new Label("known");
        Label absent = new Label("absent");
        clear(c);
        TextPlaces.Source source = places.of(key);
        places.locate(c, source, absent, error);
        c.mov(R4, R2);
        c.mov(R2, R1);
        length(c.why("A length of " + (GroupKey.MOST_OCTETS + 1) + " says that the value was cut."));
        copy(c.why("Copy its first bytes."), known);
        if (source.whenAbsent().length > 0) {
            c.jump(known);
            c.bind(absent);
            constant(c.why("An absent field has its default."), source.whenAbsent());
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

    private void copy(Code c, Label known) {
        c.branch(Condition.LT, R4, 1, known);
        c.load(MemSize.U64, R1, STACK, Frame.CONTEXT);
        c.mov(R3, STACK);
        c.alu(AluOp.ADD, R3, OCTETS);
        if (build.options().hook().hidden() > 0) {
            c.alu(AluOp.SUB, R2, build.options().hook().hidden());
        }
        c.call(build.options().hook().isXdp() ? Helper.XDP_LOAD_BYTES : Helper.SKB_LOAD_BYTES);
        c.why("These bytes are there.").branch(Condition.NE, R0, 0, build.exits().limit());
    }

    private static void constant(Code c, byte[] value) {
        c.store(MemSize.U64, STACK, GROUP_KEY, Math.min(value.length, GroupKey.MOST_OCTETS + 1));
        for (int at = 0; at < Math.min(value.length, GroupKey.MOST_OCTETS); at += Long.BYTES) {
            c.constant(R1, TextCode.little(value, at, Math.min(Long.BYTES, value.length - at)));
            c.store(MemSize.U64, STACK, OCTETS + at, R1);
        }
    }
}
