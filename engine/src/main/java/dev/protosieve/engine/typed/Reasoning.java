package dev.protosieve.engine.typed;

import dev.protosieve.engine.text.Span;
import java.util.Set;

/**
 * What can be said of expressions without a message: every answer holds for all messages for which the facts hold, and where
 * nothing can be said it is that anything may be. Facts are those of one reasoning.
 */
final class Reasoning {

    /** The questions about one rule may cost so many steps, and those about all; then it {@link #isTired}. */
    private static final int STEPS = 50_000;
    private static final int STEPS_IN_ALL = 5_000_000;

    private final Set<Transport> accepted;
    private final Terms terms = new Terms();
    private final Ranges ranges = new Ranges(this);
    private final Outcomes outcomes = new Outcomes(this);
    private final Failures failures = new Failures(this);
    private final Assumptions assumptions = new Assumptions(this);
    private int steps;
    private int earlier;

    /** @param accepted the transports of the packets that are judged */
    Reasoning(Set<Transport> accepted) {
        this.accepted = accepted;
    }

    Set<Transport> accepted() {
        return accepted;
    }

    /** Whether answers are no longer worth anything, since the question is too large. */
    boolean isTired() {
        return steps > STEPS || earlier > STEPS_IN_ALL;
    }

    private boolean step() {
        steps++;
        return isTired();
    }

    /** Begins with another rule. */
    void rest() {
        earlier += Math.min(steps, STEPS);
        steps = 0;
    }

    /** The expression without its places; one object for all that mean the same. */
    Expr term(Expr expr) {
        return terms.of(expr);
    }

    /** The term under which the order of two expressions is known. */
    Expr pair(Expr left, Expr right) {
        return terms.one(new Expr.Compare(Span.NONE, Expr.Relation.EQ, term(left), term(right)));
    }

    /** The values of an expression that is no text. */
    Numbers numbers(Expr expr, Facts facts) {
        return step() ? Universe.of(expr.type()) : ranges.numbers(expr, facts);
    }

    /** The values of a STRING or of BYTES. */
    Texts texts(Expr expr, Facts facts) {
        return step() ? Texts.ALL : ranges.texts(expr, facts);
    }

    /** The answers of a BOOL. */
    Truth truth(Expr expr, Facts facts) {
        return step() ? Truth.ANY : outcomes.of(expr, facts);
    }

    Outcomes outcomes() {
        return outcomes;
    }

    /** Whether it may be a CEL error. */
    boolean mayFail(Expr expr, Facts facts) {
        return step() || failures.mayFail(expr, facts);
    }

    Failures failures() {
        return failures;
    }

    /**
     * Learns what follows when a BOOL has that answer.
     *
     * @return whether it can have it; if not, the facts are of no use any more
     */
    boolean assume(Expr expr, boolean answer, Facts into) {
        return step() || assumptions.assume(expr, answer, into);
    }
}
