package dev.protosieve.app.session;

import dev.protosieve.app.session.Generation.Sums;
import dev.protosieve.app.session.Ledger.Account;
import dev.protosieve.app.session.RunSnapshot.Band;
import dev.protosieve.app.session.RunSnapshot.Beside;
import dev.protosieve.app.session.RunSnapshot.Chart;
import dev.protosieve.app.session.RunSnapshot.Mark;
import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.session.RunSnapshot.RuleGroups;
import dev.protosieve.app.session.RunSnapshot.SeenEvent;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.target.LoadedFilter.Counters;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Accounts and counters to a snapshot. */
final class SnapshotBuilder {

    private static final int TREND = 60;
    /** As many rules have a layer of their own, those with most packets. */
    private static final int MOST_BANDS = 24;
    private static final int[] SPANS = {30, 60, 90};

    private final Generation current;
    private final Counters counters;
    private final Optional<Generation> retiring;
    private final Optional<Counters> retiringCounters;
    private final Ledger ledger;
    private final long now;
    private final long elapsed;
    private final long end;
    private final TypedRules rules;
    private final CounterLayout layout;

    SnapshotBuilder(Generation current, Counters counters, Optional<Generation> retiring,
            Optional<Counters> retiringCounters, Ledger ledger, long startNanos) {
        this.current = current;
        this.counters = counters;
        this.retiring = retiring;
        this.retiringCounters = retiringCounters;
        this.ledger = ledger;
        this.now = current.readAt();
        this.elapsed = now - startNanos;
        this.end = Rates.step(now);
        this.rules = current.filter().filter().rules();
        this.layout = current.filter().filter().counters();
    }

    RunSnapshot build(Sums sums, List<RuleGroups> groups, List<SeenEvent> events, List<Long> replacedAt,
            boolean ended) {
        List<RuleCount> counts = new ArrayList<>();
        for (int i = 0; i < rules.rules().size(); i++) {
            counts.add(count(rules.rules().get(i), layout.rule(i)));
        }
        Map<Cause, Long> causes = new EnumMap<>(Cause.class);
        for (Cause cause : CounterLayout.FIXED) {
            causes.put(cause, packets(layout.cause(cause)));
        }
        return new RunSnapshot(Duration.ofNanos(elapsed), counts, causes, sums.counted(), sums.received(), sums.lost(),
                sums.passed(), sums.dropped(), sums.wouldDrop(), rules.observe(),
                new Beside(sums.errors(), sums.keysLost(), groups),
                chart(replacedAt), events, ended);
    }

    private RuleCount count(TypedRule rule, int entry) {
        Rates series = new Rates(current.accounts().get(entry).series);
        long[] trend = new long[TREND];
        double[] rates = series.perSecond(end, TREND);
        for (int i = 0; i < TREND; i++) {
            trend[i] = Math.round(rates[i]);
        }
        return new RuleCount(rule.number(), current.keys().get(rule.number() - 1), rule.name(), rule.action(),
                packets(entry), bytes(entry), series.lastSecond(end), trend);
    }

    private long packets(int entry) {
        Account account = current.accounts().get(entry);
        return account.packets + counters.packets()[entry] + open(account, c -> c.packets());
    }

    private long bytes(int entry) {
        Account account = current.accounts().get(entry);
        return account.bytes + counters.bytes()[entry] + open(account, c -> c.bytes());
    }

    // what a filter that was just replaced has counted on that account and is not booked yet
    private long open(Account account, Function<Counters, long[]> column) {
        int entry = retiring.map(g -> g.accounts().indexOf(account)).orElse(-1);
        return entry < 0 ? 0 : column.apply(retiringCounters.orElseThrow())[entry];
    }

    private Chart chart(List<Long> replacedAt) {
        double seconds = elapsed / 1e9;
        int span = Arrays.stream(SPANS).filter(s -> s >= seconds).findFirst().orElse(SPANS[SPANS.length - 1]);
        int steps = span * Rates.STEPS_PER_SECOND;
        List<Band> bands = new ArrayList<>();
        Set<Integer> own = busiest();
        double[] rest = new double[steps];
        for (int i = 0; i < rules.rules().size(); i++) {
            double[] rates = rates(layout.rule(i), steps);
            if (own.contains(i)) {
                TypedRule rule = rules.rules().get(i);
                bands.add(new Band(rule.number(), Cause.RULE, rule.name(),
                        rule.action().drops() ? Verdict.DROP : Verdict.PASS, rule.action().isFinal(), rates));
            } else if (packets(layout.rule(i)) > 0) {
                Arrays.setAll(rest, step -> rest[step] + rates[step]);
            }
        }
        if (own.size() < rules.rules().size()) {
            bands.add(new Band(0, Cause.RULE, "%,d other rules".formatted(rules.rules().size() - own.size()),
                    Verdict.DROP, true, rest));
        }
        earlier(steps).ifPresent(bands::add);
        for (Cause cause : CounterLayout.FIXED) {
            double[] rates = new Rates(current.accounts().get(layout.cause(cause)).series).perSecond(end, steps);
            if (cause == Cause.DEFAULT || Arrays.stream(rates).anyMatch(r -> r > 0)) {
                Verdict verdict = rules.decision(cause).verdict();
                String name = cause == Cause.DEFAULT ? "otherwise " + verdict.word() : cause.word();
                bands.add(new Band(0, cause, name, verdict, true, rates));
            }
        }
        // a step is drawn at its middle; the one that is still filling is not drawn
        double from = ((end - steps) * Rates.STEP_NANOS + Rates.STEP_NANOS / 2 - now) / 1e9;
        List<Mark> marks = replacedAt.stream().map(at -> new Mark(at / 1e9 - seconds, "rules replaced"))
                .filter(m -> m.second() > -span).toList();
        return new Chart(from, 1.0 / Rates.STEPS_PER_SECOND, bands, marks);
    }

    // a chart of a thousand layers shows nothing, and takes seconds to draw
    private Set<Integer> busiest() {
        return IntStream.range(0, rules.rules().size()).boxed()
                .sorted(Comparator.comparingLong((Integer rule) -> packets(layout.rule(rule))).reversed())
                .limit(MOST_BANDS).collect(Collectors.toSet());
    }

    private double[] rates(int entry, int steps) {
        return new Rates(current.accounts().get(entry).series).perSecond(end, steps);
    }

    private Optional<Band> earlier(int steps) {
        Set<Account> now = current.accounts().stream().collect(Collectors.toSet());
        double[] sum = new double[steps];
        for (Account account : ledger.accounts()) {
            if (account.cause == Cause.RULE && !now.contains(account)) {
                double[] rates = new Rates(account.series).perSecond(end, steps);
                Arrays.setAll(sum, i -> sum[i] + rates[i]);
            }
        }
        return Arrays.stream(sum).allMatch(v -> v == 0) ? Optional.empty()
                : Optional.of(new Band(0, Cause.RULE, "earlier rules", Verdict.DROP, true, sum));
    }
}
