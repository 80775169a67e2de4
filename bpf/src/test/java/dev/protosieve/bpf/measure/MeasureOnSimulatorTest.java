package dev.protosieve.bpf.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.typed.Cause;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MeasureOnSimulatorTest extends MeasureTest {

    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
    private final SimulatorTarget target = new SimulatorTarget(now::get, 1_000);

    @Override
    FilterTarget target() {
        return target;
    }

    @Override
    void pause(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** The kernel runs out of memory seldom; here the map is one without room for new keys. */
    @Test
    void valuesWithoutRoomAreCounted() throws IOException {
        CompiledFilter whole;
        try (LoadedFilter filter = load("count by msg.page if msg.page > 0\nlimit 1/h per msg.page if msg.page > 0")) {
            whole = filter.filter();
        }
        List<MapSpec> maps = whole.maps().stream().map(m -> m.kind().isHash()
                ? new MapSpec(m.name(), MapSpec.Kind.ARRAY, m.keySize(), m.valueSize(), 1) : m).toList();
        CompiledFilter cramped = new CompiledFilter(whole.name(), whole.hook(), whole.rules(), whole.code(), maps,
                whole.debug(), whole.counters(), whole.events());
        try (LoadedFilter filter = ((LoadOutcome.Loaded) target.load(cramped)).filter()) {
            assertEquals(0, send(filter, "page: 7", 5), "what cannot be measured is not dropped");
            long[] packets = filter.counters().packets();
            assertEquals(10, packets[CounterLayout.KEYS_LOST]);
            assertEquals(5, packets[filter.filter().counters().rule(0)]);
            assertEquals(5, packets[filter.filter().counters().cause(Cause.DEFAULT)]);
        }
    }

    @Override
    long most(long startNanos) {
        return 101;
    }
}
