package dev.protosieve.engine.typed;

import dev.protosieve.engine.pattern.Dfa;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.wire.IpNetwork;
import java.util.List;
import java.util.Optional;

/** A type-checked expression: every name is resolved and both sides of every operator have one type. */
public sealed interface Expr {

    /** Where the expression stands in the rule file. */
    Span span();

    ExprType type();

    /** The expressions that it is computed from, in the order of the text. */
    List<Expr> parts();

    /**
     * A constant.
     *
     * @param value Boolean, Long (INT, and UINT as its 64 bits), Double, String, com.google.protobuf.ByteString,
     *     java.time.Instant or java.time.Duration
     */
    record Literal(Span span, ExprType type, Object value) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /**
     * The value of a field, or its default when a message on the path or the field itself is absent. A repeated or map field on
     * the path, or at its end, stands for the element that is looked at; {@link Quantified} and {@link Pick} say which.
     */
    record Field(Span span, ExprType type, FieldPath path) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /** A packet variable; an IP address only as a value that packets are told apart by: 4 or 16 octets. */
    record Header(Span span, HeaderField field) implements Expr {
        @Override
        public ExprType type() {
            return field.kind() == HeaderField.Kind.NUMBER ? ExprType.INT : ExprType.BYTES;
        }

        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /** {@code ip.src == ip("10.0.0.1")}, {@code cidr("10.0.0.0/8").containsIP(ip.src)}. */
    record AddressIn(Span span, HeaderField field, IpNetwork network) implements Predicate {
        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /** {@code ip.src == ip.dst}. */
    record SameAddress(Span span) implements Predicate {
        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /**
     * {@code pkt.u16(offset)}: a number in network byte order, anywhere in the packet; beyond its end an error.
     *
     * @param bytes 1, 2 or 4
     * @param offset an INT, from the first byte of the Ethernet header
     */
    record PacketRead(Span span, int bytes, Expr offset) implements Expr {
        @Override
        public ExprType type() {
            return ExprType.INT;
        }

        @Override
        public List<Expr> parts() {
            return List.of(offset);
        }
    }

    record Not(Span span, Expr operand) implements Predicate {
        @Override
        public List<Expr> parts() {
            return List.of(operand);
        }
    }

    /** {@code &&} over two or more operands, flattened; an error is absorbed by a false operand on either side. */
    record And(Span span, List<Expr> operands) implements Predicate {
        public And {
            operands = List.copyOf(operands);
        }

        @Override
        public List<Expr> parts() {
            return operands;
        }
    }

    /** {@code ||} over two or more operands, flattened; an error is absorbed by a true operand on either side. */
    record Or(Span span, List<Expr> operands) implements Predicate {
        public Or {
            operands = List.copyOf(operands);
        }

        @Override
        public List<Expr> parts() {
            return operands;
        }
    }

    /** {@code left op right}, both of one type; a literal, if there is one, stands on the right. */
    record Compare(Span span, Relation relation, Expr left, Expr right) implements Predicate {
        @Override
        public List<Expr> parts() {
            return List.of(left, right);
        }
    }

    /**
     * {@code subject.contains("x")} and its like; the argument is a STRING literal.
     *
     * @param automaton of a MATCHES, whose argument is a pattern; the others have none
     */
    record StringTest(Span span, StringPredicate predicate, Expr subject, Literal argument, Optional<Dfa> automaton)
            implements Predicate {

        public StringTest(Span span, StringPredicate predicate, Expr subject, Literal argument) {
            this(span, predicate, subject, argument, Optional.empty());
        }

        @Override
        public List<Expr> parts() {
            return List.of(subject, argument);
        }
    }

    /** {@code has(msg.a.b)} of a singular field: whether it is set, or without presence whether it is not its default. */
    record Has(Span span, FieldPath path) implements Predicate {
        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /** {@code size(text)}: code points of a STRING, octets of BYTES. */
    record Size(Span span, Expr subject) implements Expr {
        @Override
        public ExprType type() {
            return ExprType.INT;
        }

