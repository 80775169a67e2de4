package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.pattern.Dfa;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr.Field;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.Expr.StringPredicate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Comparisons and tests of values. */
final class TestBuilder {

    private final Findings findings;
    private final OctetsBuilder packets;
    private final PatternBuilder patterns;

    TestBuilder(Findings findings) {
        this.findings = findings;
        this.patterns = new PatternBuilder(findings);
        this.packets = new OctetsBuilder(findings);
    }

    /** {@code left op right} of one type; null when something was reported. */
    @Nullable Expr compare(Span span, Relation relation, Expr left, Expr right) {
        if (left.type() != right.type()) {
            findings.error("type-mismatch", span, FieldTypes.word(left.type()) + " cannot be compared with "
                    + FieldTypes.word(right.type()), "write both sides in one type");
            return null;
        }
        if (left instanceof Expr.Failure || right instanceof Expr.Failure) {
            return new Expr.Failure(span, ExprType.BOOL);
        }
        if (isDivided(left)) {
            return divided((Expr.Choice) left, l -> compare(span, relation, l, right));
        }
        if (isDivided(right)) {
            return divided((Expr.Choice) right, r -> compare(span, relation, left, r));
        }
        if (!packets.comparable(left, right)) {
            return null;
        }
        if (left instanceof Literal a && right instanceof Literal b) {
            return new Literal(span, ExprType.BOOL, ConstantFold.compare(relation, a, b));
        }
        boolean order = relation != Relation.EQ && relation != Relation.NE;
        Expr a = order ? decoded(left) : left;
        Expr b = order ? decoded(right) : right;
        return a instanceof Literal ? new Expr.Compare(span, relation.mirrored(), b, a)
                : new Expr.Compare(span, relation, a, b);
    }

    /** {@code subject.contains("x")}; null when something was reported. */
    @Nullable Expr test(Span span, StringPredicate predicate, Expr subject, Literal argument) {
        if (subject instanceof Expr.Failure) {
            return new Expr.Failure(span, ExprType.BOOL);
        }
        if (isDivided(subject)) {
            return divided((Expr.Choice) subject, s -> test(span, predicate, s, argument));
        }
        if (subject instanceof Literal text) {
            return new Literal(span, ExprType.BOOL,
                    ConstantFold.test(predicate, (String) text.value(), (String) argument.value()));
        }
        return new Expr.StringTest(span, predicate, subject, argument);
    }

    /**
     * {@code subject.matches(pattern)}; null when something was reported. A pattern reads code points, also one that asks for a
     * fixed text: octets that are no UTF-8 are an error.
     *
     * @param written the pattern as the file has it
     */
    @Nullable Expr matches(Span span, Expr subject, Literal pattern, String written) {
        PatternTest test = patterns.compile(pattern, written);
        return test == null ? null : matches(span, subject, pattern, test);
    }

    private @Nullable Expr matches(Span span, Expr subject, Literal pattern, PatternTest test) {
        if (isDivided(subject)) {
            return divided((Expr.Choice) subject, s -> matches(span, s, pattern, test));
        }
        return switch (test) {
            case PatternTest.Text(boolean atStart, boolean atEnd, Literal text) -> atStart && atEnd
                    ? compare(span, Relation.EQ, decoded(subject), text)
                    : test(span, atStart ? StringPredicate.STARTS_WITH
                            : atEnd ? StringPredicate.ENDS_WITH : StringPredicate.CONTAINS, decoded(subject), text);
            case PatternTest.Automaton(Dfa dfa) -> matches(span, subject, pattern, dfa);
        };
    }

    private static Expr matches(Span span, Expr subject, Literal pattern, Dfa dfa) {
        return switch (subject) {
            case Expr.Failure _ -> new Expr.Failure(span, ExprType.BOOL);
            case Literal text -> new Literal(span, ExprType.BOOL, dfa.matches((String) text.value()));
            default ->
                new Expr.StringTest(span, StringPredicate.MATCHES, decoded(subject), pattern, Optional.of(dfa));
        };
    }

    /** {@code size(text)}; null when something was reported. */
    @Nullable Expr size(Span span, Expr text) {
        if (text instanceof Expr.Failure) {
            return new Expr.Failure(span, ExprType.INT);
        }
        if (isDivided(text)) {
            return divided((Expr.Choice) text, t -> size(span, t));
        }
        return text instanceof Expr.Header ? new Literal(span, ExprType.INT, (long) OctetsBuilder.OCTETS)
                : new Expr.Size(span, decoded(text));
    }

    /** A choice between texts or times, which are no numbers that a register could hold. */
    private static boolean isDivided(Expr expr) {
        return expr instanceof Expr.Choice && switch (expr.type()) {
            case STRING, BYTES, TIMESTAMP, DURATION -> true;
            case BOOL, INT, UINT, DOUBLE -> false;
        };
    }

    /** {@code f(c ? a : b)} is {@code c ? f(a) : f(b)}. */
    private static @Nullable Expr divided(Expr.Choice choice, UnaryOperator<@Nullable Expr> test) {
        Expr then = test.apply(choice.then());
        Expr otherwise = test.apply(choice.otherwise());
        return then == null || otherwise == null ? null
                : new Expr.Choice(choice.span(), then.type(), choice.condition(), then, otherwise);
    }

    /** The text where its code points matter and not just its octets, as they do for size and order. */
    static Expr decoded(Expr text) {
        return isUnverified(text) ? new Expr.Decoded(text.span(), text) : text;
    }

    /** Whether it is a string whose octets may be anything, as in proto2. */
    private static boolean isUnverified(Expr text) {
        return switch (text) {
            case Field field -> field.path().last().getType() == FieldDescriptor.Type.STRING
                    && !field.path().last().needsUtf8Check();
            case Expr.Pick pick -> isUnverified(pick.value());
            default -> false;
        };
    }
}
