package dev.protosieve.app.session;

import dev.protosieve.app.session.RunSession.Replacement;
import dev.protosieve.app.session.RunSession.Start;
import dev.protosieve.app.task.FramePump;
import dev.protosieve.app.task.Loop;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.FilterTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Starts, replaces and ends the run of the workbench. Called on the FX thread; blocking work goes to the workers, one
 * piece after the other.
 */
public final class Runner implements RunControl, AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Workbench bench;
    private final Workers workers;
    private final LongWork work;
    private final Executor ui;
    /** Whoever wants to detach does not wait until all that is read and compiled is done. */
    private final Executor jobs;
    private final List<FilterTarget> targets;
    /** Where to load what is still being compiled, and which of the documents that were opened. */
    private Optional<Awaited> awaited = Optional.empty();
    /** Whose rules are at work. */
    private Opening atWork;
    private volatile Optional<RunSession> session = Optional.empty();
    private volatile Runnable beforeDetach = () -> {
    };
    private volatile Optional<FramePump<RunSnapshot>> pump = Optional.empty();
    private volatile Optional<Loop> watch = Optional.empty();
    /** Nobody wants what is being loaded for the run that ends. */
    private volatile boolean detaching;
    private volatile boolean closed;

    private record Awaited(Place place, int opening) {
    }

    /** @param targets in the order of preference */
    public Runner(Workbench bench, List<FilterTarget> targets, LongWork work, Workers workers, Executor ui) {
        this.bench = bench;
        this.work = work;
        this.targets = List.copyOf(targets);
        this.workers = workers;
        this.ui = ui;
        this.jobs = workers.alone("run");
        this.atWork = bench.opening();
        bench.check().subscribe((_, check) -> follow(check));
        bench.hook().subscribe((_, _) -> refreshPlaces());
        refreshPlaces();
    }

    @Override
    public void refreshPlaces() {
        Hook hook = bench.hook().get();
        List<Place> found = targets.stream().flatMap(target -> Place.of(target, hook).stream()).toList();
        if (found.equals(List.copyOf(bench.places()))) {
            return;
        }
        Place chosen = bench.place().get();
        bench.places().setAll(found);
        bench.place().set(found.contains(chosen) ? chosen : found.isEmpty() ? null : found.getFirst());
    }

    @Override
    public void load() {
        Check check = bench.check().get();
        Place place = bench.place().get();
        if (!check.isRunnable() || place == null || !(bench.run().get() instanceof RunState.Stopped)) {
            return;
        }
        detaching = false;
        bench.run().set(new RunState.Starting(place));
        awaited = Optional.of(new Awaited(place, bench.openings()));
        startAwaited(check);
    }

    // what people see is what runs: a text that was changed just now is compiled first
    private void startAwaited(Check check) {
        Awaited wanted = awaited.orElse(null);
        if (wanted == null || wanted.opening() == bench.openings() && !bench.isNewest(check)) {
            return;
        }
        awaited = Optional.empty();
        if (wanted.opening() != bench.openings()) {
            failed("Not loaded: another file was opened");
        } else if (check.isRunnable()) {
            CompiledFilter filter = check.report().filter().orElseThrow();
            Opening mine = takeOver();
            jobs.execute(() -> start(wanted.place(), filter, mine));
        } else {
            failed("Not loaded: " + (check.report().hasErrors() ? "the rules have errors" : "they were not accepted"));
        }
    }

    private Opening takeOver() {
        atWork = bench.opening();
        return atWork;
    }

    private void start(Place place, CompiledFilter filter, Opening mine) {
        try {
            switch (loaded(place, filter)) {
                case Start.Started(RunSession started, var _, String how) -> begin(place, started, how, mine);
                case Start.NotLoaded(var outcome) -> failed("Not loaded: " + Checker.words(outcome));
                case Start.NotAttached(String reason, String hint) ->
                    failed("Not loaded: " + reason + (hint.isEmpty() ? "" : " \u2013 " + hint));
            }
        } catch (RuntimeException | Error e) {
            failed("Not loaded: " + e);
            stopNow();
            throw e;
        }
    }

    private Start loaded(Place place, CompiledFilter filter) {
        return work.run("Loading " + filter.name() + " at " + place, () -> closed,
                stop -> RunSession.start(place.target(), filter, place.point(), workers, stop));
    }

    private synchronized void begin(Place place, RunSession started, String how, Opening mine) {
        if (closed) {
            started.stop();
            return;
        }
        session = Optional.of(started);
        count(started, mine);
        pump = Optional.of(new FramePump<>(workers, ui, FramePump.PACE, started::snapshot, this::show));
        watch = Optional.of(workers.every("watch", LOOK, () -> look(place, started)));
        ui.execute(() -> {
            bench.run().set(new RunState.Running(place, how, Instant.now(), "", false));
            follow(bench.check().get());
        });
    }

    private void look(Place place, RunSession running) {
        if (running.isLost()) {
            jobs.execute(() -> lost(place, running));
        }
    }

    private void lost(Place place, RunSession running) {
        if (session.equals(Optional.of(running))) {
            end(new RunState.Stopped("Stopped: " + RunSession.lost(place + ""), true));
        }
    }

    // the numbers of before are of other rules
    private void count(RunSession running, Opening mine) {
        RunSnapshot first = running.snapshot();
        ui.execute(() -> {
            bench.counted().are(mine);
            show(first);
        });
    }

    private void failed(String words) {
        ui.execute(() -> bench.run().set(new RunState.Stopped(words, true)));
    }

    private void show(RunSnapshot snapshot) {
        bench.snapshot().set(Optional.of(snapshot));
    }

    private void follow(Check check) {
        startAwaited(check);
        if (!(bench.run().get() instanceof RunState.Running running)
                || check.answer() instanceof VerifierAnswer.Pending) {
            return;
        }
        if (!isAtWork()) {
            bench.run().set(leftAlone(running));
        } else if (check.isRunnable()) {
            Opening mine = takeOver();
            CompiledFilter next = check.report().filter().orElseThrow();
            jobs.execute(() -> session.ifPresent(s -> follow(s, next, mine)));
        } else {
            bench.run().set(running.remarked("the rules before are still at work: the new ones have errors", true));
        }
    }

    private RunState.Running leftAlone(RunState.Running running) {
        return running.remarked(
                atWork.document().name() + " is at work, not these rules: Replace puts them in its place", true);
    }

    private boolean isAtWork() {
        return bench.opening().isOf(atWork);
    }

    private void follow(RunSession running, CompiledFilter next, Opening mine) {
        if (differs(running.filter(), next)) {
            replace(running, next, mine);
        } else {
            remark("", false);
        }
    }

    /** Whether one does or says something else than the other; spans alone do not count. */
    private static boolean differs(CompiledFilter a, CompiledFilter b) {
        return a.hook() != b.hook() || !insns(a).equals(insns(b)) || !a.maps().equals(b.maps())
                || !names(a).equals(names(b))
                || a.rules().observe() != b.rules().observe();
    }

    private static List<?> insns(CompiledFilter filter) {
        return filter.code().stream().map(CompiledFilter.Placed::insn).toList();
    }

    private static List<String> names(CompiledFilter filter) {
        return filter.rules().rules().stream().flatMap(r -> Stream.of(r.number() + "", r.name())).toList();
    }

    @Override
    public void replace() {
        Check check = bench.check().get();
        if (check.isRunnable()) {
            Opening mine = takeOver();
            CompiledFilter next = check.report().filter().orElseThrow();
            jobs.execute(() -> session.ifPresent(s -> replace(s, next, mine)));
        }
    }

    private void replace(RunSession running, CompiledFilter next, Opening mine) {
        try {
            switch (replaced(running, next)) {
                case Replacement.Replaced _ -> {
                    count(running, mine);
                    remark("", false);
                }
                case Replacement.NotLoaded(var outcome) ->
                    remark("the rules before are still at work: " + Checker.words(outcome), true);
                case Replacement.Refused(String reason, String hint) -> remark("the rules before are still at work: "
                        + reason + (hint.isEmpty() ? "" : " \u2013 " + hint), true);
            }
        } catch (RuntimeException | Error e) {
            remark("these rules could not be put in the place of those before: " + e, true);
            throw e;
        }
    }

    private Replacement replaced(RunSession running, CompiledFilter next) {
        return work.run("Replacing the filter", () -> detaching || closed, stop -> running.replace(next, stop));
    }

    private void remark(String words, boolean stale) {
        ui.execute(() -> {
            if (bench.run().get() instanceof RunState.Running running) {
                bench.run().set(isAtWork() ? running.remarked(words, stale) : leftAlone(running));
            }
        });
    }

    @Override
    public void detach() {
        if (bench.run().get() instanceof RunState.Running running) {
            detaching = true;
            bench.run().set(new RunState.Stopping(running.place()));
            jobs.execute(() -> end(new RunState.Stopped("Detached from " + running.place(), false)));
        }
    }

    private void end(RunState.Stopped state) {
        try {
            ended(stopNow(), state);
        } catch (RuntimeException | Error e) {
            ended(Optional.empty(), new RunState.Stopped("Detached, but the last numbers are missing: " + e, true));
            throw e;
        }
    }

    private void ended(Optional<RunSnapshot> last, RunState.Stopped state) {
        ui.execute(() -> {
            last.ifPresent(this::show);
            switch (bench.run().get()) {
                case RunState.Running _, RunState.Stopping _ -> bench.run().set(state);
                // it ended by itself before it was asked to
                case RunState.Stopped _, RunState.Starting _ -> {
                }
            }
        });
    }

    // the one place where the closing order stands: pump, then (in RunSession.stop) detach, last events, reader, filter
    private synchronized Optional<RunSnapshot> stopNow() {
        Optional<RunSession> ending = session;
        session = Optional.empty();
        Optional<RunSnapshot> last;
        try {
            ending.ifPresent(_ -> beforeDetach.run());
        } finally {
            watch.ifPresent(Loop::close);
            watch = Optional.empty();
            pump.ifPresent(FramePump::close);
            pump = Optional.empty();
            last = ending.map(RunSession::stop);
        }
        return last;
    }

    /** The session at work. */
    public Optional<RunSession> session() {
        return session;
    }

    /** What has to end while the filter is still at work, such as traffic that it is shown with; called on a worker. */
    public void beforeDetach(Runnable work) {
        beforeDetach = work;
    }

    @Override
    public void close() {
        closed = true;
        stopNow();
    }
}
