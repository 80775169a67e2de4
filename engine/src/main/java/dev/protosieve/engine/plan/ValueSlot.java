package dev.protosieve.engine.plan;

import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Expr.Quantifier;
import dev.protosieve.engine.typed.HeaderField;
import java.util.Optional;

/** A place of 8 bytes where one pass over the message leaves a value for the decision. */
public sealed interface ValueSlot {

    /** Position among the slots. */
    int index();

    /** The field whose occurrences write it; empty for what is known before the message is read. */
    Optional<FieldPath> at();

    /** What the slot holds while the field is absent. */
    default long initial() {
        return 0;
    }

    /**
     * A number, as 64 bits.
     *
     * @param initial as {@link NumberForm} stores it
     */
    record Number(int index, FieldPath path, NumberForm form, long initial) implements ValueSlot {
        @Override
        public Optional<FieldPath> at() {
            return Optional.of(path);
        }
    }

    /**
     * A string or bytes field as the place of its bytes in the packet: offset in the low 32 bits, length in the high ones; 0
     * while the field is absent.
     *
     * @param whenAbsent the bytes of the field's default, usually none
     */
    record Text(int index, FieldPath path, byte[] whenAbsent) implements ValueSlot {
        @Override
        public Optional<FieldPath> at() {
            return Optional.of(path);
        }
    }

    /** A packet variable, as 64 bits. */
    record Header(int index, HeaderField field) implements ValueSlot {
        @Override
        public Optional<FieldPath> at() {
            return Optional.empty();
        }
    }

    /** Whether {@code has()} holds: not 0 if so. */
    record Presence(int index, FieldPath path) implements ValueSlot {
        @Override
        public Optional<FieldPath> at() {
            return Optional.of(path);
        }
    }

    /** How many elements of a repeated field, or entries of a map, there were. */
    record Count(int index, FieldPath list) implements ValueSlot {
        @Override
        public Optional<FieldPath> at() {
            return Optional.of(list);
        }
    }

    /** What is known of {@code exists}, {@code all} or {@code exists_one} after the elements so far. */
    record Tally(int index, Expr.Quantified of) implements ValueSlot {

        /** Of {@code exists} and {@code all}: the three outcomes. */
        public static final int FALSE = 0;
        public static final int ERROR = 1;
        public static final int TRUE = 2;
        /** Of {@code exists_one}: from this number on an element was an error, below it counts the true ones up to two. */
        public static final int ONE_ERROR = 3;

        @Override
        public Optional<FieldPath> at() {
            return Optional.of(of.list());
        }

        @Override
        public long initial() {
            return of.quantifier() == Quantifier.ALL ? TRUE : FALSE;
        }
    }

    /** Whether the element that an index or a key names was met: {@link #MET} if so. */
    record Status(int index, Expr.Pick of) implements ValueSlot {

        /** Its value could not be computed. */
        public static final int ERROR = 1;
        public static final int MET = 2;

        @Override
        public Optional<FieldPath> at() {
            return Optional.of(of.list());
        }
    }

    /** The value of that element, a number or the place of a text. */
    record Picked(int index, Expr.Pick of) implements ValueSlot {
        @Override
        public Optional<FieldPath> at() {
            return Optional.of(of.list());
        }
    }
}
