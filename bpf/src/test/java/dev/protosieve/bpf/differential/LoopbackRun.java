package dev.protosieve.bpf.differential;

import dev.protosieve.bpf.sys.RawSender;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.Attachment;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import dev.protosieve.engine.typed.Verdict;

/**
 * Runs an attached filter over frames of any length, sent through the loopback interface: test runs take a page only. What the
 * filter returned is not seen, only which entry of its counters moved.
 */
final class LoopbackRun implements AutoCloseable {

    private static final String DEVICE = "lo";
    private static final long PATIENCE = 5_000_000_000L;

    private final LoadedFilter filter;
    private final Attachment attachment;
    private final Wire wire;
    private long[] before;

    /** What carries frames to the filter. */
    interface Wire extends AutoCloseable {

        /** Where the filter is attached. */
        AttachPoint point();

        void send(byte[] frame);

        @Override
        void close();
    }

    /** In this thread's network namespace, where nothing else sends. */
    LoopbackRun(LoadedFilter filter) {
        this(filter, filter.filter().hook().isAtCgroup() ? new GroupWire() : new RawWire(new RawSender(DEVICE)));
    }

    private LoopbackRun(LoadedFilter filter, Wire wire) {
        this.filter = filter;
        this.wire = wire;
        AttachOutcome outcome = filter.attach(wire.point());
        if (!(outcome instanceof AttachOutcome.Attached(Attachment attached, var _))) {
            throw new AssertionError(outcome.toString());
        }
        this.attachment = attached;
        this.before = filter.counters().packets();
    }

    /** With the action that belongs to the entry that moved. */
    RunResult run(byte[] frame) {
        wire.send(frame);
        return next();
    }

    /** What the filter does with a packet that something else has sent. */
    RunResult next() {
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end) {
            long[] after = filter.counters().packets();
            int entry = ended(after);
            if (entry >= 0) {
                before = after;
                return new RunResult(action(entry), entry);
            }
            Thread.onSpinWait();
        }
        return new RunResult(0, -1);
    }

    /** The moved entry of what ends an evaluation. */
    private int ended(long[] after) {
        CounterLayout layout = filter.filter().counters();
        for (int entry = after.length - 1; entry >= 0; entry--) {
            int rule = layout.ruleAt(entry);
            boolean ends = rule >= 0 ? actionOf(rule).isFinal() : entry < CounterLayout.EVENTS_LOST;
            if (ends && after[entry] != before[entry]) {
                return entry;
            }
        }
        return -1;
    }

    private Action actionOf(int rule) {
        return filter.filter().rules().rules().get(rule).action();
    }

    private int action(int entry) {
        CounterLayout layout = filter.filter().counters();
        Hook hook = filter.filter().hook();
        int rule = layout.ruleAt(entry);
        boolean drop = rule >= 0 ? actionOf(rule).drops()
                : filter.filter().rules().decision(layout.causeAt(entry)).verdict() == Verdict.DROP;
        return drop ? hook.dropCode() : hook.passCode();
    }

    @Override
    public void close() {
        attachment.close();
        wire.close();
    }

    private record RawWire(RawSender sender) implements Wire {

        @Override
        public AttachPoint point() {
            return new AttachPoint(DEVICE, AttachPoint.XdpMode.GENERIC);
        }

        @Override
        public void send(byte[] frame) {
            sender.send(frame);
        }

        @Override
        public void close() {
            sender.close();
        }
    }
}
