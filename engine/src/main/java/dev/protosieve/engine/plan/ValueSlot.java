package dev.protosieve.engine.plan;

import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.HeaderField;

/** A place of 8 bytes where one pass over the message leaves a value for the decision. */
public sealed interface ValueSlot {

    /** Position among the slots. */
    int index();

    /**
     * A number, as 64 bits.
     *
     * @param initial what the slot holds while the field is absent, as {@link NumberForm} stores it
     */
    record Number(int index, FieldPath path, NumberForm form, long initial) implements ValueSlot {
    }

    /**
     * A string or bytes field as the place of its bytes in the packet: offset in the low 32 bits, length in the high ones; 0
     * while the field is absent.
     *
     * @param whenAbsent the bytes of the field's default, usually none
     */
    record Text(int index, FieldPath path, byte[] whenAbsent) implements ValueSlot {
    }

    /** A packet variable, as 64 bits. */
    record Header(int index, HeaderField field) implements ValueSlot {
    }
}
