package dev.protosieve.engine.emit;

import dev.protosieve.engine.typed.Expr;

/** Which expressions may be a CEL error; what may not needs no code for it. */
final class Fallible {

    private Fallible() {
    }

    static boolean mayFail(Expr expr) {
        return switch (expr) {
            case Expr.Pick _, Expr.Failure _, Expr.Time _, Expr.Decoded _, Expr.Arithmetic _, Expr.Negate _ -> true;
            case Expr.Literal _, Expr.Field _, Expr.Header _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _,
                    Expr.StringTest _, Expr.Has _, Expr.Size _, Expr.Count _, Expr.Choice _, Expr.Quantified _, Expr.Position _ ->
                expr.parts().stream().anyMatch(Fallible::mayFail);
        };
    }
}
