package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.CLAIM;
import static dev.protosieve.engine.emit.Frame.DATA;
import static dev.protosieve.engine.emit.Frame.KEY;
import static dev.protosieve.engine.emit.Frame.LENGTH;
import static dev.protosieve.engine.emit.Frame.READABLE;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;

/**
 * Where runs interrupt each other on one CPU ({@link Hook#nests}), each takes state and buffer that no other has at that time: a
 * CPU has {@link #PLACES} of them, and a word for each that is not 0 while a run has it.
 */
final class ClaimCode {

    /** A process, an interrupt of it, and two processes more that were put off in the middle. */
    static final int PLACES = 4;

    private final Build build;

    ClaimCode(Build build) {
        this.build = build;
    }

    /** How many places the filter's maps have for a CPU. */
    static int places(Hook hook) {
        return hook.nests() ? PLACES : 1;
    }

    /** Leaves the number of the place at {@link Frame#CLAIM}; overwrites DATA. */
    void claim(Code c) {
        if (!build.options().hook().nests()) {
            return;
        }
        Label claimed = new Label("claimed");
        Label none = build.exits().packet().unclaimed();
        Code look = c.why("Another run may have been interrupted for this one: take a state that is free.");
        look.store(MemSize.U32, STACK, KEY, 0);
        HeaderCode.lookUp(look, build.maps().claims(), none);
        look.mov(DATA, R0);
        for (int place = 0; place < PLACES; place++) {
            look.constant(R0, 0);
            look.constant(R1, place + 1);
            look.compareExchange(DATA, Long.BYTES * place, R1);
            look.load(MemSize.U64, R1, DATA, Long.BYTES * place);
            look.branch(Condition.EQ, R0, 0, claimed);
        }
        look.jump(none);
        c.bind(claimed);
        Code keep = c.why("Which one stands in the word itself, so that all ways look alike to the verifier.");
        keep.alu(AluOp.SUB, R1, 1);
        keep.branch(Condition.GE, R1, PLACES, none);
        keep.store(MemSize.U64, STACK, CLAIM, R1);
    }

    /** The way out of a packet for which no place is free: over the limit, whosever it is. */
    void emitUnclaimed() {
        if (!build.options().hook().nests()) {
            return;
        }
        build.code().bind(build.exits().packet().unclaimed());
        Code c = build.at(build.origins().fallback("no state is free",
                "More than " + PLACES + " packets are being judged on this CPU at once."));
        c.store(MemSize.U64, STACK, CLAIM, PLACES);
        c.store(MemSize.U64, STACK, LENGTH, build.options().hook().hidden());
        c.store(MemSize.U64, STACK, READABLE, build.options().hook().hidden());
        c.jump(build.exits().packet().limit());
    }

    /** Puts the number of the state's place at KEY; overwrites R1. */
    void stateKey(Code c) {
        if (build.options().hook().nests()) {
            c.load(MemSize.U64, R1, STACK, CLAIM);
            c.store(MemSize.U32, STACK, KEY, R1);
        } else {
            c.store(MemSize.U32, STACK, KEY, 0);
        }
    }

    /** DATA = the buffer of the place, from R0 = those of the CPU; overwrites R1. */
    void buffer(Code c) {
        c.mov(DATA, R0);
        if (build.options().hook().nests()) {
            c.load(MemSize.U64, R1, STACK, CLAIM);
            c.alu(AluOp.MUL, R1, PacketAccess.Buffer.SIZE);
            c.alu(AluOp.ADD, DATA, R1);
        }
    }

    /** Gives the place back; overwrites R0 to R5. */
    void release(Code c) {
        if (!build.options().hook().nests()) {
            return;
        }
        Label gone = new Label("released");
        Code back = c.why("The state is free for others again.");
        back.store(MemSize.U32, STACK, KEY, 0);
        HeaderCode.lookUp(back, build.maps().claims(), gone);
        back.load(MemSize.U64, R1, STACK, CLAIM);
        back.branch(Condition.GE, R1, PLACES, gone);
        back.alu(AluOp.LSH, R1, 3);
        back.alu(AluOp.ADD, R0, R1);
        back.store(MemSize.U64, R0, 0, 0);
        c.bind(gone);
    }
}
