package dev.protosieve.bpf.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.target.EventReader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsKernel
class KernelTargetTest {

    private static final CounterLayout TWO = new CounterLayout(2);
    private static final List<Action> LOG_THEN_DROP = List.of(Action.LOG, Action.DROP);

    private KernelTarget kernel;

    @BeforeEach
    void open() {
        kernel = assertInstanceOf(KernelOpening.Opened.class, KernelTarget.open(64 * 1024)).target();
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void runsAFilterOfEachHookAndNamesItsEntry(Hook hook) {
        LoadedFilter filter = load(
                SampleFilters.withEvents(hook, hook.dropCode(), LOG_THEN_DROP, TWO.rule(0), TWO.rule(1)));
        assertEquals(new LoadedFilter.RunResult(hook.dropCode(), TWO.rule(1)), filter.run(new byte[60]));
        assertEquals(new LoadedFilter.RunResult(hook.dropCode(), TWO.rule(1)), filter.run(new byte[1500]));
        LoadedFilter.Counters counters = filter.counters();
        assertEquals(2, counters.packets()[TWO.rule(1)]);
        assertEquals(120, counters.bytes()[TWO.rule(1)]);
        assertEquals(TWO.entries(), counters.packets().length);
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void givesThePassCodeAsASignedNumber(Hook hook) {
        LoadedFilter filter = load(SampleFilters.withoutEvents(hook, hook.passCode(), List.of()));
        assertEquals(new LoadedFilter.RunResult(hook.passCode(), -1), filter.run(new byte[60]));
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void runsOverFramesFromTheShortestToThoseThatFillAPage(Hook hook) {
        LoadedFilter filter = load(SampleFilters.withoutEvents(hook, hook.passCode(), List.of()));
        for (int length : List.of(14, 15, 60, 1514, 3000)) {
            assertEquals(hook.passCode(), filter.run(new byte[length]).action(), length + " bytes");
        }
        var refusal = assertThrows(IllegalArgumentException.class, () -> filter.run(new byte[100_000]));
        assertTrue(refusal.getMessage().contains("100000"), refusal.getMessage());
    }

    @Test
    void refusesAPacketWithoutAnEthernetHeader() {
        LoadedFilter filter = load(SampleFilters.withoutEvents(Hook.XDP, 2, List.of()));
        assertThrows(IllegalArgumentException.class, () -> filter.run(new byte[13]));
    }

    @Test
    void givesTheVerifiersLogOfABrokenFilter() {
        var rejected = assertInstanceOf(LoadOutcome.Rejected.class, kernel.load(SampleFilters.broken(Hook.XDP)));
        assertTrue(rejected.log().contains("R5 !read_ok"), rejected.log());
    }

    @Test
    void handsOverTheEventsOfTestRuns() {
        LoadedFilter filter = load(SampleFilters.withEvents(Hook.XDP, 1, LOG_THEN_DROP, TWO.rule(1)));
        Collected collected = new Collected();
        try (EventReader events = filter.events()) {
            assertEquals(0, events.drain(collected));
            for (int i = 0; i < 10; i++) {
                filter.run(new byte[60]);
            }
            assertEquals(10, events.drain(collected));
            assertEquals(10L * TWO.rule(1), collected.entrySum);
            assertThrows(IllegalStateException.class, filter::events);
        }
        try (EventReader again = filter.events()) {
            filter.run(new byte[60]);
            assertEquals(1, again.drain(collected));
        }
        assertEquals(0, filter.counters().packets()[CounterLayout.EVENTS_LOST]);
    }

    @Test
    void hasNoEventsWhereTheFilterSendsNone() {
        LoadedFilter filter = load(SampleFilters.withoutEvents(Hook.XDP, 1, LOG_THEN_DROP, TWO.rule(1)));
        try (EventReader events = filter.events()) {
            filter.run(new byte[60]);
            assertEquals(0, events.drain(new Collected()));
        }
    }

    @Test
    void namesLoopbackFirst() {
        assertEquals("lo", kernel.devices().getFirst());
    }

    @Test
    void answersNothingAfterClosing() {
        LoadedFilter filter = load(SampleFilters.withEvents(Hook.XDP, 1, LOG_THEN_DROP));
        EventReader events = filter.events();
        kernel.close();
        assertEquals(0, events.drain(new Collected()));
        assertThrows(IllegalStateException.class, filter::counters);
        filter.close();
    }

    private LoadedFilter load(CompiledFilter filter) {
        return assertInstanceOf(LoadOutcome.Loaded.class, kernel.load(filter)).filter();
    }

    private static final class Collected implements EventReader.Sink {
        private long entrySum;

        @Override
        public void event(int cpu, ByteBuffer sample) {
            entrySum += sample.getInt(EventLayout.ENTRY);
        }

        @Override
        public void lost(int cpu, long count) {
            throw new AssertionError(count + " events lost");
        }
    }
}
