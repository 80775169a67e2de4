package dev.protosieve.app.cli;

import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.session.RunSnapshot.RuleGroups;
import dev.protosieve.engine.typed.Cause;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A run as text. */
final class RunText {

    private static final List<Cause> CAUSES = Stream.of(Cause.values()).filter(c -> c != Cause.RULE).toList();

    /** Values of a {@code count by} rule. */
    private static final int SHOWN = 20;

    private RunText() {
    }

    /** One line of live counts; {@code before} is what stands behind the time. */
    static String live(long second, RunSnapshot snapshot, String before) {
        String would = snapshot.wouldDrop() > 0 ? String.format("would drop %,d  ", snapshot.wouldDrop()) : "";
        return String.format("%4d s  %spassed %,d  dropped %,d  %sevents %,d  lost %,d", second,
                before, snapshot.passed(), snapshot.dropped(), would, snapshot.received(), snapshot.lost());
    }

    /** Packets that observe mode let through against the rules, when there are any. */
    static void wouldDrop(RunSnapshot snapshot, PrintWriter out) {
        if (snapshot.wouldDrop() > 0) {
            row(out, "would be dropped", snapshot.wouldDrop());
        }
    }

    static void row(PrintWriter out, String name, long number) {
        out.println(String.format("%-34s %,14d", name, number));
    }

    /** Packets by rule and by every other cause. */
    static void rules(RunSnapshot snapshot, PrintWriter out) {
        out.println();
        out.println(String.format("%-34s %14s", "decided by", "packets"));
        for (RuleCount rule : snapshot.rules()) {
            String verb = snapshot.observing() && rule.action().drops() ? "would drop" : rule.action().word();
            row(out, "  rule " + rule.number() + " \"" + rule.name() + "\" (" + verb + ")", rule.packets());
        }
        for (Cause cause : CAUSES) {
            row(out, "  " + cause.word(), snapshot.causes().getOrDefault(cause, 0L));
        }
        row(out, "errors in rules without verdict", snapshot.beside().errors());
        if (snapshot.beside().keysLost() > 0) {
            row(out, "not counted or limited: no room", snapshot.beside().keysLost());
        }
        snapshot.beside().groups().forEach(g -> groups(g, out));
        out.println();
    }

    /** The top values of a {@code count by} rule. */
    private static void groups(RuleGroups groups, PrintWriter out) {
        out.println();
        out.println(String.format("%-34s %14s %18s",
                "rule " + groups.number() + " by " + groups.by().replaceAll("\\s+", " "),
                "packets", "bytes"));
        groups.top().stream().limit(SHOWN)
                .forEach(g -> out.println(String.format("  %-32s %,14d %,18d", g.value(), g.packets(), g.bytes())));
        if (groups.values() > SHOWN) {
            out.println(String.format("  and %,d more values", groups.values() - SHOWN));
        }
    }

    private static Map<String, Object> json(RuleGroups groups) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("rule", groups.number());
        all.put("name", groups.name());
        all.put("by", groups.by());
        all.put("values", groups.values());
        all.put("top", groups.top().stream().map(g -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("value", g.value());
            entry.put("packets", g.packets());
            entry.put("bytes", g.bytes());
            return entry;
        }).toList());
        return all;
    }

    static Map<String, Object> json(RunSnapshot snapshot) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seconds", snapshot.elapsed().toMillis() / 1000.0);
        all.put("passed", snapshot.passed());
        all.put("dropped", snapshot.dropped());
        all.put("wouldDrop", snapshot.wouldDrop());
        all.put("counted", snapshot.counted());
        all.put("eventsReceived", snapshot.received());
        all.put("eventsLost", snapshot.lost());
        all.put("rules", snapshot.rules().stream().map(r -> Map.of("number", r.number(), "name", r.name(), "action",
                r.action().word(), "packets", r.packets(), "bytes", r.bytes())).toList());
        Map<String, Long> causes = new LinkedHashMap<>();
        CAUSES.forEach(cause -> causes.put(cause.word(), snapshot.causes().getOrDefault(cause, 0L)));
        all.put("causes", causes);
        all.put("errorsIgnored", snapshot.beside().errors());
        all.put("keysLost", snapshot.beside().keysLost());
        all.put("groups", snapshot.beside().groups().stream().map(RunText::json).toList());
        all.put("addsUp", snapshot.addsUp());
        return all;
    }
}
