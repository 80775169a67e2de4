package dev.protosieve.engine.emit;

import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Transport;
import java.util.Set;

/** Which expressions may be a CEL error; what may not needs no code for it. */
final class Fallible {

    private Fallible() {
    }

    /** @param accepted the transports of the packets that are judged: a variable of another one fails */
    static boolean mayFail(Expr expr, Set<Transport> accepted) {
        return switch (expr) {
            case Expr.Pick _, Expr.Failure _, Expr.PacketRead _, Expr.Time _, Expr.Decoded _, Expr.Arithmetic _,
                    Expr.Negate _ ->
                true;
            case Expr.Literal _, Expr.Field _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _,
                    Expr.Has _, Expr.Size _, Expr.Count _, Expr.Choice _, Expr.Quantified _, Expr.Position _, Expr.AddressIn _, Expr.SameAddress _ ->
                expr.parts().stream().anyMatch(part -> mayFail(part, accepted));
            case Expr.Header header -> !header.field().transport().stream().allMatch(t -> accepted.equals(Set.of(t)));
        };
    }
}
