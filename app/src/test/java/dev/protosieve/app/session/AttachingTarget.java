package dev.protosieve.app.session;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.Attachment;
import dev.protosieve.engine.target.EventReader;
import dev.protosieve.engine.target.Group;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The simulator with an interface, which can go, and with filters that fail where a test wants it. */
public class AttachingTarget extends OverSimulator {

    public static final String DEVICE = "v0";

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean gone;
    private volatile boolean withoutEvents;
    private volatile boolean withoutCounters;

    /** From now on there is no such interface. */
    public final void takeAway() {
        gone = true;
    }

    /** From now on, or no longer, nobody gets a reader of events. */
    final void refuseEvents(boolean refuse) {
        withoutEvents = refuse;
    }

    /** From now on no counters can be read. */
    final void refuseCounters() {
        withoutCounters = true;
    }

    /** How many filters are loaded. */
    final int open() {
        return open.get();
    }

    /** How many filters have ever been loaded. */
    final int opened() {
        return opened.get();
    }

    @Override
    public final List<String> devices() {
        return List.of(DEVICE);
    }

    @Override
    public LoadOutcome load(CompiledFilter filter) {
        LoadOutcome outcome = super.load(filter);
        if (!(outcome instanceof LoadOutcome.Loaded(var loaded, var report))) {
            return outcome;
        }
        open.incrementAndGet();
        opened.incrementAndGet();
        return new LoadOutcome.Loaded(new Attachable(loaded), report);
    }

    private final class Attachable implements LoadedFilter {

        private final LoadedFilter simulated;

        Attachable(LoadedFilter simulated) {
            this.simulated = simulated;
        }

        @Override
        public CompiledFilter filter() {
            return simulated.filter();
        }

        @Override
        public RunResult run(byte[] packet) {
            return simulated.run(packet);
        }

        @Override
        public Counters counters() {
            if (withoutCounters) {
                throw new IllegalStateException("no counters");
            }
            return simulated.counters();
        }

        @Override
        public List<Group> groups(int rule) {
            return simulated.groups(rule);
        }

        @Override
        public EventReader events() {
            if (withoutEvents) {
                throw new IllegalStateException("perf_event_open failed");
            }
            return simulated.events();
        }

        @Override
        public AttachOutcome attach(AttachPoint point) {
            return new AttachOutcome.Attached(new OnDevice(point), "on " + point.device());
        }

        @Override
        public void close() {
            simulated.close();
            open.decrementAndGet();
        }
    }

    private final class OnDevice implements Attachment {

        private final AttachPoint point;
        private volatile boolean closed;

        OnDevice(AttachPoint point) {
            this.point = point;
        }

        @Override
        public AttachPoint point() {
            return point;
        }

        @Override
        public AttachOutcome replace(LoadedFilter next) {
            return new AttachOutcome.Attached(this, "on " + point.device());
        }

        @Override
        public boolean isThere() {
            return !gone && !closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