        @Override
        public List<Expr> parts() {
            return List.of(subject);
        }
    }

    /** {@code size(msg.list)}: the elements of a repeated field, or the different keys of a map. */
    record Count(Span span, FieldPath list) implements Expr {
        @Override
        public ExprType type() {
            return ExprType.INT;
        }

        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /** {@code left + right} and its like over INT or UINT; what does not fit the type, and a division by zero, is an error. */
    record Arithmetic(Span span, ExprType type, Operation operation, Expr left, Expr right) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of(left, right);
        }
    }

    /** {@code -operand} of an INT; of the least number it is an error. */
    record Negate(Span span, Expr operand) implements Expr {
        @Override
        public ExprType type() {
            return ExprType.INT;
        }

        @Override
        public List<Expr> parts() {
            return List.of(operand);
        }
    }

    /** {@code condition ? then : otherwise}; only the chosen one is computed. */
    record Choice(Span span, ExprType type, Expr condition, Expr then, Expr otherwise) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of(condition, then, otherwise);
        }
    }

    /**
     * {@code list.exists(x, body)} and its like, over the elements of a repeated field or the entries of a map.
     *
     * @param list the repeated or map field
     * @param body of type BOOL, over fields at or below {@code list}
     */
    record Quantified(Span span, Quantifier quantifier, FieldPath list, Expr body) implements Predicate {
        @Override
        public List<Expr> parts() {
            return List.of(body);
        }
    }

    /**
     * {@code list[2].a}, {@code map["k"].a}: what {@code value} is at the last element for which {@code when} holds; an error if
     * there is none.
     *
     * @param when of type BOOL, over {@link Position} or the key of the entry
     * @param value any expression over fields at or below {@code list}
     */
    record Pick(Span span, FieldPath list, Expr when, Expr value) implements Expr {
        @Override
        public ExprType type() {
            return value.type();
        }

        @Override
        public List<Expr> parts() {
            return List.of(when, value);
        }
    }

    /** The index of the element that is looked at, from 0. */
    record Position(Span span, FieldPath list) implements Expr {
        @Override
        public ExprType type() {
            return ExprType.INT;
        }

        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /** A Timestamp or Duration as its two INT parts, which need not be normalized. */
    record Time(Span span, ExprType type, Expr seconds, Expr nanos) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of(seconds, nanos);
        }
    }

    /** A string whose octets need not be UTF-8 (proto2), where its code points matter; what is no UTF-8 is an error. */
    record Decoded(Span span, Expr text) implements Expr {
        @Override
        public ExprType type() {
            return ExprType.STRING;
        }

        @Override
        public List<Expr> parts() {
            return List.of(text);
        }
    }

    /** What is a CEL error whenever it is computed: {@code 1 / 0}. */
    record Failure(Span span, ExprType type) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /** What is true or false by its form. */
    sealed interface Predicate extends Expr permits Not, And, Or, Compare, StringTest, Has, Quantified,
            AddressIn, SameAddress {
        @Override
        default ExprType type() {
            return ExprType.BOOL;
        }
    }

    /** The macros over lists and maps (CEL language definition, "Macros"). */
    enum Quantifier {
        /** An element for which the body is true; errors of others are absorbed. */
        EXISTS("exists"),
        /** No element for which the body is false; a false one absorbs the errors of others. */
        ALL("all"),
        /** Just one element for which the body is true; an error of any is an error. */
        EXISTS_ONE("exists_one");

        private final String function;

        Quantifier(String function) {
            this.function = function;
        }

        /** CEL's name of the macro. */
        public String function() {
            return function;
        }
    }

    /** Arithmetic of whole numbers. */
    enum Operation {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        MODULO("%");

        private final String symbol;

        Operation(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
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
        ENDS_WITH("endsWith"),
        /** Finds a pattern in RE2's syntax anywhere in the string. */
        MATCHES("matches");

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
