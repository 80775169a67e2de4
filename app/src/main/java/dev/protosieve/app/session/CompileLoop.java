package dev.protosieve.app.session;

import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.target.FilterTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Compiles and verifies after every pause in editing; the newest text wins, and what it overtakes ends early. */
public final class CompileLoop {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Workbench bench;
    private final LatestTask<Checker.Request, Check> task;
    private final LongWork work;
    private final Checker checker;
    private boolean begun;

    /** @param ui where the workbench lives */
    public CompileLoop(Workbench bench, Checker checker, LongWork work, Workers workers, Executor ui) {
        this.bench = bench;
        this.work = work;
        this.checker = checker;
        this.task = new LatestTask<>(workers, ui, PAUSE, this::check, bench.check()::set);
    }

    private Check check(Checker.Request request, BooleanSupplier overtaken) {
        return work.run("Compiling " + request.document().name(), overtaken, stop -> checker.check(request, stop));
    }

    /** Compiles now, without waiting for a pause, and from now on after each edit. Further calls do nothing. */
    public void begin() {
        if (begun) {
            return;
        }
        begun = true;
        bench.document().subscribe((old, now) -> {
            if (!old.isAt(now)) {
                task.submitNow(request());
            } else if (!old.compilesLike(now)) {
                task.submit(request());
            }
        });
        bench.hook().subscribe((_, _) -> task.submitNow(request()));
        bench.place().subscribe((_, _) -> task.submitNow(request()));
        task.submitNow(request());
    }

    /** Compiles now, without waiting for a pause, once it has begun. */
    public void now() {
        if (begun) {
            task.submitNow(request());
        }
    }

    private Checker.Request request() {
        Optional<FilterTarget> target = Optional.ofNullable(bench.place().get()).map(Place::target);
        return new Checker.Request(bench.document().get(), bench.hook().get(), target);
    }
}
