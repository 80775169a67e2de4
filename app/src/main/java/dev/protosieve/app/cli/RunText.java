package dev.protosieve.app.cli;

import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.engine.typed.Cause;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A run as text. */
final class RunText {

    private static final List<Cause> CAUSES = Stream.of(Cause.values()).filter(c -> c != Cause.RULE).toList();

    private RunText() {
    }

    /** One line of live counts; {@code before} is what stands behind the time. */
    static String live(long second, RunSnapshot snapshot, String before) {
        return String.format("%4d s  %spassed %,d  dropped %,d  events %,d  lost %,d", second,
                before, snapshot.passed(), snapshot.dropped(), snapshot.received(), snapshot.lost());
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
        out.println();
    }

    static Map<String, Object> json(RunSnapshot snapshot) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seconds", snapshot.elapsed().toMillis() / 1000.0);
        all.put("passed", snapshot.passed());
        all.put("dropped", snapshot.dropped());
        all.put("counted", snapshot.counted());
        all.put("eventsReceived", snapshot.received());
        all.put("eventsLost", snapshot.lost());
        all.put("rules", snapshot.rules().stream().map(r -> Map.of("number", r.number(), "name", r.name(), "action",
                r.action().word(), "packets", r.packets(), "bytes", r.bytes())).toList());
        Map<String, Long> causes = new LinkedHashMap<>();
        CAUSES.forEach(cause -> causes.put(cause.word(), snapshot.causes().getOrDefault(cause, 0L)));
        all.put("causes", causes);
        all.put("addsUp", snapshot.addsUp());
        return all;
    }
}
