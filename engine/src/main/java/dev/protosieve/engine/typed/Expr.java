package dev.protosieve.engine.typed;

import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.text.Span;
import java.util.List;

/** A type-checked condition: every name is resolved and both sides of every operator have one type. */
public sealed interface Expr {

    /** Where the expression stands in the rule file. */
    Span span();

    ExprType type();

    /**
     * A constant.
     *
     * @param value Boolean, Long (INT, and UINT as its 64 bits), Double, String or com.google.protobuf.ByteString
     */
    record Literal(Span span, ExprType type, Object value) implements Expr {
    }

    /** The value of a singular field, or its default when a message on the path or the field itself is absent. */
    record Field(Span span, ExprType type, FieldPath path) implements Expr {
    }

    /** A packet variable. */
    record Header(Span span, HeaderField field) implements Expr {
        @Override
        public ExprType type() {
            return ExprType.INT;
        }
    }

    record Not(Span span, Expr operand) implements Expr {
        @Override
        public ExprType type() {
            return ExprType.BOOL;
        }
    }

    /** {@code &&} over two or more operands, flattened. */
    record And(Span span, List<Expr> operands) implements Expr {
        public And {
            operands = List.copyOf(operands);
        }

        @Override
        public ExprType type() {
            return ExprType.BOOL;
        }
    }

    /** {@code ||} over two or more operands, flattened. */
    record Or(Span span, List<Expr> operands) implements Expr {
        public Or {
            operands = List.copyOf(operands);
        }

        @Override
        public ExprType type() {
            return ExprType.BOOL;
        }
    }

    /** {@code left op right}, both of one type; a literal, if there is one, stands on the right. */
    record Compare(Span span, Relation relation, Expr left, Expr right) implements Expr {
        @Override
        public ExprType type() {
            return ExprType.BOOL;
        }
    }

    /** {@code subject.contains("x")} and its like; the argument is a STRING literal. */
    record StringTest(Span span, StringPredicate predicate, Expr subject, Literal argument) implements Expr {
        @Override
        public ExprType type() {
            return ExprType.BOOL;
        }
    }

    /** The six comparisons. */
    enum Relation {
        EQ("=="),
        NE("!="),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">=");

        private final String symbol;

        Relation(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        /** The relation with its sides exchanged: {@code 3 < x} is {@code x > 3}. */
        public Relation mirrored() {
            return switch (this) {
                case EQ, NE -> this;
                case LT -> GT;
                case LE -> GE;
                case GT -> LT;
                case GE -> LE;
            };
        }
    }

    /** Tests of a string against a literal, by code point, which in UTF-8 is by octet. */
    enum StringPredicate {
        CONTAINS("contains"),
        STARTS_WITH("startsWith"),
        ENDS_WITH("endsWith");

        private final String function;

        StringPredicate(String function) {
            this.function = function;
        }

        /** CEL's name of the function. */
        public String function() {
            return function;
        }
    }
}
