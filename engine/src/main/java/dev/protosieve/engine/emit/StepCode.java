package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.plan.FilterPlan.Node;
import dev.protosieve.engine.plan.Fold;
import dev.protosieve.engine.plan.PlanStep;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.plan.WireKind;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the step for a tag and carries it out; one small method a step. */
final class StepCode {

    /** From this many fields on, a search tree beats comparing one by one. */
    private static final int TREE = 5;
    /** So few fields are compared with before it is asked which message they are in. */
    private static final int FEW = 3;
    private static final String WHICH = "Which message is this a field of?";

    private final Build build;
    private final FrameCode frames;
    private final NumberCode numbers;
    private final Utf8Code utf8;
    private final FoldCode folds;
    private final Map<PlanStep.KeepNumber, Label> elements = new IdentityHashMap<>();
    private boolean checksUtf8;

    StepCode(Build build, FrameCode frames, FoldCode folds) {
        this.build = build;
        this.frames = frames;
        this.folds = folds;
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
        Code over = c.step("scan: skip", "No rule reads this field.");
        if (kind == WireKind.LEN) {
            over.why("No message is that long. What goes over the end of the frame, the loop's head finds.")
                    .branch(Condition.GT, R4, Frame.MAX_OFFSET, build.exits().malformed());
        }
        skip(over, kind);
    }

    /** Where one element of a packed field is kept; its bits are where those of an unpacked one would be. */
    Label element(PlanStep.Packed run) {
        return elements.computeIfAbsent(run.element(), _ -> new Label("element of " + run.field().getName()));
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
        choose(c, kind, skip, build.exits().scan());
    }

    private void choose(Code c, WireKind kind, Label skip, Label next) {
        List<Node> nodes = build.pass().nodes().stream().filter(n -> steps(n, kind).findAny().isPresent()).toList();
        if (nodes.isEmpty()) {
            return;
        }
        long fields = nodes.stream().mapToLong(n -> steps(n, kind).count()).sum();
        if (nodes.size() == 1 || fields <= FEW) {
            tree(c, nodes.stream().flatMap(n -> steps(n, kind).map(s -> new Choice(s, Optional.of(n)))).sorted()
                    .toList(), skip, next);
        } else {
            if (kind == WireKind.LEN && isWhole()) {
                fits(c.why("The value must end inside the frame."));
            }
            c.why(WHICH).load(MemSize.U16, R0, STATE, Frame.FRAME_NODE);
            nodes(c, nodes, kind, skip, next);
        }
    }

    private void nodes(Code c, List<Node> nodes, WireKind kind, Label skip, Label next) {
        if (nodes.size() >= TREE) {
            int middle = nodes.size() / 2;
            Label upper = new Label("later messages");
            c.why("Halve the messages it may be in.").branch(Condition.GE, R0, nodes.get(middle).id(), upper);
            nodes(c, nodes.subList(0, middle), kind, skip, next);
            c.bind(upper);
            nodes(c, nodes.subList(middle, nodes.size()), kind, skip, next);
            return;
        }
        for (Node node : nodes) {
            Label other = new Label("other message");
            c.why(WHICH).branch(Condition.NE, R0, node.id(), other);
            tree(c, steps(node, kind).map(s -> new Choice(s, Optional.empty())).sorted().toList(), skip, next);
            c.bind(other);
        }
        c.jump(skip);
    }

    private static Stream<PlanStep> steps(Node node, WireKind kind) {
        return node.steps().stream().filter(s -> s.wire() == kind);
    }

    /**
     * A step, and the node that it is for when that has not been asked yet. In the order of tags, which are unsigned 32-bit
     * numbers.
     */
    private record Choice(PlanStep step, Optional<Node> node) implements Comparable<Choice> {

        int key() {
            return step.wire().key(step.field().getNumber());
        }

        @Override
        public int compareTo(Choice other) {
            return Integer.compareUnsigned(key(), other.key());
        }
    }

