package dev.protosieve.engine.typed;

import java.util.List;

/** Finds comparisons whose answer does not depend on the message, by their types or by what stands before them. */
final class ConstantParts {

    /** What is told. */
    interface Reporter {
        /** @param facts what is known where the part is asked */
        void constant(Expr part, boolean answer, Facts facts);
    }

    private final Reasoning reasoning;
    private final Reporter reporter;

    ConstantParts(Reasoning reasoning, Reporter reporter) {
        this.reasoning = reasoning;
        this.reporter = reporter;
    }

    /** @param facts what is known where the expression is asked */
    void find(Expr expr, Facts facts) {
        if (isMade(expr)) {
            judge(expr, facts);
            return;
        }
        switch (expr) {
            case Expr.And and -> chain(and.operands(), true, facts);
            case Expr.Or or -> chain(or.operands(), false, facts);
            case Expr.Compare compare -> {
                judge(compare, facts);
                compare.parts().forEach(p -> find(p, facts));
            }
            case Expr.StringTest test -> judge(test, facts);
            case Expr.Quantified all -> find(all.body(), facts.inner());
            case Expr.Choice choice -> choice(choice, facts);
            case Expr.Not _, Expr.Arithmetic _, Expr.Negate _, Expr.Size _ ->
                expr.parts().forEach(p -> find(p, facts));
            case Expr.Literal _, Expr.Field _, Expr.Header _, Expr.Has _, Expr.Count _, Expr.Pick _, Expr.Position _,
                    Expr.Time _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _, Expr.Decoded _ ->
                {
                }
        }
    }

    /** Whether its parts are not what the user wrote: comparisons with wrappers ask for more than one thing. */
    private static boolean isMade(Expr expr) {
        return expr instanceof Expr.Predicate && !(expr instanceof Expr.Compare)
                && expr.parts().stream().anyMatch(p -> p.span().equals(expr.span()));
    }

    private void judge(Expr part, Facts facts) {
        Truth truth = reasoning.truth(part, facts);
        if (truth.isAlways() || truth.isNever()) {
            reporter.constant(part, truth.yes(), facts);
        }
    }

    /** An operand that may be an error does not have to have an answer for the next to matter. */
    private void chain(List<Expr> operands, boolean and, Facts facts) {
        Facts known = facts.inner();
        for (Expr operand : operands) {
            find(operand, known);
            if (!reasoning.mayFail(operand, known) && !reasoning.assume(operand, and, known)) {
                return;
            }
        }
    }

    /** A choice between texts has become one between comparisons, which stand around it. */
    private void choice(Expr.Choice choice, Facts facts) {
        find(choice.condition(), facts);
        Facts then = facts.inner();
        if (isWritten(choice, choice.then()) && reasoning.assume(choice.condition(), true, then)) {
            find(choice.then(), then);
        }
        Facts otherwise = facts.inner();
        if (isWritten(choice, choice.otherwise()) && reasoning.assume(choice.condition(), false, otherwise)) {
            find(choice.otherwise(), otherwise);
        }
    }

    private static boolean isWritten(Expr.Choice choice, Expr branch) {
        return !branch.span().contains(choice.condition().span());
    }
}
