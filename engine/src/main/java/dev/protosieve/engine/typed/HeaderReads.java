package dev.protosieve.engine.typed;

import java.util.EnumSet;
import java.util.Set;

/** Which packet variables conditions name. */
public final class HeaderReads {

    private HeaderReads() {
    }

    /** Those of a condition. */
    public static Set<HeaderField> of(Expr condition) {
        Set<HeaderField> found = EnumSet.noneOf(HeaderField.class);
        collect(condition, found);
        return found;
    }

    /** The transports that a file's {@code match} accepts. */
    public static Set<Transport> transports(TypedRules rules) {
        return Transport.named(of(rules.match()));
    }

    private static void collect(Expr expr, Set<HeaderField> into) {
        if (expr instanceof Expr.Header header) {
            into.add(header.field());
        }
        if (expr instanceof Expr.AddressIn in) {
            into.add(in.field());
        }
        if (expr instanceof Expr.SameAddress) {
            into.add(HeaderField.IP_SRC);
            into.add(HeaderField.IP_DST);
        }
        expr.parts().forEach(part -> collect(part, into));
    }
}