    private void tree(Code c, List<Choice> choices, Label skip, Label next) {
        if (choices.size() >= TREE) {
            int middle = choices.size() / 2;
            Label upper = new Label("higher field numbers");
            c.why("Halve the fields to compare with.").branch32(Condition.GE, R3, choices.get(middle).key(), upper);
            tree(c, choices.subList(0, middle), skip, next);
            c.bind(upper);
            tree(c, choices.subList(middle, choices.size()), skip, next);
            return;
        }
        for (Choice choice : choices) {
            Label other = new Label("other field");
            Code mine = c.at(origin(choice.step()));
            mine.branch32(Condition.NE, R3, choice.key(), other);
            choice.node().ifPresent(node -> {
                Code which = mine.why(WHICH);
                which.load(MemSize.U16, R0, STATE, Frame.FRAME_NODE);
                which.branch(Condition.NE, R0, node.id(), other);
            });
            if (choice.step().wire() == WireKind.LEN && !(choice.node().isEmpty() && isWhole())) {
                fits(mine.why("The value must end inside the frame."));
            }
            emit(mine, choice.step(), next);
            c.bind(other);
        }
        c.jump(skip);
    }

    /** Then there may be thousands of steps, and a check before each would cost the verifier one more state each. */
    private boolean isWhole() {
        return build.plan().rules().validateFull();
    }

    /** R4 is a length: goes to {@code malformed} when that many bytes go over the end of the frame. */
    private void fits(Code c) {
        c.mov(R0, R5);
        c.alu(AluOp.SUB, R0, OFFSET);
        c.branch(Condition.SLT, R0, 0, build.exits().malformed());
        c.branch(Condition.GT, R4, R0, build.exits().malformed());
    }

    private Origin origin(PlanStep step) {
        String name = step.field().getName();
        return switch (step) {
            case PlanStep.KeepNumber keep when !keep.slots().isEmpty() ->
                build.origins().reader(keep.slots().getFirst(), "read " + name, "Keep the number of " + name + ".");
            case PlanStep.KeepNumber _ -> build.origins().message("read " + name, "Rules ask for " + name + ".");
            case PlanStep.KeepText keep ->
                build.origins().reader(keep.slot(), "read " + name, "Keep where the bytes of " + name + " are.");
            case PlanStep.Enter enter when build.pass().nodes().get(enter.node()).at().isEmpty() ->
                build.origins().validation("enter " + name, "The whole message is validated.");
            case PlanStep.Enter _ -> build.origins().message("enter " + name, "Rules read fields inside " + name + ".");
            case PlanStep.Packed _ ->
                build.origins().message("packed " + name, "Its elements stand one behind the other.");
            case PlanStep.Mark mark when mark.utf8() ->
                build.origins().validation("check " + name, "The whole message is validated: is it UTF-8?");
            case PlanStep.Mark _ ->
                build.origins().message("meet " + name, "What matters is that " + name + " is there.");
        };
    }

    private void emit(Code c, PlanStep step, Label next) {
        switch (step) {
            case PlanStep.KeepNumber keep -> keepNumber(c, keep);
            case PlanStep.KeepText keep -> keepText(c, keep);
            case PlanStep.Enter enter -> enter(c, enter, next);
            case PlanStep.Mark mark -> mark(c, mark, next);
            case PlanStep.Packed packed -> frames.enterRun(c, packed.run());
        }
    }

    private void keepNumber(Code c, PlanStep.KeepNumber step) {
        if (step.field().isPackable()) {
            c.bind(elements.computeIfAbsent(step, _ -> new Label("element of " + step.field().getName())));
        }
        presentUnlessDefault(c, step);
        if (step.slots().isEmpty()) {
            refuseUnknownEnum(c, step);
        }
        boolean effects = false;
        for (ValueSlot.Number slot : step.slots()) {
            numbers.convert(c, slot, build.exits().scan());
            if (!effects) {
                present(c, step);
                resets(c, step);
                effects = true;
            }
            c.store(MemSize.U64, STATE, build.frame().slot(slot), R4);
        }
        skip(c, step.wire(), step.effects().folds());
    }

