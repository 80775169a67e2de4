package dev.protosieve.app.session;

import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Measures the cost of the rules when somebody asks, and forgets it when they change. */
public final class CostLoop {

    /** @param ui where the workbench lives */
    public CostLoop(Workbench bench, Checker checker, Workers workers, Executor ui) {
        LatestTask<CostMeter.Request, Cost> task = new LatestTask<>(workers, ui, Duration.ZERO,
                new CostMeter(checker)::measure, answer -> {
                    if (bench.cost().get() instanceof Cost.Measuring) {
                        bench.cost().set(answer);
                    }
                });
        bench.cost().subscribe((_, now) -> {
            if (now instanceof Cost.Measuring) {
                task.submitNow(new CostMeter.Request(bench.document().get(), bench.hook().get(),
                        bench.places().stream().map(Place::target).distinct().toList(),
                        bench.probe().get().packet()));
            }
        });
        bench.check().subscribe((_, _) -> bench.cost().set(new Cost.Unknown("")));
        bench.probe().subscribe((_, _) -> bench.cost().set(new Cost.Unknown("")));
    }
}
