package dev.protosieve.app.session;

import static dev.protosieve.app.task.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.RunSession.Replacement;
import dev.protosieve.app.session.RunSession.Start;
import dev.protosieve.app.session.RunSnapshot.Band;
import dev.protosieve.app.session.RunSnapshot.RuleGroups;
import dev.protosieve.app.session.RunSnapshot.SeenEvent;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.emit.GroupLayout;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.typed.Cause;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunSessionTest {

    private static final String NAMED = "\"no A\" drop if msg.query.contains(\"A\")\ndrop if msg.page > 3\n";

    private static final Optional<AttachPoint> AT_DEVICE = Optional.of(AttachPoint.of(AttachingTarget.DEVICE));

    @TempDir
    Path folder;
    private final Workers workers = new Workers(e -> {
        throw new AssertionError(e);
    });

    @AfterEach
    void end() {
        workers.close();
    }

    private RunSession start(FilterTarget target, String rules) {
        Start start = RunSession.start(target, Samples.filter(folder, rules), Optional.empty(), workers);
        return assertInstanceOf(Start.Started.class, start).session();
    }

    private static void send(RunSession session, String query, int times) {
        for (int i = 0; i < times; i++) {
            session.run(Packets.query(query));
        }
    }

    @Test
    void countsEveryPacketOnceAndAddsUp() {
        RunSession session = start(new SimulatorTarget(), NAMED);
        send(session, "cAt", 30);
        send(session, "dog", 12);
        session.run(Packets.udp(new byte[]{10, 50, 1}));
        RunSnapshot last = session.stop();
        assertEquals(43, last.counted());
        assertEquals(43, last.received());
        assertTrue(last.addsUp());
        assertEquals(List.of(30L, 0L), last.rules().stream().map(r -> r.packets()).toList());
        assertEquals(12, last.causes().get(Cause.DEFAULT));
        assertEquals(1, last.causes().get(Cause.MALFORMED));
        assertEquals(31, last.dropped());
        assertEquals(12, last.passed());
        assertTrue(last.ended());
    }

    @Test
    void measuresBesideVerdictsAndStillAddsUp() {
        RunSession session = start(new SimulatorTarget(), "sample 1/4 if msg.query != \"\"\n"
                + "\"words\" count by msg.query\ncount if 1 / msg.page == 1\nlimit 1/h burst 35 if msg.query == \"cAt\"\n");
        send(session, "cAt", 40);
        send(session, "dog", 2);
        await("the groups",
                () -> List.of("\"cAt\" 40", "\"dog\" 2").equals(words(session.snapshot().beside().groups())));
        RunSnapshot last = session.stop();
        assertEquals(11 + 42, last.counted(), "11 samples and 42 verdicts");
        assertTrue(last.addsUp());
        assertEquals(5, last.dropped());
        assertEquals(37, last.passed());
        assertEquals(42, last.beside().errors());
        assertEquals(0, last.beside().keysLost());
        assertEquals(List.of("\"cAt\" 40", "\"dog\" 2"), words(last.beside().groups()));
        assertEquals("msg.query", last.beside().groups().getFirst().by());
        assertEquals(List.of(42L, 42L, 0L, 5L), last.rules().stream().map(r -> r.packets()).toList());
    }

    @Test
    void keepsGroupsWhenTheFilterIsReplacedButNotThoseOfAnotherExpression() {
        String words = "\"words\" count by msg.query\n";
        RunSession session = start(new SimulatorTarget(), words + "\"pages\" count by msg.page\n");
        send(session, "cAt", 4);
        send(session, "dog", 2);
        replace(session, "drop if msg.page > 3\n" + words + "\"pages\" count by msg.safe\n");
        send(session, "dog", 3);
        assertEquals(List.of("\"dog\" 5", "\"cAt\" 4"), words(session.snapshot().beside().groups()));
        RunSnapshot last = session.stop();
        assertEquals(List.of("\"dog\" 5", "\"cAt\" 4"), words(last.beside().groups()));
        RuleGroups safe = last.beside().groups().getLast();
        assertEquals(List.of("msg.safe", 3L), List.of(safe.by(), safe.packets()));
        assertEquals(List.of(9L, 9L), last.rules().stream().skip(1).map(r -> r.packets()).toList());
    }

    @Test
    void tellsWhatIsCountedForValuesThatAreNotKept() {
        RunSession session = start(new SimulatorTarget(), "count by msg.query\n");
        for (int i = 0; i < GroupLayout.MOST_KEYS + 5; i++) {
            session.run(Packets.query("q" + i));
        }
        RuleGroups groups = session.stop().beside().groups().getFirst();
        assertEquals(GroupLayout.MOST_KEYS + 5, groups.packets());
        assertTrue(groups.lost() > 0);
        assertEquals(groups.packets(), groups.lost() + groups.values(), "each value came once");
        assertEquals(GroupBook.MOST, groups.top().size());
    }

    @Test
    void drawsWhatSendsNoEvents() {
        RunSession session = start(new SimulatorTarget(),
                "count if msg.query != \"\"\nsample 1/100 if msg.page == 0\n");
        send(session, "cAt", 40);
        await("a second that has them all",
                () -> session.snapshot().rules().stream().allMatch(rule -> rule.perSecond() == 40));
        RunSnapshot last = session.stop();
        assertEquals(List.of(40.0, 40.0), last.chart().bands().stream().limit(2).map(RunSessionTest::drawn).toList());
        assertTrue(Arrays.stream(last.rules().getFirst().trend()).anyMatch(rate -> rate > 0));
    }

    @Test
    void drawsEveryPacketOnceWhenTheFilterIsReplaced() {
        RunSession session = start(new SimulatorTarget(), "\"all\" count\n");
        send(session, "cAt", 5);
        replace(session, "drop if msg.page > 3\n\"all\" count\n");
        send(session, "cAt", 3);
        await("the chart", () -> drawn(session.snapshot().chart().bands().get(1)) == 8);
    }

    /** How many packets an area of the chart stands for. */
    private static double drawn(Band band) {
        return Arrays.stream(band.perSecond()).sum() / Rates.STEPS_PER_SECOND;
    }

    private void replace(RunSession session, String rules) {
        assertInstanceOf(Replacement.Replaced.class, session.replace(Samples.filter(folder, rules)));
    }

    private static List<String> words(List<RunSnapshot.RuleGroups> groups) {
        return groups.getFirst().top().stream().map(g -> g.value() + " " + g.packets()).toList();
    }

    @Test
    void keepsTotalsWhenTheFilterIsReplaced() {
        RunSession session = start(new SimulatorTarget(), NAMED);
        send(session, "cAt", 5);
        send(session, "dog", 2);
        Replacement replaced = session.replace(
                Samples.filter(folder,
                        "pass if msg.kind == t.Kind.BOOK\n\"no A\" drop if msg.query.contains(\"o\")\n"));
        assertInstanceOf(Replacement.Replaced.class, replaced);
        send(session, "dog", 3);
        RunSnapshot last = session.stop();
        assertEquals(10, last.counted());
        assertEquals(10, last.received());
        assertEquals(List.of(0L, 8L), last.rules().stream().map(r -> r.packets()).toList());
        assertEquals(2, last.causes().get(Cause.DEFAULT));
        assertEquals(1, last.chart().marks().size());
    }

    @Test
    void tellsDropsFromThoseThatObserveModeOnlyCounted() {
        RunSession session = start(new SimulatorTarget(), "mode observe\n" + NAMED);
        send(session, "cAt", 5);
        send(session, "dog", 2);
        assertEquals(5, session.snapshot().wouldDrop());
        assertEquals(0, session.snapshot().dropped());
        assertInstanceOf(Replacement.Replaced.class, session.replace(Samples.filter(folder, NAMED)));
        send(session, "cAt", 3);
        RunSnapshot last = session.stop();
        assertEquals(3, last.dropped());
        assertEquals(5, last.wouldDrop());
        assertEquals(2, last.passed());
        assertEquals(10, last.counted());
        assertTrue(last.addsUp());
        assertEquals("ENFORCED ".repeat(3) + "OBSERVED ".repeat(7), last.events().stream()
                .map(event -> event.observed() ? "OBSERVED " : "ENFORCED ").collect(Collectors.joining()));
    }

    @Test
    void countsLostEventsWhereTheRingIsFull() {
        RunSession session = start(new SimulatorTarget(System::nanoTime, 4), NAMED);
        for (int i = 0; i < 2_000; i++) {
            session.run(Packets.query("cAt"));
        }
        RunSnapshot last = session.stop();
        assertEquals(2_000, last.counted());
        assertTrue(last.lost() > 0, "a ring of four events overflows while the reader pauses");
        assertEquals(last.counted(), last.received() + last.lost());
    }

    @Test
    void goesOnWithTheOldFilterWhenThereIsNoPlaceForTheNew() {
        RunSession session = start(new SimulatorTarget(), NAMED);
        send(session, "cAt", 1);
        FilterTarget target = new SimulatorTarget();
        Start refused = RunSession.start(target, Samples.filter(folder, NAMED),
                Optional.of(AttachPoint.of("none0")), workers);
        assertInstanceOf(Start.NotAttached.class, refused);
        send(session, "cAt", 1);
        assertEquals(2, session.stop().counted());
    }

    @Test
    void unloadsAFilterWhoseEventsCannotBeRead() {
        AttachingTarget target = new AttachingTarget();
        target.refuseEvents(true);
        Start start = RunSession.start(target, Samples.filter(folder, NAMED), AT_DEVICE, workers);
        assertEquals("the filter cannot be put to work: perf_event_open failed",
                assertInstanceOf(Start.NotAttached.class, start).reason());
        assertEquals(0, target.open());
    }

    @Test
    void goesOnWithTheOldFilterWhenTheEventsOfTheNewCannotBeRead() {
        AttachingTarget target = new AttachingTarget();
        RunSession session = start(target, NAMED);
        send(session, "cAt", 1);
        target.refuseEvents(true);
        Replacement replaced = session.replace(Samples.filter(folder, "drop if msg.page > 4\n"));
        assertEquals("the filter cannot be put to work: perf_event_open failed",
                assertInstanceOf(Replacement.Refused.class, replaced).reason());
        assertEquals(1, target.open());
        send(session, "cAt", 1);
        assertEquals(2, session.stop().rules().getFirst().packets());
        assertEquals(0, target.open());
    }

    @Test
    void unloadsAFilterWhoseLastNumbersCannotBeRead() {
        AttachingTarget target = new AttachingTarget();
        RunSession session = start(target, NAMED);
        target.refuseCounters();
        assertThrows(IllegalStateException.class, session::stop);
        assertEquals(0, target.open());
    }

    @Test
    void isLostWhereTheInterfaceIsGoneAndNotWhereItWasStopped() {
        AttachingTarget target = new AttachingTarget();
        Start start = RunSession.start(target, Samples.filter(folder, NAMED), AT_DEVICE, workers);
        try (RunSession session = assertInstanceOf(Start.Started.class, start).session()) {
            assertFalse(session.isLost());
            target.takeAway();
            assertTrue(session.isLost());
            session.stop();
            assertFalse(session.isLost());
        }
    }

    @Test
    void showsTheNewestEventsDecoded() {
        RunSession session = start(new SimulatorTarget(), NAMED);
        send(session, "dog", 1);
        send(session, "cAt", 1);
        List<SeenEvent> events = session.stop().events();
        assertEquals(2, events.size());
        assertEquals("query: \"cAt\"", events.getFirst().message());
        assertEquals("10.0.0.7:41812", events.getFirst().source());
        assertEquals(1, events.getFirst().rule());
        assertEquals(Cause.DEFAULT, events.getLast().cause());
    }

    @Test
    void doesNotCountLogRulesAsVerdicts() {
        RunSession session = start(new SimulatorTarget(), "log if msg.query.contains(\"g\")\n");
        send(session, "dog", 4);
        RunSnapshot last = session.stop();
        assertEquals(4, last.passed());
        assertEquals(8, last.counted());
        assertEquals(8, last.received());
    }

    @Test
    void givesTheSameFinalNumbersTwice() {
        RunSession session = start(new SimulatorTarget(), NAMED);
        send(session, "cAt", 2);
        assertEquals(session.stop(), session.stop());
    }
}
