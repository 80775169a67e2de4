package dev.protosieve.app.session;

import dev.protosieve.app.session.Ledger.Account;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.event.EventDecoder;
import dev.protosieve.engine.target.EventReader;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.LoadedFilter.Counters;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import java.nio.ByteBuffer;
import java.util.List;

/** One loaded filter with its event reader and what came from it. Guarded by the session's lock. */
final class Generation implements EventReader.Sink {

    private final LoadedFilter filter;
    private final EventReader reader;
    private final List<String> keys;
    private final List<Account> accounts;
    private final RecentEvents recent;
    private final EventDecoder decoder;
    private long received;
    /** The last reading of the counters, and when it was. */
    private long[] packets;
    private long readAt = System.nanoTime();

    Generation(LoadedFilter filter, Ledger ledger, RecentEvents recent) {
        this.filter = filter;
        this.reader = filter.events();
        this.keys = RuleKeys.of(filter.filter().rules().syntax());
        this.accounts = ledger.open(filter.filter(), keys);
        this.recent = recent;
        this.packets = new long[accounts.size()];
        this.decoder = new EventDecoder(filter.filter());
    }

    LoadedFilter filter() {
        return filter;
    }

    List<Account> accounts() {
        return accounts;
    }

    /** Of the rules, in file order. */
    List<String> keys() {
        return keys;
    }

    long received() {
        return received;
    }

    boolean hasEvents() {
        return filter.filter().events().enabled();
    }

    /** Takes in what is in the rings now. */
    int drain() {
        return reader.drain(this);
    }

    long readAt() {
        return readAt;
    }

    /** Of a rule, when the counters were read last. */
    long packets(int rule) {
        return packets[filter.filter().counters().rule(rule)];
    }

    /** Reads the counters; what was counted since the last reading goes into the accounts' series. */
    Counters read() {
        Counters counters = filter.counters();
        long now = System.nanoTime();
        for (int entry = 0; entry < packets.length; entry++) {
            Rates.spread(accounts.get(entry).series, readAt, now, counters.packets()[entry] - packets[entry]);
        }
        packets = counters.packets();
        readAt = now;
        return counters;
    }

    @Override
    public void event(int cpu, ByteBuffer sample) {
        if (decoder.entryOf(sample) < 0) {
            return;
        }
        received++;
        decoder.decode(cpu, sample).ifPresent(event -> recent.add(filter.filter(), keys, event));
    }

    @Override
    public void lost(int cpu, long count) {
        // the program counts what it could not write itself, in CounterLayout.EVENTS_LOST; this is the same news again
    }

    /** Sums over a reading of the counters. */
    Sums sums(Counters counters) {
        TypedRules rules = filter.filter().rules();
        CounterLayout layout = filter.filter().counters();
        long counted = 0;
        long passed = 0;
        long dropped = 0;
        long wouldDrop = 0;
        for (int entry = 0; entry < layout.entries(); entry++) {
            if (!layout.isVerdict(entry)) {
                continue;
            }
            long packets = counters.packets()[entry];
            counted += packets;
            int rule = layout.ruleAt(entry);
            if (rule >= 0 && !rules.rules().get(rule).action().isFinal()) {
                continue;
            }
            boolean drop = rule >= 0 ? rules.rules().get(rule).action().drops()
                    : rules.decision(layout.causeAt(entry)).verdict() == Verdict.DROP;
            if (!drop) {
                passed += packets;
            } else if (rules.observe()) {
                wouldDrop += packets;
            } else {
                dropped += packets;
            }
        }
        return new Sums(counted - counters.packets()[CounterLayout.EVENTS_SKIPPED], received,
                counters.packets()[CounterLayout.EVENTS_LOST], passed, dropped, wouldDrop,
                counters.packets()[CounterLayout.ERRORS_IGNORED], counters.packets()[CounterLayout.KEYS_LOST]);
    }

    void close() {
        reader.close();
        filter.close();
    }

    /** Totals of one filter or of several. */
    record Sums(long counted, long received, long lost, long passed, long dropped, long wouldDrop, long errors,
            long keysLost) {
        static final Sums ZERO = new Sums(0, 0, 0, 0, 0, 0, 0, 0);

        Sums plus(Sums other) {
            return new Sums(counted + other.counted, received + other.received, lost + other.lost,
                    passed + other.passed, dropped + other.dropped, wouldDrop + other.wouldDrop, errors + other.errors,
                    keysLost + other.keysLost);
        }

        boolean addsUp() {
            return counted == received + lost;
        }
    }
}
