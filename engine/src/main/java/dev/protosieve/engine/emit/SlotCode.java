package dev.protosieve.engine.emit;

import static dev.protosieve.engine.isa.Reg.R0;

import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.plan.ValueSlot;

/** Writes initial values of slots. */
final class SlotCode {

    private SlotCode() {
    }

    /** Sets the slot at that place of the state to what an absent field means; overwrites R0 at most. */
    static void reset(Code c, int place, ValueSlot slot) {
        long value = slot.initial();
        if (value == (int) value) {
            c.store(MemSize.U64, Frame.STATE, place, (int) value);
        } else {
            c.constant(R0, value);
            c.store(MemSize.U64, Frame.STATE, place, R0);
        }
    }
}
