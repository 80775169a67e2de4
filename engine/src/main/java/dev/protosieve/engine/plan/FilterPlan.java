package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.HeaderField;
import dev.protosieve.engine.typed.TypedRules;
import java.util.List;
import java.util.Optional;

/**
 * One pass over the wire bytes: which fields to keep at which position of the message tree, and in which slots. The
 * decision then reads slots only.
 *
 * @param nodes the positions that are walked; the first is the message itself
 */
public record FilterPlan(TypedRules rules, List<Node> nodes, List<ValueSlot> slots) {

    public FilterPlan {
        nodes = List.copyOf(nodes);
        slots = List.copyOf(slots);
    }

    /**
     * A position of the message tree.
     *
     * @param at empty for the message itself
     */
    public record Node(int id, Optional<FieldPath> at, Descriptor type, List<PlanStep> steps) {
        public Node {
            steps = List.copyOf(steps);
        }
    }

    /** The number slot of a field in that form. */
    public ValueSlot.Number number(FieldPath path, NumberForm form) {
        return slots.stream().filter(ValueSlot.Number.class::isInstance).map(ValueSlot.Number.class::cast)
                .filter(s -> s.form() == form && s.path().equals(path)).findFirst().orElseThrow();
    }

    public ValueSlot.Text text(FieldPath path) {
        return slots.stream().filter(ValueSlot.Text.class::isInstance).map(ValueSlot.Text.class::cast)
                .filter(s -> s.path().equals(path)).findFirst().orElseThrow();
    }

    public ValueSlot.Header header(HeaderField field) {
        return slots.stream().filter(ValueSlot.Header.class::isInstance).map(ValueSlot.Header.class::cast)
                .filter(s -> s.field() == field).findFirst().orElseThrow();
    }
}
