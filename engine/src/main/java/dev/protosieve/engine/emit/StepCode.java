package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.plan.FilterPlan.Node;
import dev.protosieve.engine.plan.PlanStep;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.plan.WireKind;
import java.util.Comparator;
import java.util.List;

/** Finds the step for a tag and carries it out; one small method a step. */
final class StepCode {

    /** From this many fields on, a search tree beats comparing one by one. */
    private static final int TREE = 5;

    private final Build build;
    private final FrameCode frames;
    private final NumberCode numbers;
    private final Utf8Code utf8;
    private boolean checksUtf8;

    StepCode(Build build, FrameCode frames) {
        this.build = build;
        this.frames = frames;
        this.numbers = new NumberCode(build);
        this.utf8 = new Utf8Code(build);
    }

    /** Code that steps share, behind the loop. */
    void emitChecks(Code c) {
        if (checksUtf8) {
            utf8.emit(c.step("utf-8", "A string of the message must be UTF-8, or the message is malformed."));
        }
    }

    /** Goes to the step for tag R3 of that wire type, or skips the field; ends the turn either way. */
    void dispatch(Code c, WireKind kind) {
        Label skip = new Label("skip");
        choose(c, kind, skip);
        c.bind(skip);
        skip(c.step("scan: skip", "No rule reads this field."), kind);
    }

    /** R1 = the node to enter for the group that tag R3 starts. */
    void enterGroup(Code c) {
        Label unknown = new Label("unknown group");
        Label chosen = new Label("group chosen");
        choose(c, WireKind.GROUP, unknown, chosen);
        c.bind(unknown);
        FrameCode.node(c.why("No rule reads this group: walk over it."), build.frame().nowhere());
        c.bind(chosen);
    }

    private void choose(Code c, WireKind kind, Label skip) {
        choose(c, kind, skip, build.exits().scan);
    }

    private void choose(Code c, WireKind kind, Label skip, Label next) {
        List<Node> nodes = build.plan().nodes().stream().filter(n -> steps(n, kind).findAny().isPresent()).toList();
        if (nodes.isEmpty()) {
            return;
        }
        Code where = c.why("Which message is this a field of?");
        where.load(MemSize.U16, R0, STATE, Frame.FRAME_NODE);
        for (Node node : nodes) {
            Label other = new Label("other message");
            where.branch(Condition.NE, R0, node.id(), other);
            tree(c, steps(node, kind).sorted(Comparator.comparingInt(StepCode::unsignedKey)).toList(), skip, next);
            c.bind(other);
        }
        c.jump(skip);
    }

    private static java.util.stream.Stream<PlanStep> steps(Node node, WireKind kind) {
        return node.steps().stream().filter(s -> s.wire() == kind);
    }

    /** Tags are unsigned 32-bit numbers. */
    private static int unsignedKey(PlanStep step) {
        return key(step) + Integer.MIN_VALUE;
    }

    private static int key(PlanStep step) {
        return step.wire().key(step.field().getNumber());
    }

    private void tree(Code c, List<PlanStep> steps, Label skip, Label next) {
        if (steps.size() >= TREE) {
            int middle = steps.size() / 2;
            Label upper = new Label("higher field numbers");
            c.why("Halve the fields to compare with.").branch32(Condition.GE, R3, key(steps.get(middle)), upper);
            tree(c, steps.subList(0, middle), skip, next);
            c.bind(upper);
            tree(c, steps.subList(middle, steps.size()), skip, next);
            return;
        }
        for (PlanStep step : steps) {
            Label other = new Label("other field");
            Code mine = c.at(origin(step));
            mine.branch32(Condition.NE, R3, key(step), other);
            emit(mine, step, next);
            c.bind(other);
        }
        c.jump(skip);
    }

    private Origin origin(PlanStep step) {
        String name = step.field().getName();
        return switch (step) {
            case PlanStep.KeepNumber keep ->
                build.origins().reader(keep.slots().getFirst(), "read " + name, "Keep the number of " + name + ".");
            case PlanStep.KeepText keep ->
                build.origins().reader(keep.slot(), "read " + name, "Keep where the bytes of " + name + " are.");
            case PlanStep.Enter _ -> build.origins().message("enter " + name, "Rules read fields inside " + name + ".");
            case PlanStep.Unset _ ->
                build.origins().message("unset by " + name, name + " takes the place of another member of its oneof.");
        };
    }

    private void emit(Code c, PlanStep step, Label next) {
        switch (step) {
            case PlanStep.KeepNumber keep -> keepNumber(c, keep);
            case PlanStep.KeepText keep -> keepText(c, keep);
            case PlanStep.Enter enter -> enter(c, enter, next);
            case PlanStep.Unset unset -> unset(c, unset, next);
        }
    }

    private void keepNumber(Code c, PlanStep.KeepNumber step) {
        boolean resets = false;
        for (ValueSlot.Number slot : step.slots()) {
            numbers.convert(c, slot, build.exits().scan);
            if (!resets) {
                resets(c, step);
                resets = true;
            }
            c.store(MemSize.U64, STATE, build.frame().slot(slot), R4);
        }
        skip(c, step.wire());
    }

    private void keepText(Code c, PlanStep.KeepText step) {
        resets(c, step);
        c.alu(AluOp.LSH, R0, R4, 32);
        c.alu(AluOp.OR, R0, OFFSET);
        c.store(MemSize.U64, STATE, build.frame().slot(step.slot()), R0);
        if (step.utf8()) {
            checksUtf8 = true;
            c.jump(utf8.entry());
        } else {
            skip(c, WireKind.LEN);
        }
    }

    private void enter(Code c, PlanStep.Enter step, Label next) {
        resets(c, step);
        if (step.wire() == WireKind.LEN) {
            frames.enterLength(c, step.node());
        } else {
            FrameCode.node(c, step.node());
            c.jump(next);
        }
    }

    private void unset(Code c, PlanStep.Unset step, Label next) {
        if (step.wire() == WireKind.VARINT
                && step.field().getType() == com.google.protobuf.Descriptors.FieldDescriptor.Type.ENUM) {
            numbers.refuseUnknownEnum(c, step.field(), build.exits().scan);
        }
        resets(c, step);
        if (step.wire() == WireKind.GROUP) {
            FrameCode.node(c, build.frame().nowhere());
            c.jump(next);
        } else {
            skip(c, step.wire());
        }
    }

    private void resets(Code c, PlanStep step) {
        for (ValueSlot slot : step.resets()) {
            SlotCode.reset(c.why("Another member of the oneof is set now."), build.frame().slot(slot), slot);
        }
    }

    private void skip(Code c, WireKind kind) {
        switch (kind) {
            case VARINT, GROUP -> {
            }
            case LEN -> c.alu(AluOp.ADD, OFFSET, R4);
            case FIXED32 -> c.alu(AluOp.ADD, OFFSET, 4);
            case FIXED64 -> c.alu(AluOp.ADD, OFFSET, 8);
        }
        c.jump(build.exits().scan);
    }
}
