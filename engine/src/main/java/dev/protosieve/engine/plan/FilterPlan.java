package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.typed.TypedRules;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One pass over the wire bytes: which fields to keep at which position of the message tree, and in which slots. The
 * decision then reads slots only. Questions that compare elements of a list with the rest of the message need another pass.
 *
 * @param passes at least one; the first validates all bytes that the answer depends on
 * @param table finds the slots that an expression reads
 */
public record FilterPlan(TypedRules rules, List<Pass> passes, SlotTable table) {

    public FilterPlan {
        passes = List.copyOf(passes);
    }

    /**
     * One walk over the message.
     *
     * @param nodes the positions that are walked; the first is the message itself
     */
    public record Pass(List<Node> nodes) {
        public Pass {
            nodes = List.copyOf(nodes);
        }

        /** One of each number of the packed runs, in their order: those of varints, then of four bytes, then of eight. */
        public List<PlanStep.Packed> runs() {
            SortedMap<Integer, PlanStep.Packed> runs = new TreeMap<>();
            nodes.stream().flatMap(n -> n.steps().stream()).filter(PlanStep.Packed.class::isInstance)
                    .map(PlanStep.Packed.class::cast).forEach(p -> runs.putIfAbsent(p.run(), p));
            return List.copyOf(runs.values());
        }
    }

    /**
     * A position of the message tree.
     *
     * @param at empty for the message itself, and for what is validated in the same way wherever it is
     * @param onEntry slots that go back to their initial value at each element of a repeated field
     * @param onLeave what is done when an element of a repeated field has been read
     */
    public record Node(int id, Optional<FieldPath> at, Descriptor type, List<PlanStep> steps, List<ValueSlot> onEntry,
            List<Fold> onLeave) {
        public Node {
            steps = List.copyOf(steps);
            onEntry = List.copyOf(onEntry);
            onLeave = List.copyOf(onLeave);
        }

        /** Whether it is one entry of a map. */
        public boolean isEntry() {
            return at.isPresent() && at.get().last().isMapField();
        }
    }

    /** All slots, in the order of their indexes. */
    public List<ValueSlot> slots() {
        return table.all();
    }

    /** The number slot of a field in that form. */
    public ValueSlot.Number number(FieldPath path, NumberForm form) {
        return table.number(path, form);
    }

    public ValueSlot.Text text(FieldPath path) {
        return table.text(path);
    }

    public ValueSlot.Header header(HeaderField field) {
        return table.header(field);
    }

    public ValueSlot.Presence presence(FieldPath path) {
        return table.presence(path);
    }

    public ValueSlot.Count count(FieldPath list) {
        return table.count(list);
    }

    public ValueSlot.Rows rows(FieldPath map) {
        return table.rows(map);
    }

    /** What {@code exists} or {@code all} left, unless {@link #asked keys matter}. */
    public ValueSlot.Tally tally(Expr.Quantified of) {
        return (ValueSlot.Tally) table.source(of);
    }

    /** The rows in which a question about a map is noted. */
    public ValueSlot.Rows asked(Expr.Quantified of) {
        return (ValueSlot.Rows) table.source(of);
    }

    public ValueSlot.Count position(Expr.Position of) {
        return (ValueSlot.Count) table.source(of);
    }

    public ValueSlot.Status status(Expr.Pick of) {
        return (ValueSlot.Status) table.source(of);
    }

    public ValueSlot.Picked picked(Expr.Pick of) {
        return table.picked(of);
    }
}
