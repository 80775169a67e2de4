package dev.protosieve.app.session;

import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a rule is known by while its file changes: its name, or without a name its action and condition. */
final class RuleKeys {

    private RuleKeys() {
    }

    /** One for each rule in file order, no two the same; empty for those that are not used. */
    static List<String> of(RuleSyntax syntax) {
        Set<String> taken = new HashSet<>();
        List<String> keys = new ArrayList<>();
        for (Rule rule : syntax.rules()) {
            keys.add(rule.enabled() ? free(key(syntax, rule), taken) : "");
        }
        return List.copyOf(keys);
    }

    private static String key(RuleSyntax syntax, Rule rule) {
        return rule.label().map(label -> "named " + label.value()).orElseGet(() -> syntax.source()
                .slice(rule.headSpan()) + " if " + rule.condition().map(c -> c.text()).orElse("true"));
    }

    private static String free(String key, Set<String> taken) {
        String candidate = key;
        for (int n = 2; !taken.add(candidate); n++) {
            candidate = key + " #" + n;
        }
        return candidate;
    }
}
