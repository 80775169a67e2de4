package dev.protosieve.app.session;

import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.engine.rule.RuleSyntax;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which rule of the open document is which rule of the run, whose text may be another. Used on the FX thread. */
public final class CountedRules {

    private final Workbench bench;
    private Opening loaded;
    private RuleSyntax tree;
    private List<String> keys;
    private Optional<RunSnapshot> snapshot = Optional.empty();
    private Map<String, RuleCount> counts = Map.of();

    CountedRules(Workbench bench) {
        this.bench = bench;
        this.loaded = bench.opening();
        this.tree = bench.tree().get();
        this.keys = RuleKeys.of(tree);
    }

    /** The numbers of the run are about that document from now on. */
    void are(Opening next) {
        loaded = next;
    }

    /** What the rule with that number in the document has counted; empty when it is not at work. */
    public Optional<RuleCount> of(int rule) {
        return counts().isEmpty() || rule < 1 || rule > keys().size() || isOther() ? Optional.empty()
                : Optional.ofNullable(counts.get(keys.get(rule - 1)));
    }

    /** The number in the document of the rule with that key, or 0. */
    public int numberOf(String key) {
        return key.isEmpty() || isOther() ? 0 : keys().indexOf(key) + 1;
    }

    // rules of another file may have the same names
    private boolean isOther() {
        return !bench.opening().isOf(loaded);
    }

    // cards and lines ask one by one, for up to a thousand rules
    private List<String> keys() {
        if (tree != bench.tree().get()) {
            tree = bench.tree().get();
            keys = RuleKeys.of(tree);
        }
        return keys;
    }

    private Map<String, RuleCount> counts() {
        if (!snapshot.equals(bench.snapshot().get())) {
            snapshot = bench.snapshot().get();
            counts = snapshot
                    .map(s -> s.rules().stream().collect(Collectors.toMap(RuleCount::key, Function.identity())))
                    .orElse(Map.of());
        }
        return counts;
    }
}
