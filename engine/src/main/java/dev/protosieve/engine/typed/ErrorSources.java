package dev.protosieve.engine.typed;

import java.util.List;

/** Finds what makes a condition an error: the sub-expressions whose error no other operand absorbs. */
final class ErrorSources {

    /** What is told. */
    interface Reporter {
        /** @param how behind the source's words: {@code may be an error: a key that is missing has no value} */
        void fails(Expr source, String how);
    }

    private final Reasoning reasoning;
    private final Reporter reporter;

    ErrorSources(Reasoning reasoning, Reporter reporter) {
        this.reasoning = reasoning;
        this.reporter = reporter;
    }

    void find(Expr expr, Facts facts) {
        if (!reasoning.mayFail(expr, facts)) {
            return;
        }
        switch (expr) {
            case Expr.And and -> chain(and.operands(), true, facts);
            case Expr.Or or -> chain(or.operands(), false, facts);
            case Expr.Choice choice -> choice(choice, facts);
            case Expr.Quantified all -> find(all.body(), facts.inner());
            case Expr.Pick pick -> {
                own(pick, facts);
                find(pick.value(), facts.inner());
            }
            case Expr.Literal _, Expr.Field _, Expr.Header _, Expr.Not _, Expr.Compare _, Expr.StringTest _, Expr.Has _,
                    Expr.Size _, Expr.Count _, Expr.Arithmetic _, Expr.Negate _, Expr.Position _, Expr.Time _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _, Expr.Decoded _ -> {
                expr.parts().forEach(p -> find(p, facts));
                own(expr, facts);
            }
        }
    }

    private void own(Expr expr, Facts facts) {
        if (reasoning.failures().failsItself(expr, facts)) {
            reporter.fails(expr, expr instanceof Expr.Failure ? "is always an error"
                    : "may be an error: " + reason(expr, facts));
        }
    }

    private void chain(List<Expr> operands, boolean and, Facts facts) {
        Facts sure = facts.inner();
        reasoning.failures().unsure(operands, and, sure).forEach(o -> find(o, sure));
    }

    private void choice(Expr.Choice choice, Facts facts) {
        find(choice.condition(), facts);
        Facts then = facts.inner();
        if (reasoning.assume(choice.condition(), true, then)) {
            find(choice.then(), then);
        }
        Facts otherwise = facts.inner();
        if (reasoning.assume(choice.condition(), false, otherwise)) {
            if (choice.otherwise() instanceof Expr.Failure && choice.condition().span().equals(choice.span())) {
                reporter.fails(choice, "may be an error: a wrapper that is not set is null and has no value");
            } else {
                find(choice.otherwise(), otherwise);
            }
        }
    }

    private String reason(Expr expr, Facts facts) {
        return switch (expr) {
            case Expr.Pick pick when pick.list().last().isMapField() -> "a key that is missing has no value";
            case Expr.Pick _ -> "there may be no element at that place";
            case Expr.Arithmetic(var _, ExprType type, var operation, var _, Expr right) -> switch (operation) {
                case ADD, MULTIPLY -> "the result may not fit " + FieldTypes.word(type) + " of 64 bits";
                case SUBTRACT -> type == ExprType.UINT ? "a uint is never below zero"
                        : "the result may not fit an int of 64 bits";
                case DIVIDE, MODULO -> reasoning.numbers(right, facts).contains(0) ? "a division by zero has no result"
                        : "the least int divided by -1 does not fit an int of 64 bits";
            };
            case Expr.Negate _ -> "the least int has no positive counterpart";
            case Expr.Time time -> "a message can hold seconds that are no "
                    + (time.type() == ExprType.TIMESTAMP ? "point in time" : "span of time");
            case Expr.Header _ -> "a packet of another transport has no such header";
            case Expr.PacketRead _ -> "the packet may end before";
            case Expr.Decoded _ -> "a message can hold octets that are no text";
            default -> throw new IllegalArgumentException(expr + " does not fail itself");
        };
    }
}
