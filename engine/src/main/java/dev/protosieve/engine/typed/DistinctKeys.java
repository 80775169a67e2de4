package dev.protosieve.engine.typed;

import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr.Quantifier;

/**
 * Which questions about a map depend on each key counting once, with its last value. A message may hold several entries of one
 * key (protobuf encoding page, "Maps"); to answer these, the keys are remembered, of which there are at most
 * {@link WalkLimits#keys}.
 */
public final class DistinctKeys {

    private DistinctKeys() {
    }

    /** {@code size(map)}. */
    public static boolean matter(Expr.Count count) {
        return count.list().last().isMapField();
    }

    /** {@code exists_one} over a map, and bodies that read the value. */
    public static boolean matter(Expr.Quantified all) {
        return all.list().last().isMapField()
                && (all.quantifier() == Quantifier.EXISTS_ONE || reads(all.body(), all.list().mapValue()));
    }

    private static boolean reads(Expr expr, FieldPath path) {
        boolean here = switch (expr) {
            case Expr.Field field -> field.path().startsWith(path);
            case Expr.Has has -> has.path().startsWith(path);
            case Expr.Count count -> count.list().startsWith(path);
            case Expr.Quantified all -> all.list().startsWith(path);
            case Expr.Pick pick -> pick.list().startsWith(path);
            case Expr.Literal _, Expr.Header _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _,
                    Expr.Size _, Expr.Arithmetic _, Expr.Negate _, Expr.Choice _, Expr.Position _, Expr.Time _, Expr.Decoded _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _ ->
                false;
        };
        return here || expr.parts().stream().anyMatch(e -> reads(e, path));
    }
}
