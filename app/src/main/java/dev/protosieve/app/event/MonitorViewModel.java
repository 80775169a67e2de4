package dev.protosieve.app.event;

import dev.protosieve.app.session.Probe;
import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.RunSnapshot.GroupCount;
import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.session.RunSnapshot.RuleGroups;
import dev.protosieve.app.session.RunSnapshot.SeenEvent;
import dev.protosieve.app.session.RunState;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.typed.Cause;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;

/** The numbers of the run, in words. */
public final class MonitorViewModel {

    private final Workbench bench;

    public MonitorViewModel(Workbench bench) {
        this.bench = bench;
    }

    ObservableValue<Optional<RunSnapshot>> snapshot() {
        return bench.snapshot();
    }

    /** Selects the rule of that number in the run, where the document has it; otherwise nothing. */
    void select(int rule) {
        bench.selectRule(snapshot().getValue().stream().flatMap(s -> s.rules().stream())
                .filter(r -> r.number() == rule).mapToInt(r -> bench.counted().numberOf(r.key())).findFirst()
                .orElse(0));
    }

    /** Selects the rule that the event is of, where the document still has it; otherwise nothing. */
    void select(SeenEvent event) {
        bench.selectRule(bench.counted().numberOf(event.key()));
    }

    /** The number in the run of the rule that is selected, or 0. */
    int selectedRule() {
        return bench.counted().of(bench.selection().get().rule()).map(RuleCount::number).orElse(0);
    }

    ObservableValue<?> selection() {
        return bench.selection();
    }

    /** What the empty chart says. */
    ObservableValue<String> invitation() {
        return Bindings.createStringBinding(() -> bench.snapshot().get().isPresent() ? ""
                : switch (bench.run().get()) {
                    case RunState.Stopped _ -> "Load the filter to see its traffic here";
                    case RunState.Starting(var place) -> "Loading on " + place + "\u2026";
                    case RunState.Running(var place, _, _, _, _) -> "Waiting for packets on " + place + "\u2026";
                    case RunState.Stopping _ -> "Detaching\u2026";
                }, bench.snapshot(), bench.run());
    }

    /** {@code adds up: N counted = R received + L lost}, or what is still on its way. */
    static String reconciliation(RunSnapshot s) {
        String sum = "%,d counted = %,d received + %,d lost".formatted(s.counted(), s.received(), s.lost());
        if (s.addsUp()) {
            return sum;
        }
        long open = s.counted() - s.received() - s.lost();
        return s.ended() ? sum + " %+,d unexplained".formatted(open)
                : sum + " + %,d on their way".formatted(Math.max(0, open));
    }

    /** Packets by verdict, and since when. */
    static String totals(RunSnapshot s) {
        Duration t = s.elapsed();
        return "%s \u00b7 %,d passed \u00b7 %d:%02d %s".formatted(drops(s), s.passed(), t.toMinutes(),
                t.toSecondsPart(), s.ended() ? "in all" : "so far");
    }

    /** How many values a rule told apart, and what is in none of the lines. */
    static String words(RuleGroups groups) {
        int shown = groups.top().size();
        String values = groups.values() == 1 ? "1 value"
                : groups.values() > shown ? "top %,d of %,d values".formatted(shown, groups.values())
                        : "%,d values".formatted(shown);
        long others = groups.packets() - groups.top().stream().mapToLong(GroupCount::packets).sum();
        return values + " \u00b7 %,d packets".formatted(groups.packets())
                + (others == 0 ? ""
                        : " \u00b7 others %,d (%.1f %%)".formatted(others, percent(others, groups.packets())));
    }

    /** What is to be known about a table that was full. */
    static String full(RuleGroups groups) {
        return groups.lost() == 0 ? ""
                : "%,d packets have no value here: a full table gives up the value that has not come for longest"
                        .formatted(groups.lost());
    }

    static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    /** What became of the packet, or why no rule decided; {@code would drop} where it was let through. */
    static String verdict(SeenEvent event) {
        if (event.cause() != Cause.RULE && event.cause() != Cause.DEFAULT) {
            return event.cause().word();
        }
        return event.observed() && event.action().drops() ? "would drop" : event.action().word();
    }

    private static String drops(RunSnapshot s) {
        String real = "%,d dropped".formatted(s.dropped());
        String would = "%,d would be dropped".formatted(s.wouldDrop());
        if (s.dropped() > 0 && s.wouldDrop() > 0) {
            return real + ", " + would;
        }
        return s.wouldDrop() > 0 || s.observing() && s.dropped() == 0 ? would : real;
    }

    /** Puts the packet of an event into the packet lab, as far as it was captured. */
    void openInLab(SeenEvent event) {
        String cut = event.captured().length < event.length()
                ? ", first %,d of %,d bytes".formatted(event.captured().length, event.length()) : "";
        bench.probe().set(new Probe(event.captured(), "event from " + event.source() + cut));
        bench.labShown().set(true);
    }
}
