package dev.protosieve.engine.typed;

import java.util.Set;

/** Which expressions may be a CEL error for some message; what may not needs no code for it. */
public final class Fallible {

    private Fallible() {
    }

    /**
     * Whether some part of it may fail, wherever it stands and whatever else the condition asks.
     *
     * @param accepted the transports of the packets that are judged: a variable of another one fails
     */
    public static boolean mayFail(Expr expr, Set<Transport> accepted) {
        return failsItself(expr, accepted) || expr.parts().stream().anyMatch(part -> mayFail(part, accepted));
    }

    /** Whether it may be an error though its parts are none: an overflow, a division by zero, a missing element. */
    public static boolean failsItself(Expr expr, Set<Transport> accepted) {
        return switch (expr) {
            case Expr.Pick _, Expr.Failure _, Expr.Time _, Expr.PacketRead _, Expr.Decoded _ -> true;
            case Expr.Arithmetic _, Expr.Negate _, Expr.Header _ ->
                new Reasoning(accepted).failures().failsItself(expr, Facts.none());
            case Expr.Literal _, Expr.Field _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _,
                    Expr.Has _, Expr.Size _, Expr.Count _, Expr.Choice _, Expr.Quantified _, Expr.Position _, Expr.AddressIn _, Expr.SameAddress _ ->
                false;
        };
    }
}
