package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
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
import dev.protosieve.engine.plan.PlanStep;
import dev.protosieve.engine.plan.WireKind;
import java.util.List;

/**
 * The one loop over all tags of all levels (protobuf encoding page). Within a turn:
 *
 * <pre>
 *   R1  bytes behind the tag, later scratch     R4  varint, or length
 *   R3  the tag: field number and wire type     R5  end of the frame
 * </pre>
 *
 * <p>Only forward reads happen, and the loop's head compares the offset with the frame's end: whatever was read beyond the
 * end, the head finds the message malformed.
 */
final class ScanCode {

    /** Mask of the wire type in a tag. */
    private static final int WIRE_TYPE = 7;
    /** Smallest tag with a legal field number (1). */
    private static final int FIRST_TAG = 8;

    private final Build build;
    private final StepCode steps;
    private final VarintCode varints;
    private final FrameCode frames;

    ScanCode(Build build, ConditionCode conditions) {
        this.build = build;
        FoldCode folds = new FoldCode(build, conditions);
        this.varints = new VarintCode(build);
        this.frames = new FrameCode(build, folds);
        this.steps = new StepCode(build, frames, folds);
    }

    void emit() {
        if (build.plan().passes().size() > 1) {
            start(build.at(build.origins().message("scan: begin", "The message is walked more than once.")));
        }
        Code c = build.at(build.origins().message("scan: next tag", "One turn a field, until the message ends."));
        Label tag = new Label("tag");
        Label longTag = new Label("long tag");
        Label frameEnd = new Label("frame end");
        Label groups = new Label("group");
        Label packed = new Label("packed");
        c.bind(build.exits().scan());
        head(c, frameEnd, packed);
        Code first = c.why("A tag of one byte: field numbers 1 to 15.");
        first.alu(AluOp.AND, R3, R1, 0xff);
        first.branch(Condition.SET, R3, 0x80, longTag);
        first.alu(AluOp.RSH, R1, 8);
        first.alu(AluOp.ADD, OFFSET, 1);
        c.bind(tag);
        dispatch(c, groups);
        c.rare(() -> varints.emitLongTag(c.step("scan: long tag", "A tag of two to five bytes."), longTag, tag));
        frames.emitEnd(c.step("scan: end of frame", "A sub-message or the message ends here."), frameEnd);
        frames.emitGroups(c.step("scan: group", "Groups end with a tag of their own."), groups, steps::enterGroup);
        frames.emitEnter(c.step("scan: enter", "Remember the frame and walk the inner one."));
        packed(c.step("scan: packed", "Elements without tags of their own."), packed);
        steps.emitChecks(c);
    }

    /** The first pass keeps where the message begins, the others begin there again. */
    private void start(Code c) {
        if (build.pass() == build.plan().passes().getFirst()) {
            c.store(MemSize.U64, STATE, Frame.START, OFFSET);
            c.load(MemSize.U64, R0, STATE, Frame.FRAME);
            c.store(MemSize.U64, STATE, Frame.START_FRAME, R0);
            return;
        }
        Code again = c.why("Now that all fields are known, elements can be compared with them.");
        again.load(MemSize.U64, OFFSET, STATE, Frame.START);
        again.load(MemSize.U64, R0, STATE, Frame.START_FRAME);
        again.store(MemSize.U64, STATE, Frame.FRAME, R0);
        again.store(MemSize.U64, STATE, Frame.LEVEL, 0);
    }

    private void head(Code c, Label frameEnd, Label packed) {
        Build.blur(c.why("Adding a zero that the verifier does not know makes it forget the exact offset, so that all "
                + "turns look alike to it."), R1);
        build.bound(c);
        Code end = c.why("At the end of the frame?");
        end.load(MemSize.U16, R5, STATE, Frame.FRAME_END);
        end.branch(Condition.GE, OFFSET, R5, frameEnd);
        c.why("No frame ends so late; the verifier wants to know.").branch(Condition.GT, OFFSET, Frame.MAX_OFFSET,
                build.exits().limit());
        build.access().loadWord(c, R1, OFFSET, R2, R3, build.exits().malformed());
        if (!build.pass().runs().isEmpty()) {
            Code run = c.why("Inside a packed field there are no tags.");
            run.load(MemSize.U16, R3, STATE, Frame.FRAME_NODE);
            run.branch(Condition.GE, R3, build.frame().run(0), packed);
        }
    }

    /** R1 has the next bytes of a packed run, R3 its number as a node. */
    private void packed(Code c, Label entry) {
        List<PlanStep.Packed> runs = build.pass().runs();
        if (runs.isEmpty()) {
            return;
        }
        c.bind(entry);
        List<PlanStep.Packed> varint = runs.stream().filter(r -> r.element().wire() == WireKind.VARINT).toList();
        Label fixed = new Label("packed fixed");
        if (!varint.isEmpty()) {
            if (varint.size() < runs.size()) {
                c.branch(Condition.GE, R3, build.frame().run(varint.size()), fixed);
            }
            varints.emitValue(c.why("The next element."));
            choose(c, varint);
            c.bind(fixed);
        }
        choose(c, runs.subList(varint.size(), runs.size()));
    }

    private void choose(Code c, List<PlanStep.Packed> runs) {
        for (PlanStep.Packed run : runs) {
            if (run == runs.getLast()) {
                c.jump(steps.element(run));
            } else {
                c.branch(Condition.EQ, R3, build.frame().run(run.run()), steps.element(run));
            }
        }
    }

    private void dispatch(Code c, Label groups) {
        Label malformed = build.exits().malformed();
        c.why("Field number 0 does not exist.").branch(Condition.LT, R3, FIRST_TAG, malformed);
        Label fixed = new Label("fixed");
        Label len = new Label("LEN");
        c.why("Wire types 0 and 2 go on with a varint: a value or a length.").branch(Condition.SET, R3, 5, fixed);
        varints.emitValue(c.step("scan: varint", "Seven bits a byte, the low ones first."));
        c.why("Wire type 2: the varint is a length.").branch(Condition.SET, R3, WireKind.LEN.number(), len);
        steps.dispatch(c, WireKind.VARINT);
        c.bind(len);
        steps.dispatch(c, WireKind.LEN);
        c.bind(fixed);
        Code f = c.step("scan: fixed", "Wire types 1 and 5 have 8 and 4 bytes.");
        Label fixed32 = new Label("I32");
        f.alu(AluOp.AND, R4, R3, WIRE_TYPE);
        f.branch(Condition.EQ, R4, WireKind.FIXED32.number(), fixed32);
        f.branch(Condition.NE, R4, WireKind.FIXED64.number(), groups);
        steps.dispatch(f, WireKind.FIXED64);
        f.bind(fixed32);
        steps.dispatch(f, WireKind.FIXED32);
    }
}
