package dev.protosieve.app.session;

import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import dev.protosieve.bpf.target.KernelTarget;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Measures the cost of the rules when somebody asks, and by itself when a few rules have rested; forgets it when they
 * change.
 */
public final class CostLoop {

    private static final Duration REST = Duration.ofMillis(1500);
    /** More rules take too long to be measured unasked. */
    private static final int FEW = 12;

    private final Workbench bench;
    private volatile boolean wanted;

    /** @param ui where the workbench lives */
    public CostLoop(Workbench bench, Checker checker, LongWork work, Workers workers, Executor ui) {
        this.bench = bench;
        CostMeter meter = new CostMeter(checker);
        LatestTask<CostMeter.Request, Cost> task = new LatestTask<>(workers, ui, Duration.ZERO,
                (request, overtaken) -> work.run("Measuring rules", overtaken,
                        stop -> meter.measure(request, () -> stop.getAsBoolean() || !wanted)),
                answer -> {
                    if (bench.cost().get() instanceof Cost.Measuring) {
                        bench.cost().set(answer);
                    }
                });
        bench.cost().subscribe((_, now) -> {
            wanted = now instanceof Cost.Measuring;
            if (now instanceof Cost.Measuring) {
                task.submitNow(new CostMeter.Request(bench.document().get(), bench.hook().get(),
                        bench.places().stream().map(Place::target).distinct().toList(),
                        bench.probe().get().packet()));
            }
        });
        bench.check().subscribe((_, _) -> bench.cost().set(new Cost.Unknown("")));
        bench.probe().subscribe((_, _) -> bench.cost().set(new Cost.Unknown("")));
        LatestTask<LabReport, LabReport> rested = new LatestTask<>(workers, ui, REST, report -> report, this::unasked);
        bench.lab().subscribe(report -> report.ifPresent(rested::submit));
    }

    // a run at work is not disturbed
    private void unasked(LabReport report) {
        boolean few = report.filter().rules().rules().size() <= FEW;
        boolean kernel = bench.places().stream().anyMatch(p -> p.target() instanceof KernelTarget);
        if (few && kernel && !bench.run().get().isRunning() && bench.cost().get() instanceof Cost.Unknown(String why)
                && why.isEmpty()) {
            bench.cost().set(new Cost.Measuring());
        }
    }
}
