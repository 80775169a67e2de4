package dev.protosieve.app.session;

import dev.protosieve.app.task.BackgroundTask;
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
    /** Shorter work is not worth a word. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final Workbench bench;
    private final LatestTask<Checker.Request, Check> task;
    private final Workers workers;
    private final Executor ui;
    private final Checker checker;
    private volatile Optional<BackgroundTasks> tasks = Optional.empty();
    private boolean begun;

    /** @param ui where the workbench lives */
    public CompileLoop(Workbench bench, Checker checker, Workers workers, Executor ui) {
        this.bench = bench;
        this.workers = workers;
        this.ui = ui;
        this.checker = checker;
        this.task = new LatestTask<>(workers, ui, PAUSE, this::check, bench.check()::set);
    }

    /** Where a compile stands that takes longer than a moment, with a way to end it. */
    public void tell(BackgroundTasks shown) {
        tasks = Optional.of(shown);
    }

    private Check check(Checker.Request request, BooleanSupplier overtaken) {
        BackgroundTask shown = new BackgroundTask("Compiling " + request.document().name(), ui);
        Runnable end = tasks.map(t -> t.whileItTakes(shown, workers, MOMENT)).orElse(() -> {
        });
        try {
            Check check = checker.check(request, () -> overtaken.getAsBoolean() || shown.isCancelled());
            return shown.isCancelled() ? Checker.cancelled(request) : check;
        } finally {
            end.run();
        }
    }

    /** Compiles now, without waiting for a pause, and from now on after each edit. Further calls do nothing. */
    public void begin() {
        if (begun) {
            return;
        }
        begun = true;
        bench.document().subscribe((old, now) -> {
            if (!old.text().equals(now.text()) || !old.folder().equals(now.folder())) {
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
