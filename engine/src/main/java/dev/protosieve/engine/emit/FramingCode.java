package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.typed.Framing;

/**
 * The loop over the messages of a payload, for framings other than {@code datagram}. Each message is judged on its own. The
 * first whose verdict is drop decides about the packet and ends it. Otherwise the packet passes, counted once: at the first
 * message that a rule or a cause decided, or as the default when there is none.
 */
final class FramingCode {

    /** Stands in the state while no message has been judged. */
    static final int NONE = -1;

    private final Build build;
    private final HeaderNeeds needs;
    private final Framing framing;

    FramingCode(Build build, HeaderNeeds needs) {
        this.build = build;
        this.needs = needs;
        this.framing = build.plan().rules().framing();
    }

    /** R5 = end of the payload, OFFSET its start; the state is there. */
    void begin(Code c) {
        c.store(MemSize.U64, STATE, build.frame().payloadEnd(), R5);
        c.store(MemSize.U64, STATE, build.frame().firstJudged(), NONE);
        if (needs.both()) {
            c.load(MemSize.U64, R1, STACK, Frame.PROTOCOL);
            c.store(MemSize.U64, STATE, build.frame().protocol(), R1);
        }
    }

    /** Finds the next message: OFFSET at its first byte, R5 = its end. */
    void emitNext(Code c) {
        Label cut = new Label("cut");
        Label noVarint = new Label("no length");
        Label length = new Label("length");
        Frame frame = build.frame();
        c.bind(build.exits().packet().next());
        build.forget(c, R1, build.exits().packet().limit());
        Code more = c.why("Behind the last message the packet is judged.");
        more.load(MemSize.U64, R5, STATE, frame.payloadEnd());
        more.branch(Condition.GE, OFFSET, R5, build.exits().packet().judged());
        c.why("The kernel bounds every loop; when its budget is spent the packet is over the limit.")
                .mayGoto(build.exits().packet().limit());
        build.access().loadWord(c, R1, OFFSET, R2, R3, build.exits().packet().limit());
        prefix(c, noVarint);
        c.bind(length);
        Code fits = c.why("The message must end inside the payload.");
        fits.alu(AluOp.SUB, R5, OFFSET);
        fits.branch(Condition.SLT, R5, 0, cut);
        fits.branch(Condition.GT, R4, R5, cut);
        Code end = c.why("The walk ends where the message ends.");
        end.mov(R5, R4);
        end.alu(AluOp.ADD, R5, OFFSET);
        end.store(MemSize.U64, STATE, frame.messageEnd(), R5);
        end.branch(Condition.GT, R4, frame.limits().bytes(), build.exits().limit());
        emitWaysOut(c, cut, noVarint);
    }

    private void prefix(Code c, Label noVarint) {
        switch (framing) {
            case VARINT -> new VarintCode(build).emitValue(c.why("The length is a varint."), noVarint);
            case FIXED32 -> {
                Code f = c.why("The length has four bytes, the low one first.");
                f.mov32(R4, R1);
                f.alu(AluOp.ADD, OFFSET, Framing.FIXED32_BYTES);
            }
            case DATAGRAM -> throw new IllegalStateException("a datagram has no prefix");
        }
    }

    /** Lengths that are none, which end the payload; laid out in front of the walk. */
    private void emitWaysOut(Code c, Label cut, Label noVarint) {
        Label begin = new Label("begin message");
        Label malformed = new Label("malformed length");
        c.jump(begin);
        if (framing == Framing.VARINT) {
            c.bind(noVarint);
            Code eleven = c.why("No varint has eleven bytes, unless the payload ends before.");
            eleven.branch(Condition.LE, OFFSET, R5, malformed);
        }
        c.bind(cut);
        Code over = c.why("A segment may go on in the next one; a datagram is all there is.");
        if (needs.both()) {
            over.load(MemSize.U64, R1, STATE, build.frame().protocol());
            over.branch(Condition.NE, R1, TransportCode.TCP, malformed);
        }
        if (needs.tcp()) {
            last(over);
            over.jump(build.exits().packet().cut());
        }
        c.bind(malformed);
        last(over);
        over.jump(build.exits().malformed());
        c.bind(begin);
    }

    /** No message comes behind this one. */
    private void last(Code c) {
        c.load(MemSize.U64, R1, STATE, build.frame().payloadEnd());
        c.store(MemSize.U64, STATE, build.frame().messageEnd(), R1);
    }
}
