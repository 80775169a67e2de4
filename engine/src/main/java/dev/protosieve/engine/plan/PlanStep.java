package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;

/** What to do when a field turns up at one position of the message tree. */
public sealed interface PlanStep {

    FieldDescriptor field();

    /** The wire type it must have; with another it is an unknown field. */
    WireKind wire();

    /** Slots that go back to their initial value, because another member of their oneof is now set. */
    List<ValueSlot> resets();

    /** Keep a number; the last occurrence wins. One slot, or two for a float that is compared with doubles as well. */
    record KeepNumber(FieldDescriptor field, List<ValueSlot.Number> slots, List<ValueSlot> resets)
            implements
            PlanStep {
        @Override
        public WireKind wire() {
            return slots.getFirst().form().wire();
        }
    }

    /**
     * Keep the place of a string or bytes value; the last occurrence wins.
     *
     * @param utf8 whether bytes that are no UTF-8 make the message malformed
     */
    record KeepText(FieldDescriptor field, ValueSlot.Text slot, boolean utf8, List<ValueSlot> resets)
            implements
            PlanStep {
        @Override
        public WireKind wire() {
            return WireKind.LEN;
        }
    }

    /** Walk into a sub-message; several occurrences merge. */
    record Enter(FieldDescriptor field, int node, List<ValueSlot> resets) implements PlanStep {
        @Override
        public WireKind wire() {
            return field.getType() == FieldDescriptor.Type.GROUP ? WireKind.GROUP : WireKind.LEN;
        }
    }

    /** A member of a oneof that no rule reads: it only unsets the members that rules read. */
    record Unset(FieldDescriptor field, List<ValueSlot> resets) implements PlanStep {
        @Override
        public WireKind wire() {
            return switch (field.getType()) {
                case STRING, BYTES, MESSAGE -> WireKind.LEN;
                case GROUP -> WireKind.GROUP;
                default -> NumberForm.of(field).wire();
            };
        }
    }
}
