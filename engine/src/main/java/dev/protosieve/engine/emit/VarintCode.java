package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;

/** Varints (protobuf encoding page, "Base 128 Varints"): at most 10 bytes; tags at most 5 bytes and 32 bits. */
final class VarintCode {

    /** The bit of each byte but the last. */
    private static final int MORE = 0x80;
    /** Bytes decoded from the word that is loaded already. */
    private static final int SHORT = 5;
    private static final int LONGEST = 10;
    /** What the fifth byte of a tag may hold: bits 28 to 31. */
    private static final int LAST_TAG_BYTE = 0x0f;

    private final Build build;

    VarintCode(Build build) {
        this.build = build;
    }

    /**
     * R4 = the varint in R1's low bytes, OFFSET moves behind it. R1 has at least 5 bytes of the packet; more are loaded if
     * need be. R3 and R5 stay.
     */
    void emitValue(Code c) {
        emitValue(c, build.exits().malformed());
    }

    /**
     * The same with a way out of its own.
     *
     * @param none where to go when it has more than ten bytes; OFFSET is behind the tenth then
     */
    void emitValue(Code c, Label none) {
        Label done = new Label("varint done");
        Label more = new Label("longer varint");
        Code one = c.why("Most varints have one byte.");
        one.alu(AluOp.AND, R4, R1, 0x7f);
        one.alu(AluOp.ADD, OFFSET, 1);
        one.branch(Condition.SET, R1, MORE, more);
        c.rare(done, () -> {
            c.bind(more);
            longer(c, done, none);
        });
        c.bind(done);
    }

    /** R4 = the first seven bits; goes on at {@code done}. */
    private void longer(Code c, Label done, Label none) {
        Label join = new Label("long varint done");
        for (int i = 1; i < SHORT; i++) {
            Label next = new Label("another byte");
            bits(c.why("Byte " + (i + 1) + " of up to ten."), i, next);
            c.alu(AluOp.ADD, OFFSET, i);
            c.jump(join);
            c.bind(next);
        }
        Code far = c.why("Bytes six to ten: negative numbers, large ones, or padding.");
        far.alu(AluOp.ADD, OFFSET, SHORT - 1);
        build.access().loadWord(far, R1, OFFSET, R0, R2, none);
        for (int i = SHORT; i < LONGEST; i++) {
            Label next = new Label("another byte");
            far.alu(AluOp.ADD, OFFSET, 1);
            farBits(far, i - SHORT, 7 * i, next);
            far.jump(join);
            far.bind(next);
        }
        c.why("No varint has eleven bytes.").jump(none);
        c.bind(join);
        build.forget(c, R0);
        c.jump(done);
    }

    /** Adds the low seven bits of byte {@code index} of R1 to R4, where a varint has them; {@code next} if another byte follows. */
    private static void bits(Code c, int index, Label next) {
        long mask = 0x7fL << 7 * index;
        if (mask != (int) mask) {
            farBits(c, index, 7 * index, next);
            return;
        }
        c.alu(AluOp.RSH, R0, R1, index);
        c.alu(AluOp.AND, R0, (int) mask);
        c.alu(AluOp.OR, R4, R0);
        c.branch32(Condition.SET, R1, MORE << Byte.SIZE * index, next);
    }

    /** The same for any place in R4. */
    private static void farBits(Code c, int index, int place, Label next) {
        c.mov(R0, R1);
        if (index > 0) {
            c.alu(AluOp.RSH, R0, Byte.SIZE * index);
        }
        c.alu(AluOp.AND, R2, R0, 0x7f);
        c.alu(AluOp.LSH, R2, place);
        c.alu(AluOp.OR, R4, R2);
        c.branch(Condition.SET, R0, MORE, next);
    }

    /**
     * The rest of a tag whose first byte, with the continuation bit, is in R3. Goes on at {@code tag} with the whole tag in
     * R3 and at least 5 bytes behind it in R1.
     */
    void emitLongTag(Code c, Label entry, Label tag) {
        Label reload = new Label("behind the tag");
        Label join = new Label("long tag done");
        c.bind(entry);
        c.alu(AluOp.AND, R3, 0x7f);
        c.alu(AluOp.ADD, OFFSET, 1);
        Code two = c.why("Two bytes: field numbers 16 to 2,047.");
        tagBits(two, 1);
        Label longer = new Label("longer tag");
        two.branch(Condition.NE, R0, 0, longer);
        two.alu(AluOp.RSH, R1, 16);
        two.jump(join);
        c.bind(longer);
        for (int i = 2; i < SHORT - 1; i++) {
            tagBits(c, i);
            c.branch(Condition.EQ, R0, 0, reload);
        }
        Code last = c.why("A tag has at most 32 bits.");
        last.mov(R0, R1);
        last.alu(AluOp.RSH, R0, 8 * (SHORT - 1));
        last.alu(AluOp.AND, R0, 0xff);
        last.branch(Condition.GT, R0, LAST_TAG_BYTE, build.exits().malformed());
        last.alu(AluOp.LSH, R0, 7 * (SHORT - 1));
        last.alu(AluOp.OR, R3, R0);
        last.alu(AluOp.ADD, OFFSET, 1);
        c.bind(reload);
        build.access().loadWord(c, R1, OFFSET, R0, R2, build.exits().malformed());
        c.bind(join);
        build.forget(c, R0);
        c.jump(tag);
    }

    private static void tagBits(Code c, int index) {
        c.alu(AluOp.RSH, R0, R1, 8 * index);
        c.alu(AluOp.AND, R2, R0, 0x7f);
        c.alu(AluOp.LSH, R2, 7 * index);
        c.alu(AluOp.OR, R3, R2);
        c.alu(AluOp.ADD, OFFSET, 1);
        c.alu(AluOp.AND, R0, 0x80);
    }
}
