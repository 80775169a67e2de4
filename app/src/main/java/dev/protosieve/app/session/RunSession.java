package dev.protosieve.app.session;

import dev.protosieve.app.session.Generation.Sums;
import dev.protosieve.app.session.Ledger.Account;
import dev.protosieve.app.task.Loop;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.Attachment;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadReport;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.LoadedFilter.Counters;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A filter at work at one place, with totals that stay exact when it is replaced by another. Owns what it loads; safe for
 * use by several threads. Closing order: detach, last events, reader, filter.
 */
public final class RunSession implements AutoCloseable {

    private static final Duration DRAIN_PAUSE = Duration.ofMillis(4);
    /** Packets that were inside the old program when it was replaced are through after this (an RCU grace period is shorter). */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int SETTLE_TURNS = 25;
    /** How often the counters are read for the chart, whether or not somebody looks. */
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String DOCTOR = "protosieve doctor says what this machine lacks";

    /** What came of a start. */
    public sealed interface Start {

        /** @param how for people: {@code XDP, generic, on lo} */
        record Started(RunSession session, LoadReport report, String how) implements Start {
        }

        /** It never got loaded; the outcome is any but {@link LoadOutcome.Loaded}. */
        record NotLoaded(LoadOutcome outcome) implements Start {
        }

        record NotAttached(String reason, String hint) implements Start {
        }
    }

    /** What came of a replacement; the old filter goes on working unless it was replaced. */
    public sealed interface Replacement {

        record Replaced(LoadReport report) implements Replacement {
        }

        record NotLoaded(LoadOutcome outcome) implements Replacement {
        }

        record Refused(String reason, String hint) implements Replacement {
        }
    }

    private final FilterTarget target;
    private final Optional<Attachment> attachment;
    private final Ledger ledger;
    private final RecentEvents recent;
    private final GroupBook groups = new GroupBook();
    private final long startNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Long> replacedAt = new ArrayList<>();
    private final Loop loop;
    private volatile boolean stopped;
    private Generation current;
    private Optional<Generation> retiring = Optional.empty();
    private Sums retired = Sums.ZERO;
    private Optional<RunSnapshot> last = Optional.empty();

    private RunSession(FilterTarget target, Optional<Attachment> attachment, Ledger ledger, RecentEvents recent,
            Generation first,
            long startNanos, Workers workers) {
        this.target = target;
        this.attachment = attachment;
        this.ledger = ledger;
        this.recent = recent;
        this.current = first;
        this.startNanos = startNanos;
        this.loop = workers.every("events", DRAIN_PAUSE, this::drain);
    }

    /**
     * Loads, starts to read events, attaches; blocks for as long as the target verifies.
     *
     * @param point absent for a filter that sees only what {@link #run} hands it
     */
    public static Start start(FilterTarget target, CompiledFilter filter, Optional<AttachPoint> point,
            Workers workers) {
        return start(target, filter, point, workers, () -> false);
    }

    /** @param stop asked while the target verifies; after it said yes nothing is loaded */
    static Start start(FilterTarget target, CompiledFilter filter, Optional<AttachPoint> point, Workers workers,
            BooleanSupplier stop) {
        LoadOutcome outcome = target.load(filter, stop);
        if (!(outcome instanceof LoadOutcome.Loaded(LoadedFilter loaded, LoadReport report))) {
            return new Start.NotLoaded(outcome);
        }
        try {
            return start(target, loaded, report, point, workers);
        } catch (RuntimeException e) {
            loaded.close();
            return new Start.NotAttached(reason(e), DOCTOR);
        }
    }

