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
import dev.protosieve.engine.plan.FilterPlan.Node;
import dev.protosieve.engine.plan.WireKind;
import java.util.List;
import java.util.function.Consumer;

/** Enters and leaves sub-messages and groups: one stack for all levels, in the state. */
final class FrameCode {

    /** END_GROUP, wire type 4 of the protobuf encoding page. */
    private static final int END_GROUP = 4;
    private static final int NODE_SHIFT = 16;
    private static final int GROUP_SHIFT = 32;

    private final Build build;
    private final Label enter = new Label("enter");
    private final Label enterLength = new Label("enter sub-message");
    private final Label leave = new Label("leave");
    private final FoldCode folds;
    private final NumberCode numbers;

    FrameCode(Build build, FoldCode folds) {
        this.build = build;
        this.numbers = new NumberCode(build);
        this.folds = folds;
    }

    /** OFFSET has reached R5, the end of the frame. */
    void emitEnd(Code c, Label entry) {
        Label malformed = build.exits().malformed();
        c.bind(entry);
        c.why("A field that goes over the end of its message is malformed.").branch(Condition.NE, OFFSET, R5,
                malformed);
        if (!build.pass().runs().isEmpty()) {
            endOfRun(c.why("At the end of a packed run the frame around it goes on."));
        }
        Code open = c.why("A group must be closed before the bytes end.");
        open.load(MemSize.U32, R0, STATE, Frame.FRAME_GROUP);
        open.branch(Condition.NE, R0, 0, malformed);
        c.bind(leave);
        endOfElement(c);
        Code level = c.why("At the top level the walk is over.");
        level.load(MemSize.U64, R2, STATE, Frame.LEVEL);
        level.branch(Condition.EQ, R2, 0, build.exits().decide());
        Code pop = c.why("Go on in the frame around this one.");
        pop.alu(AluOp.SUB, R2, 1);
        pop.branch(Condition.GE, R2, build.frame().limits().depth(), build.exits().limit());
        pop.store(MemSize.U64, STATE, Frame.LEVEL, R2);
        frameAddress(pop);
        pop.load(MemSize.U64, R0, R1, Frame.FRAMES);
        pop.store(MemSize.U64, STATE, Frame.FRAME, R0);
        pop.jump(build.exits().scan());
    }

    private void endOfRun(Code c) {
        Label message = new Label("no packed run");
        c.load(MemSize.U16, R0, STATE, Frame.FRAME_NODE);
        c.branch(Condition.LT, R0, build.frame().run(0), message);
        c.load(MemSize.U64, R0, STATE, Frame.AROUND_RUN);
        c.store(MemSize.U64, STATE, Frame.FRAME, R0);
        c.jump(build.exits().scan());
        c.bind(message);
    }

    /** Elements of repeated fields are complete when their frame ends. */
    private void endOfElement(Code c) {
        List<Node> elements = build.pass().nodes().stream().filter(n -> !n.onLeave().isEmpty()).toList();
        if (elements.isEmpty()) {
            return;
        }
        Label done = new Label("element complete");
        Code which = c.why("Is this an element that rules ask about?");
        for (Node node : elements) {
            Label other = new Label("other element");
            which.load(MemSize.U16, R0, STATE, Frame.FRAME_NODE);
            which.branch(Condition.NE, R0, node.id(), other);
            if (node.isEntry()) {
                numbers.refuseUnknownValue(c, node, done);
            }
            folds.emit(c, node.onLeave());
            c.jump(done);
            c.bind(other);
        }
        c.bind(done);
    }

    /** R4 is a length: a packed run of that many bytes begins at OFFSET. It is no level of its own. */
    void enterRun(Code c, int run) {
        c.load(MemSize.U64, R0, STATE, Frame.FRAME);
        c.store(MemSize.U64, STATE, Frame.AROUND_RUN, R0);
        c.alu(AluOp.ADD, R4, OFFSET);
        c.constant(R1, (long) build.frame().run(run) << NODE_SHIFT);
        c.alu(AluOp.OR, R4, R1);
        c.store(MemSize.U64, STATE, Frame.FRAME, R4);
        c.jump(build.exits().scan());
    }

    /**
     * R4 is a wire type that is none of 0, 1, 2, 5; R3 the tag.
     *
     * @param known emits the choice of R1 = node of the group, shifted by {@link #node}
     */
    void emitGroups(Code c, Label entry, Consumer<Code> known) {
        Label start = new Label("start group");
        c.bind(entry);
        c.branch(Condition.EQ, R4, WireKind.GROUP.number(), start);
        c.why("Wire types 6 and 7 do not exist.").branch(Condition.NE, R4, END_GROUP, build.exits().malformed());
        Code end = c.why("Only the innermost frame can be closed, and only if it is a group of that number.");
        end.alu(AluOp.RSH, R3, 3);
        end.load(MemSize.U32, R0, STATE, Frame.FRAME_GROUP);
        end.branch(Condition.NE, R0, R3, build.exits().malformed());
        end.jump(leave);
        c.bind(start);
        c.why("A tag that goes over the end of its message is malformed, however deep it is.")
                .branch(Condition.GT, OFFSET, R5, build.exits().malformed());
        known.accept(c);
        Code frame = c.why("A group ends with its end tag, at the latest where the frame around it ends.");
        frame.alu(AluOp.RSH, R4, R3, 3);
        frame.alu(AluOp.LSH, R4, GROUP_SHIFT);
        frame.alu(AluOp.OR, R4, R5);
        frame.alu(AluOp.OR, R4, R1);
        frame.jump(enter);
    }

    /** R4 is a length: a frame of that many bytes begins at OFFSET. */
    void emitEnter(Code c) {
        c.bind(enterLength);
        c.alu(AluOp.ADD, R4, OFFSET);
        c.alu(AluOp.OR, R4, R1);
        c.bind(enter);
        c.load(MemSize.U64, R2, STATE, Frame.LEVEL);
        c.why("Deeper than this filter walks.").branch(Condition.GE, R2, build.frame().limits().depth(),
                build.exits().limit());
        frameAddress(c);
        c.load(MemSize.U64, R0, STATE, Frame.FRAME);
        c.store(MemSize.U64, R1, Frame.FRAMES, R0);
        c.store(MemSize.U64, STATE, Frame.FRAME, R4);
        c.alu(AluOp.ADD, R2, 1);
        c.store(MemSize.U64, STATE, Frame.LEVEL, R2);
        c.jump(build.exits().scan());
    }

    /** R1 = address of the frame of level R2, less {@link Frame#FRAMES}. */
    private static void frameAddress(Code c) {
        c.alu(AluOp.LSH, R1, R2, 3);
        c.alu(AluOp.ADD, R1, STATE);
    }

    /** Goes into the sub-message of R4 bytes. */
    void enterLength(Code c, int node) {
        node(c, node);
        c.jump(enterLength);
    }

    /** R1 = the node as a frame holds it. */
    static void node(Code c, int node) {
        c.constant(R1, (long) node << NODE_SHIFT);
    }
}
