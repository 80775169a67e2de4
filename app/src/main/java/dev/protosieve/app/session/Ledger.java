package dev.protosieve.app.session;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.event.SeriesBuffer;
import dev.protosieve.engine.typed.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * The accounts of a filter's counter entries, in their order; entries that are no verdicts have one that stays empty.
     *
     * @param keys as {@link RuleKeys} has them
     */
    List<Account> open(CompiledFilter filter, List<String> keys) {
        CounterLayout layout = filter.counters();
        List<Account> entries = new ArrayList<>(layout.entries());
        for (int entry = 0; entry < layout.entries(); entry++) {
            int rule = layout.ruleAt(entry);
            if (rule >= 0) {
                String key = keys.get(filter.rules().rules().get(rule).number() - 1);
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

    Collection<Account> accounts() {
        return accounts.values();
    }
}