    private static String reason(RuntimeException e) {
        return "the filter cannot be put to work: " + Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    private static Start start(FilterTarget target, LoadedFilter loaded, LoadReport report,
            Optional<AttachPoint> point, Workers workers) {
        long startNanos = System.nanoTime();
        Ledger ledger = new Ledger();
        RecentEvents recent = new RecentEvents();
        Generation first = new Generation(loaded, ledger, recent);
        if (point.isEmpty()) {
            return new Start.Started(
                    new RunSession(target, Optional.empty(), ledger, recent, first, startNanos, workers), report,
                    target.features().release() + ", packets by hand");
        }
        return switch (loaded.attach(point.get())) {
            case AttachOutcome.Attached(Attachment attachment, String how) -> new Start.Started(
                    new RunSession(target, Optional.of(attachment), ledger, recent, first, startNanos, workers), report,
                    how);
            case AttachOutcome.Refused(String reason, String hint) -> {
                first.close();
                yield new Start.NotAttached(reason, hint);
            }
        };
    }

    /** Whether the filter was taken off from outside, as where its interface or control group has gone: it sees no more packets. */
    public boolean isLost() {
        return attachment.filter(a -> !a.isThere()).isPresent() && !stopped;
    }

    /** What {@link #isLost} means, in words. */
    public static String lost(String place) {
        return "nothing is filtered any more: " + place + " is gone, or somebody took the filter off";
    }

    /** The filter that is at work now. */
    public CompiledFilter filter() {
        return locked(() -> current.filter().filter());
    }

    /** Runs the current filter over a packet (from the Ethernet header on), as if it had come in; counts like traffic. */
    public RunResult run(byte[] packet) {
        return locked(() -> current.filter()).run(packet);
    }

    /** Puts another filter of the same hook in place with no packet unfiltered; blocks until the old one's totals are final. */
    public Replacement replace(CompiledFilter next) {
        return replace(next, () -> false);
    }

    /** @param stop asked while the target verifies; after it said yes the old filter stays */
    synchronized Replacement replace(CompiledFilter next, BooleanSupplier stop) {
        LoadOutcome outcome = target.load(next, stop);
        if (!(outcome instanceof LoadOutcome.Loaded(LoadedFilter loaded, LoadReport report))) {
            return new Replacement.NotLoaded(outcome);
        }
        try {
            if (exchange(loaded).orElse(null) instanceof AttachOutcome.Refused(String reason, String hint)) {
                loaded.close();
                return new Replacement.Refused(reason, hint);
            }
        } catch (RuntimeException e) {
            loaded.close();
            return new Replacement.Refused(reason(e), DOCTOR);
        }
        retire();
        return new Replacement.Replaced(report);
    }

    /** Absent where the filter is attached nowhere. */
    private Optional<AttachOutcome> exchange(LoadedFilter loaded) {
        lock.lock();
        try {
            Generation following = new Generation(loaded, ledger, recent);
            Optional<AttachOutcome> outcome = attachment.map(a -> a.replace(loaded));
            if (outcome.isEmpty() || outcome.get() instanceof AttachOutcome.Attached) {
                retiring = Optional.of(current);
                current = following;
                replacedAt.add(System.nanoTime());
            }
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    // waits until every counted event of the old filter is here or known to be lost, then closes its books
    private void retire() {
        Generation old = locked(() -> retiring.orElseThrow());
        try {
            Counters counters = settle(old);
            locked(() -> book(old, counters));
        } finally {
            locked(() -> {
                retiring = Optional.empty();
                old.close();
            });
        }
    }

    private Counters settle(Generation generation) {
        for (int turn = 1;; turn++) {
            LockSupport.parkNanos(SETTLE_NANOS);
            lock.lock();
            try {
                while (generation.drain() > 0) {
                    Thread.onSpinWait();
                }
                Counters counters = generation.read();
                boolean done = !generation.hasEvents() || generation.sums(counters).addsUp();
                if (turn == SETTLE_TURNS || done && turn > 1) {
                    return counters;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void book(Generation old, Counters counters) {
        retired = retired.plus(old.sums(counters));
        groups.book(old);
        for (int entry = 0; entry < old.accounts().size(); entry++) {
            Account account = old.accounts().get(entry);
            account.packets += counters.packets()[entry];
            account.bytes += counters.bytes()[entry];
        }
        retiring = Optional.empty();
    }

    private void drain() {
        lock.lock();
        try {
            if (last.isEmpty()) {
                retiring.ifPresent(Generation::drain);
                current.drain();
                if (System.nanoTime() - current.readAt() >= SAMPLE_NANOS) {
                    retiring.ifPresent(Generation::read);
                    current.read();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The state now; after {@link #stop()} the final one. */
    public RunSnapshot snapshot() {
        lock.lock();
        try {
            if (last.isPresent()) {
                return last.get();
            }
            // events before counters: so the counters are never behind
            drain();
            return picture(current.read(), retiring.map(Generation::read), false);
        } finally {
            lock.unlock();
        }
    }

    private RunSnapshot picture(Counters counters, Optional<Counters> old, boolean ended) {
        Sums sums = retired.plus(current.sums(counters))
                .plus(old.map(o -> retiring.orElseThrow().sums(o)).orElse(Sums.ZERO));
        return new SnapshotBuilder(current, counters, retiring, old, ledger, startNanos)
                .build(sums, groups.read(current, retiring, ended), recent.newest(),
                        replacedAt.stream().map(at -> at - startNanos).toList(), ended);
    }

    /** Detaches, waits for the last events, unloads; the snapshot it gives is final and adds up. Idempotent. */
    public synchronized RunSnapshot stop() {
        stopped = true;
        attachment.ifPresent(Attachment::close);
        loop.close();
        Optional<RunSnapshot> known = locked(() -> last);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            Counters counters = settle(current);
            return locked(() -> ended(counters));
        } finally {
            locked(current::close);
        }
    }

    private RunSnapshot ended(Counters counters) {
        RunSnapshot end = picture(counters, Optional.empty(), true);
        last = Optional.of(end);
        return end;
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
