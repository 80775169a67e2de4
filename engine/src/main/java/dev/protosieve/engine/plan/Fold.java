package dev.protosieve.engine.plan;

import dev.protosieve.engine.typed.Expr;

/** What is done with every element of a repeated field, or entry of a map, when it has been read. */
public sealed interface Fold {

    /** Decides the body of {@code exists}, {@code all} or {@code exists_one} and notes the outcome. */
    record Quantify(ValueSlot.Tally tally) implements Fold {
        public Expr.Quantified of() {
            return tally.of();
        }
    }

    /** Finds the row of the entry's key, or makes one, and notes the outcome of every question asked there. */
    record Distinguish(ValueSlot.Rows rows) implements Fold {
    }

    /** Takes the value of an element that an index or a key names; the last such element stays. */
    record Take(ValueSlot.Status status, ValueSlot.Picked picked) implements Fold {
        public Expr.Pick of() {
            return status.of();
        }
    }

    /** Counts; comes last, so that the others see the element's index. */
    record Add(ValueSlot.Count count) implements Fold {
    }
}
