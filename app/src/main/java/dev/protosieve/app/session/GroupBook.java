package dev.protosieve.app.session;

import dev.protosieve.app.session.RunSnapshot.GroupCount;
import dev.protosieve.app.session.RunSnapshot.RuleGroups;
import dev.protosieve.engine.emit.GroupLayout;
import dev.protosieve.engine.target.Group;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.GroupKey;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.TypedRule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code count by} rules have counted for each value, kept over replacements. Guarded by the session's lock. */
final class GroupBook {

    /** More than anybody reads. */
    static final int MOST = 100;

    private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Ten thousand values take a while to read, and events wait meanwhile. */
    private static final int LEISURE = 20;

    /** A rule goes on with its groups as long as it goes on with its account and counts by the same expression. */
    private record Counter(String key, String by) {
    }

    /** @param lost packets of values that were given up or found no room */
    private record Groups(List<Group> all, long lost) {
        static final Groups NONE = new Groups(List.of(), 0);

        Groups plus(Groups other) {
            if (all.isEmpty()) {
                return new Groups(other.all, lost + other.lost);
            }
            Map<GroupKey, Group> sums = new LinkedHashMap<>();
            Stream.concat(all.stream(), other.all.stream()).forEach(g -> sums.merge(g.key(), g,
                    (a, b) -> new Group(a.key(), a.packets() + b.packets(), a.bytes() + b.bytes())));
            return new Groups(Group.sorted(List.copyOf(sums.values())), lost + other.lost);
        }

        /** As many as a filter tells apart. */
        Groups bounded() {
            List<Group> kept = all.subList(0, Math.min(all.size(), GroupLayout.MOST_KEYS));
            return new Groups(List.copyOf(kept), lost + packets() - sum(kept));
        }

        long packets() {
            return sum(all);
        }

        private static long sum(List<Group> groups) {
            return groups.stream().mapToLong(Group::packets).sum();
        }
    }

    /** Of filters that were replaced. */
    private final Map<Counter, Groups> booked = new HashMap<>();
    private Map<Counter, Map<GroupKey, Long>> before = Map.of();
    private Map<Counter, Map<GroupKey, Long>> rates = Map.of();
    private long beforeAt = System.nanoTime();
    private List<RuleGroups> last = List.of();
    private Optional<Generation> read = Optional.empty();
    private long notBefore = beforeAt;

    /** The groups of the rules at work, as they were a moment ago unless the last word is asked for. */
    List<RuleGroups> read(Generation current, Optional<Generation> retiring, boolean ended) {
        long now = System.nanoTime();
        if (ended || now - notBefore >= 0 || !read.equals(Optional.of(current))) {
            read = Optional.of(current);
            last = read(current, retiring, now);
            notBefore = now + Math.max(PACE_NANOS, LEISURE * (System.nanoTime() - now));
        }
        return last;
    }

    private List<RuleGroups> read(Generation current, Optional<Generation> retiring, long now) {
        Map<Counter, Groups> groups = new LinkedHashMap<>();
        Map<Counter, TypedRule> rules = counters(current);
        Map<Counter, TypedRule> old = retiring.map(GroupBook::counters).orElse(Map.of());
        rules.forEach((counter, rule) -> {
            Groups earlier = booked.getOrDefault(counter, Groups.NONE);
            if (old.containsKey(counter)) {
                earlier = earlier.plus(groups(retiring.orElseThrow(), old.get(counter)));
            }
            groups.put(counter, earlier.plus(groups(current, rule)));
        });
        measure(groups, now);
        return rules.entrySet().stream()
                .map(e -> words(e.getKey(), e.getValue(), groups.getOrDefault(e.getKey(), Groups.NONE))).toList();
    }

    /** Keeps what a filter has counted that was replaced. */
    void book(Generation old) {
        counters(old).forEach((counter, rule) -> booked.merge(counter, groups(old, rule),
                (a, b) -> a.plus(b).bounded()));
    }

    private static Map<Counter, TypedRule> counters(Generation generation) {
        Map<Counter, TypedRule> counters = new LinkedHashMap<>();
        for (TypedRule rule : generation.filter().filter().rules().rules()) {
            by(rule).ifPresent(by -> counters.put(new Counter(generation.keys().get(rule.number() - 1),
                    generation.filter().filter().rules().syntax().source().slice(by.span())), rule));
        }
        return counters;
    }

    private static Optional<Expr> by(TypedRule rule) {
        return rule.measure() instanceof Measure.Count count ? count.by() : Optional.empty();
    }

    // the counters were read before: what they have more than the groups is not still on its way to them
    private static Groups groups(Generation generation, TypedRule rule) {
        int index = generation.filter().filter().rules().rules().indexOf(rule);
        Groups groups = new Groups(generation.filter().groups(index), 0);
        return new Groups(groups.all(), Math.max(0, generation.packets(index) - groups.packets()));
    }

    // between readings that are too close to each other, one packet is a flood
    private void measure(Map<Counter, Groups> groups, long now) {
        double seconds = (now - beforeAt) / 1e9;
        if (now - beforeAt < PACE_NANOS / 2) {
            return;
        }
        Map<Counter, Map<GroupKey, Long>> packets = new HashMap<>();
        Map<Counter, Map<GroupKey, Long>> measured = new HashMap<>();
        groups.forEach((counter, counted) -> {
            Map<GroupKey, Long> earlier = before.getOrDefault(counter, Map.of());
            packets.put(counter,
                    counted.all().stream().collect(Collectors.toMap(Group::key, Group::packets)));
            measured.put(counter, counted.all().stream().limit(MOST).collect(Collectors.toMap(Group::key,
                    g -> Math.max(0, Math.round((g.packets() - earlier.getOrDefault(g.key(), 0L)) / seconds)))));
        });
        before = packets;
        rates = measured;
        beforeAt = now;
    }

    private RuleGroups words(Counter counter, TypedRule rule, Groups groups) {
        Expr by = by(rule).orElseThrow();
        Map<GroupKey, Long> perSecond = rates.getOrDefault(counter, Map.of());
        Function<Group, GroupCount> words = g -> new GroupCount(g.key().text(by), g.packets(), g.bytes(),
                perSecond.getOrDefault(g.key(), 0L));
        return new RuleGroups(rule.number(), rule.name(), counter.by(), groups.all().size(),
                groups.packets() + groups.lost(), groups.lost(), groups.all().stream().limit(MOST).map(words).toList());
    }
}
