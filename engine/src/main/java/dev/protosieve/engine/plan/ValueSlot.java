package dev.protosieve.engine.plan;

import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Expr.Quantifier;
import dev.protosieve.engine.typed.HeaderField;
import java.util.List;
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

        /** Where the length stands in the eight bytes. */
        public static final int LENGTH = 4;

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

    /**
     * How many different keys a map has so far. Behind the slots each has a row: the key as its own slot would hold it, then
     * two bits for each question that was asked, in words of 64: the outcomes of {@link Tally}.
     *
     * @param asked grows while the plan is made
     */
    record Rows(int index, FieldPath map, List<Expr.Quantified> asked) implements ValueSlot {

        private static final int WORD = 8;
        private static final int QUESTIONS_A_WORD = 32;

        @Override
        public Optional<FieldPath> at() {
            return Optional.of(map);
        }

        /** Bytes of one row. */
        public int size() {
            return WORD * (1 + (asked.size() + QUESTIONS_A_WORD - 1) / QUESTIONS_A_WORD);
        }

        /** Offset in the row of the word with the outcome of that question. */
        public int word(Expr.Quantified of) {
            return WORD * (1 + number(of) / QUESTIONS_A_WORD);
        }

        /** The lower bit of the outcome in its word. */
        public int shift(Expr.Quantified of) {
            return 2 * (number(of) % QUESTIONS_A_WORD);
        }

        private int number(Expr.Quantified of) {
            for (int i = 0; i < asked.size(); i++) {
                if (asked.get(i) == of) {
                    return i;
                }
            }
            throw new IllegalArgumentException("not asked of these rows: " + of);
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
