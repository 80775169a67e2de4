package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Optional;

/** What to do when a field turns up at one position of the message tree. */
public sealed interface PlanStep {

    FieldDescriptor field();

    /** The wire type it must have; with another it is an unknown field. */
    WireKind wire();

    /** What else an occurrence does. */
    Effects effects();

    /**
     * What an occurrence of a field does besides leaving its value.
     *
     * @param presence the slot that tells whether the field is set, if a rule asks
     * @param resets slots that go back to their initial value, because another member of their oneof is now set
     * @param folds for an element of a repeated field; those of messages that are entered follow at the end of the message
     */
    record Effects(Optional<ValueSlot.Presence> presence, List<ValueSlot> resets, List<Fold> folds) {
        public Effects {
            resets = List.copyOf(resets);
            folds = List.copyOf(folds);
        }

        boolean isEmpty() {
            return presence.isEmpty() && resets.isEmpty() && folds.isEmpty();
        }
    }

    /** Keep a number; the last occurrence wins. Several slots for a float that is compared with doubles as well. */
    record KeepNumber(FieldDescriptor field, List<ValueSlot.Number> slots, Effects effects) implements PlanStep {
        @Override
        public WireKind wire() {
            return NumberForm.of(field).wire();
        }
    }

    /**
     * Keep the place of a string or bytes value; the last occurrence wins.
     *
     * @param utf8 whether bytes that are no UTF-8 make the message malformed
     */
    record KeepText(FieldDescriptor field, ValueSlot.Text slot, boolean utf8, Effects effects) implements PlanStep {
        @Override
        public WireKind wire() {
            return WireKind.LEN;
        }
    }

    /** Walk into a sub-message; several occurrences of a singular one merge. */
    record Enter(FieldDescriptor field, int node, Effects effects) implements PlanStep {
        @Override
        public WireKind wire() {
            return field.getType() == FieldDescriptor.Type.GROUP ? WireKind.GROUP : WireKind.LEN;
        }
    }

    /**
     * A field whose value no rule reads: it only has effects.
     *
     * @param utf8 whether bytes that are no UTF-8 make the message malformed; there are no folds then
     */
    record Mark(FieldDescriptor field, boolean utf8, Effects effects) implements PlanStep {
        @Override
        public WireKind wire() {
            return switch (field.getType()) {
                case STRING, BYTES, MESSAGE -> WireKind.LEN;
                case GROUP -> WireKind.GROUP;
                default -> NumberForm.of(field).wire();
            };
        }
    }

    /**
     * A run of packed elements (protobuf encoding page, "Packed Repeated Fields"): each is an occurrence of {@code element}.
     *
     * @param element of this field, or of any other of that wire type when nothing but the wire type matters
     * @param run number of the run among all that the plan has, from 0
     */
    record Packed(FieldDescriptor field, KeepNumber element, int run) implements PlanStep {
        @Override
        public WireKind wire() {
            return WireKind.LEN;
        }

        @Override
        public Effects effects() {
            return new Effects(Optional.empty(), List.of(), List.of());
        }
    }
}
