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

/** Comparisons and tests of values, with what may be said of values that need not be UTF-8. */
final class TestBuilder {

    /** What a decoder shows in place of octets that are no UTF-8 (Unicode 16.0 section 3.9, "U+FFFD Substitution"). */
    private static final char REPLACEMENT = '\uFFFD';

    private final Findings findings;
    private final PatternBuilder patterns;

    TestBuilder(Findings findings) {
        this.findings = findings;
        this.patterns = new PatternBuilder(findings);
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
        if (left instanceof Literal a && right instanceof Literal b) {
            return new Literal(span, ExprType.BOOL, ConstantFold.compare(relation, a, b));
        }
        if (!comparable(relation, left, right)) {
            return null;
        }
        return left instanceof Literal ? new Expr.Compare(span, relation.mirrored(), right, left)
                : new Expr.Compare(span, relation, left, right);
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
        return testable(subject, argument) ? new Expr.StringTest(span, predicate, subject, argument) : null;
    }

    /**
     * {@code subject.matches(pattern)}; null when something was reported.
     *
     * @param written the pattern as the file has it
     */
    @Nullable Expr matches(Span span, Expr subject, Literal pattern, String written) {
        return switch (patterns.compile(pattern, written)) {
            case null -> null;
            case PatternTest.Text(boolean atStart, boolean atEnd, Literal text) -> {
                if (atStart && atEnd) {
                    yield compare(span, Relation.EQ, subject, text);
                }
                yield test(span, atStart ? StringPredicate.STARTS_WITH
                        : atEnd ? StringPredicate.ENDS_WITH : StringPredicate.CONTAINS, subject, text);
            }
            case PatternTest.Automaton(Dfa dfa) -> matches(span, subject, pattern, dfa);
        };
    }

    private @Nullable Expr matches(Span span, Expr subject, Literal pattern, Dfa dfa) {
        if (subject instanceof Expr.Failure) {
            return new Expr.Failure(span, ExprType.BOOL);
        }
        if (isDivided(subject)) {
            return divided((Expr.Choice) subject, s -> matches(span, s, pattern, dfa));
        }
        if (subject instanceof Literal text) {
            return new Literal(span, ExprType.BOOL, dfa.matches((String) text.value()));
        }
        if (isUnverified(subject)) {
            findings.error("unsupported", subject.span(), notText(subject) + " has no characters to match",
                    "test it with ==, startsWith, endsWith or contains");
            return null;
        }
        return new Expr.StringTest(span, StringPredicate.MATCHES, subject, pattern, Optional.of(dfa));
    }

    /** {@code size(text)}; null when something was reported. */
    @Nullable Expr size(Span span, Expr text) {
        if (text instanceof Expr.Failure) {
            return new Expr.Failure(span, ExprType.INT);
        }
        if (isDivided(text)) {
            return divided((Expr.Choice) text, t -> size(span, t));
        }
        if (isUnverified(text)) {
            findings.error("unsupported", text.span(), notText(text) + " has no size in code points",
                    "test it with ==, startsWith, endsWith or contains");
            return null;
        }
        return new Expr.Size(span, text);
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

    /** Whether the comparison has one answer for all bytes that the fields may hold; reports when it has not. */
    private boolean comparable(Relation relation, Expr left, Expr right) {
        Expr loose = isUnverified(left) ? left : isUnverified(right) ? right : null;
        if (loose == null) {
            return true;
        }
        if (relation != Relation.EQ && relation != Relation.NE) {
            findings.error("unsupported", loose.span(), notText(loose) + " has no order",
                    "use ==, != or startsWith");
            return false;
        }
        if (!(left instanceof Literal) && !(right instanceof Literal)) {
            findings.error("unsupported", loose.span(), "the octets of '" + field(loose).path()
                    + "' need not be UTF-8, so that two fields may differ and read the same",
                    "compare with a constant");
            return false;
        }
        return testable(loose, (Literal) (left instanceof Literal ? left : right));
    }

    private static String notText(Expr loose) {
        return "the octets of '" + field(loose).path() + "' need not be UTF-8 (a"
                + " string whose encoding is not verified), and what is no text";
    }

    /** Whether a test of the subject against the text has one answer; reports when it has not. */
    private boolean testable(Expr subject, Literal text) {
        if (isUnverified(subject) && ((String) text.value()).indexOf(REPLACEMENT) >= 0) {
            findings.error("unsupported", text.span(), "U+FFFD stands for any octets that are no UTF-8 in '"
                    + field(subject).path() + "', whose encoding is not verified", "leave U+FFFD out");
            return false;
        }
        return true;
    }

    /** Whether it is a string whose octets may be anything, as in proto2. */
    static boolean isUnverified(Expr text) {
        return switch (text) {
            case Field field -> field.path().last().getType() == FieldDescriptor.Type.STRING
                    && !field.path().last().needsUtf8Check()
                    && !field.path().last().getContainingType().getOptions().getMapEntry();
            case Expr.Pick pick -> isUnverified(pick.value());
            default -> false;
        };
    }

    private static Field field(Expr text) {
        return text instanceof Expr.Pick pick ? field(pick.value()) : (Field) text;
    }
}