    private void keepText(Code c, PlanStep.KeepText step) {
        presentUnlessDefault(c, step);
        present(c, step);
        resets(c, step);
        int place = build.frame().slot(step.slot());
        c.store(MemSize.U32, STATE, place, OFFSET);
        c.store(MemSize.U32, STATE, place + ValueSlot.Text.LENGTH, R4);
        if (!step.effects().folds().isEmpty()) {
            folds.emit(c, step.effects().folds());
            c.load(MemSize.U32, R4, STATE, place + ValueSlot.Text.LENGTH);
        }
        if (step.utf8()) {
            checksUtf8 = true;
            c.jump(utf8.entry());
        } else {
            skip(c, WireKind.LEN);
        }
    }

    private void enter(Code c, PlanStep.Enter step, Label next) {
        present(c, step);
        resets(c, step);
        Node node = build.pass().nodes().get(step.node());
        for (ValueSlot slot : node.onEntry()) {
            SlotCode.reset(c.why("Each element starts afresh."), build.frame().slot(slot), slot);
        }
        if (step.wire() == WireKind.LEN) {
            frames.enterLength(c, step.node());
        } else {
            FrameCode.node(c, step.node());
            c.jump(next);
        }
    }

    private void mark(Code c, PlanStep.Mark step, Label next) {
        presentUnlessDefault(c, step);
        refuseUnknownEnum(c, step);
        present(c, step);
        resets(c, step);
        if (step.wire() == WireKind.GROUP) {
            folds.emit(c, step.effects().folds());
            FrameCode.node(c, build.frame().nowhere());
            c.jump(next);
        } else if (step.utf8()) {
            checksUtf8 = true;
            c.jump(utf8.entry());
        } else {
            skip(c, step.wire(), step.effects().folds());
        }
    }

    private void refuseUnknownEnum(Code c, PlanStep step) {
        if (step.field().getType() == FieldDescriptor.Type.ENUM) {
            numbers.refuseUnknownEnum(c, step.field(), build.exits().scan());
        }
    }

    /** A field with presence is set when it occurs. */
    private void present(Code c, PlanStep step) {
        step.effects().presence().filter(_ -> step.field().hasPresence()).ifPresent(
                p -> c.why("Now it is set.").store(MemSize.U64, STATE, build.frame().slot(p), 1));
    }

    /** A field without presence is set when its value is not zero or empty (protobuf.dev, "Field Presence"). */
    private void presentUnlessDefault(Code c, PlanStep step) {
        step.effects().presence().filter(_ -> !step.field().hasPresence()).ifPresent(p -> {
            numbers.isNotDefault(c.why("Without presence, zero and empty count as not set."), step.field());
            c.store(MemSize.U64, STATE, build.frame().slot(p), R0);
        });
    }

    private void resets(Code c, PlanStep step) {
        for (ValueSlot slot : step.effects().resets()) {
            SlotCode.reset(c.why("Another member of the oneof is set now."), build.frame().slot(slot), slot);
        }
    }

    private void skip(Code c, WireKind kind, List<Fold> after) {
        if (after.isEmpty()) {
            skip(c, kind);
            return;
        }
        move(c, kind);
        folds.emit(c, after);
        c.jump(build.exits().scan());
    }

    private void skip(Code c, WireKind kind) {
        move(c, kind);
        c.jump(build.exits().scan());
    }

    /** Behind the value. */
    private static void move(Code c, WireKind kind) {
        switch (kind) {
            case VARINT, GROUP -> {
            }
            case LEN -> c.alu(AluOp.ADD, OFFSET, R4);
            case FIXED32 -> c.alu(AluOp.ADD, OFFSET, 4);
            case FIXED64 -> c.alu(AluOp.ADD, OFFSET, 8);
        }
    }
}
