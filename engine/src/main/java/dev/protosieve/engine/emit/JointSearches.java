package dev.protosieve.engine.emit;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which strings are searched for several texts at once, and before which rule. */
final class JointSearches {

    /** So many texts that are always asked for are worth a reading of their own, in thirds. */
    private static final int WORTH = 9;
    private static final int ALWAYS = 3;
    private static final int SOMETIMES = 1;

    /** Texts of one string, which are looked at in the same width. */
    private record Key(ValueSlot.Text at, int width) {
    }

    private static final class Wanted {
        private final Set<ByteString> texts = new LinkedHashSet<>();
        private int firstRule = Integer.MAX_VALUE;
        private int worth;
    }

    private final Map<Integer, List<JointSearch>> byRule = new LinkedHashMap<>();
    private final Map<Key, JointSearch> done = new LinkedHashMap<>();

    private JointSearches() {
    }

    static JointSearches of(FilterPlan plan, EmitOptions options, Temps temps) {
        JointSearches searches = new JointSearches();
        if (!options.does(Optimisation.JOINT_SEARCH)) {
            return searches;
        }
        Map<Key, Wanted> wanted = new LinkedHashMap<>();
        List<TypedRule> rules = plan.rules().rules();
        for (int i = 0; i < rules.size(); i++) {
            collect(plan, rules.get(i).condition(), i, ALWAYS, wanted);
        }
        wanted.forEach((key, all) -> {
            if (all.worth >= WORTH) {
                searches.byRule.computeIfAbsent(all.firstRule, _ -> new ArrayList<>())
                        .add(new JointSearch(key.at, key.width, List.copyOf(all.texts), temps.keep()));
            }
        });
        return searches;
    }

    /** Not inside of lists, whose elements are judged while they are read. */
    private static void collect(FilterPlan plan, Expr expr, int rule, int worth, Map<Key, Wanted> into) {
        switch (expr) {
            case Expr.StringTest test -> key(plan, test).ifPresent(key -> {
                Wanted wanted = into.computeIfAbsent(key, _ -> new Wanted());
                wanted.worth += wanted.texts.add(text(test)) ? worth : 0;
                wanted.firstRule = Math.min(wanted.firstRule, rule);
            });
            case Expr.Quantified _, Expr.Pick _ -> {
            }
            case Expr.And _, Expr.Choice _ -> {
                collect(plan, expr.parts().getFirst(), rule, worth, into);
                rest(expr.parts()).forEach(p -> collect(plan, p, rule, SOMETIMES, into));
            }
            default -> expr.parts().forEach(p -> collect(plan, p, rule, worth, into));
        }
    }

    private static Collection<Expr> rest(List<Expr> parts) {
        return parts.subList(1, parts.size());
    }

    private static Optional<Key> key(FilterPlan plan, Expr.StringTest test) {
        if (test.predicate() != Expr.StringPredicate.CONTAINS || !(test.subject() instanceof Expr.Field field)) {
            return Optional.empty();
        }
        ValueSlot.Text at = plan.text(field.path());
        int length = text(test).size();
        return length == 0 || at.whenAbsent().length > 0 ? Optional.empty()
                : Optional.of(new Key(at, Math.min(length, JointSearch.WIDEST)));
    }

    private static ByteString text(Expr.StringTest test) {
        return ByteString.copyFrom(TextCode.bytes(test.argument()));
    }

    /** The searches to emit before that rule. */
    List<JointSearch> before(int rule) {
        return byRule.getOrDefault(rule, List.of());
    }

    /** From here on in the program its answer is there. */
    void emitted(JointSearch search) {
        done.put(new Key(search.at(), search.width()), search);
    }

    /** The search whose answer is there and that covers the test. */
    Optional<JointSearch> covering(FilterPlan plan, Expr.StringTest test) {
        return done.isEmpty() ? Optional.empty()
                : key(plan, test).map(done::get).filter(s -> s.bit(text(test)) != 0);
    }
}
