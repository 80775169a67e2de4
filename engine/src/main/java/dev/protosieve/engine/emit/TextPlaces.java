package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R4;

import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.typed.Expr;
import java.util.Optional;

/** Where the bytes of strings and bytes values are. */
record TextPlaces(Build build) {

    /**
     * A text that the message left.
     *
     * @param name for people
     * @param place offset in the state of offset and length, as {@link ValueSlot.Text} has them
     * @param whenAbsent what it is while the place holds 0
     * @param decoded whether octets that are no UTF-8 make it an error
     * @param status offset in the state of a {@link ValueSlot.Status} that says whether there is a text at all
     */
    record Source(String name, int place, byte[] whenAbsent, boolean decoded, Optional<Integer> status) {
    }

    Source of(Expr text) {
        return switch (text) {
            case Expr.Field field -> {
                ValueSlot.Text slot = build.plan().text(field.path());
                yield new Source(field.path().text(), build.frame().slot(slot), slot.whenAbsent(), false,
                        Optional.empty());
            }
            case Expr.Pick pick -> new Source(pick.list().text(), build.frame().slot(build.plan().picked(pick)),
                    of(pick.value()).whenAbsent, false, Optional.of(build.frame().slot(build.plan().status(pick))));
            case Expr.Decoded decoded -> {
                Source source = of(decoded.text());
                yield new Source(source.name, source.place, source.whenAbsent, true, source.status);
            }
            default -> throw new IllegalArgumentException(text + " is no text of the message");
        };
    }

    /** Goes to {@code error} when there is no such element; overwrites {@code scratch}. */
    void check(Code c, Source source, Reg scratch, Label error) {
        source.status.ifPresent(status -> {
            Code met = c.why("Was there such an element?");
            met.load(MemSize.U64, scratch, STATE, status);
            met.branch(Condition.NE, scratch, ValueSlot.Status.MET, error);
        });
    }

    /** R1 = where the value is in the packet, R2 = its length; an absent text with a default goes to {@code absent}. */
    void locate(Code c, Source source, Label absent, Label error) {
        length(c, source, absent, error);
        begin(c, source);
    }

    /** R2 = the length; most comparisons end there. R1 may be overwritten, and with {@code decoded} R0 to R5. */
    void length(Code c, Source source, Label absent, Label error) {
        check(c, source, R1, error);
        Code where = c.why("How long is " + source.name + "?");
        if (source.whenAbsent.length > 0) {
            where.load(MemSize.U64, R1, STATE, source.place);
            where.branch(Condition.EQ, R1, 0, absent);
        }
        if (source.decoded) {
            verify(c, source, error);
        }
        where.load(MemSize.U32, R2, STATE, source.place + ValueSlot.Text.LENGTH);
    }

    /** R1 = where the value is in the packet, behind {@link #length}. */
    void begin(Code c, Source source) {
        c.why("Where are the bytes of " + source.name + "?").load(MemSize.U32, R1, STATE, source.place);
    }

    /** Goes to {@code error} when the octets are no UTF-8; they are in the packet. R0 to R5 and OFFSET are overwritten. */
    void verify(Code c, Source source, Label error) {
        Label text = new Label("text");
        Code check = c
                .why("The octets of " + source.name + " need not be UTF-8, and what is no text has no code points.");
        check.load(MemSize.U32, OFFSET, STATE, source.place);
        check.load(MemSize.U32, R4, STATE, source.place + ValueSlot.Text.LENGTH);
        new Utf8Code(build).emit(check, text, error);
        c.bind(text);
    }
}
