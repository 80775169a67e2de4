package dev.protosieve.app.session;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.event.SeriesBuffer;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.TypedRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One account for each rule and cause, kept over replacements: a rule goes on with its account as long as its name, or
 * without a name its action and condition, stay the same.
 */
final class Ledger {

    /** What one rule or cause has seen. */
    static final class Account {
        final SeriesBuffer series = Rates.buffer();
        final Cause cause;
        /** Of filters that were replaced. */
        long packets;
        long bytes;

        private Account(Cause cause) {
            this.cause = cause;
        }
    }

    private final Map<String, Account> accounts = new LinkedHashMap<>();

    /** The accounts of a filter's counter entries, in their order; entries that are no verdicts have one that stays empty. */
    List<Account> open(CompiledFilter filter) {
        CounterLayout layout = filter.counters();
        List<Account> entries = new ArrayList<>(layout.entries());
        Set<String> taken = new HashSet<>();
        for (int entry = 0; entry < layout.entries(); entry++) {
            int rule = layout.ruleAt(entry);
            if (rule >= 0) {
                String key = free(key(filter, filter.rules().rules().get(rule)), taken);
                entries.add(accounts.computeIfAbsent(key, _ -> new Account(Cause.RULE)));
            } else if (!layout.isVerdict(entry)) {
                entries.add(new Account(Cause.DEFAULT));
            } else {
                Cause cause = layout.causeAt(entry);
                entries.add(accounts.computeIfAbsent("cause " + cause, _ -> new Account(cause)));
            }
        }
        return List.copyOf(entries);
    }

    private static String key(CompiledFilter filter, TypedRule rule) {
        List<RuleSyntax.Statement.Rule> written = filter.rules().syntax().rules();
        RuleSyntax.Statement.Rule source = written.get(rule.number() - 1);
        return source.label().map(label -> "named " + label.value())
                .orElseGet(
                        () -> source(filter, source) + " if " + source.condition().map(c -> c.text()).orElse("true"));
    }

    private static String source(CompiledFilter filter, RuleSyntax.Statement.Rule rule) {
        return filter.rules().syntax().source().slice(rule.headSpan());
    }

    private static String free(String key, Set<String> taken) {
        String candidate = key;
        for (int n = 2; !taken.add(candidate); n++) {
            candidate = key + " #" + n;
        }
        return candidate;
    }

    Collection<Account> accounts() {
        return accounts.values();
    }
}
