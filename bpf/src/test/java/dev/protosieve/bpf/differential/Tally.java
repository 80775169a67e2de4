package dev.protosieve.bpf.differential;

import dev.protosieve.engine.oracle.WireCase;
import dev.protosieve.engine.typed.Cause;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** What a run compared, safe for several threads. */
final class Tally {

    private static final int WIDTH = 130;

    private final Map<WireCase, Long> cases = new EnumMap<>(WireCase.class);
    private final Map<Cause, Long> causes = new EnumMap<>(Cause.class);
    private final Map<Feature, Long> features = new EnumMap<>(Feature.class);
    private long filters;
    private long refused;
    private long compared;
    private long prefixes;
    private long tooLong;
    private long mostVerified;

    synchronized void addFilter(Set<Feature> used, long verified) {
        filters++;
        used.forEach(f -> features.merge(f, 1L, Long::sum));
        mostVerified = Math.max(mostVerified, verified);
    }

    synchronized void addRefused() {
        refused++;
    }

    synchronized void add(Map<WireCase, Long> made, Map<Cause, Long> answers) {
        made.forEach((c, n) -> cases.merge(c, n, Long::sum));
        answers.forEach((c, n) -> causes.merge(c, n, Long::sum));
        compared += answers.values().stream().mapToLong(n -> n).sum();
    }

    synchronized void addPrefixes(long count) {
        prefixes += count;
    }

    synchronized void addTooLong(long count) {
        tooLong += count;
    }

    synchronized long compared() {
        return compared;
    }

    synchronized long refused() {
        return refused;
    }

    synchronized long filters() {
        return filters;
    }

    /** Cases that no message had. */
    synchronized Set<WireCase> missing() {
        Set<WireCase> missing = EnumSet.allOf(WireCase.class);
        missing.removeAll(cases.keySet());
        return missing;
    }

    synchronized Map<Cause, Long> causes() {
        return new EnumMap<>(causes);
    }

    /** A block for people. */
    synchronized String text(String title) {
        StringBuilder text = new StringBuilder(title).append(String.format(": %,d comparisons, %,d filters (%d more"
                + " refused), %,d messages cut at every byte, %d too long, at most %,d instructions verified%n",
                compared, filters, refused, prefixes, tooLong, mostVerified));
        row(text, "answers", causes);
        row(text, "language", features);
        for (WireCase.Item item : WireCase.Item.values()) {
            Map<WireCase, Long> of = new EnumMap<>(WireCase.class);
            cases.forEach((c, n) -> {
                if (c.item() == item) {
                    of.put(c, n);
                }
            });
            row(text, item.name().toLowerCase(Locale.ROOT), of);
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String head, Map<? extends Enum<?>, Long> counts) {
        StringJoiner line = new StringJoiner("  ", String.format("  %-15s", head), "\n");
        int width = 0;
        for (Map.Entry<? extends Enum<?>, Long> entry : counts.entrySet()) {
            String word = entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue();
            if (width > 0 && width + word.length() > WIDTH) {
                text.append(line);
                line = new StringJoiner("  ", " ".repeat(17), "\n");
                width = 0;
            }
            line.add(word);
            width += word.length() + 2;
        }
        text.append(line);
    }
}
