package dev.protosieve.engine.typed;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of some expressions; each is named by its {@link Terms term}. */
final class Facts {

    /** Most questions learn no more. */
    private static final int FEW = 4;

    private final @Nullable Facts outer;
    private final Map<Expr, Domain> here = new IdentityHashMap<>(FEW);

    private Facts(@Nullable Facts outer) {
        this.outer = outer;
    }

    /** Nothing is known. */
    static Facts none() {
        return new Facts(null);
    }

    /** The same facts, to which others can be added that these will not have. */
    Facts inner() {
        return new Facts(this);
    }

    @Nullable Domain of(Expr term) {
        for (Facts at = this; at != null; at = at.outer) {
            Domain known = at.here.get(term);
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    /** What these have learned beyond those that they are inner facts of. */
    Map<Expr, Domain> own() {
        return here;
    }

    void learn(Expr term, Domain domain) {
        here.put(term, domain);
    }

    /** Learns what holds in each of the cases, which all are {@link #inner} ones of this. */
    void learnAny(List<Facts> cases) {
        for (Map.Entry<Expr, Domain> known : cases.getFirst().here.entrySet()) {
            Domain all = known.getValue();
            for (Facts other : cases.subList(1, cases.size())) {
                all = all == null ? null : either(all, other.here.get(known.getKey()));
            }
            if (all != null) {
                learn(known.getKey(), all);
            }
        }
    }

    private static @Nullable Domain either(Domain a, @Nullable Domain b) {
        return switch (a) {
            case Numbers x when b instanceof Numbers y -> x.or(y);
            case Texts x when b instanceof Texts y -> x.or(y);
            case Numbers _, Texts _ -> null;
        };
    }
}
