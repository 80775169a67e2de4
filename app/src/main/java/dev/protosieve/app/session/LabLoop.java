package dev.protosieve.app.session;

import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.sim.Trace;
import dev.protosieve.engine.target.FilterTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Judges the lab's packet, and those of its capture file, whenever they or the rules change; the newest wins. */
public final class LabLoop {

    private static final Duration PAUSE = Duration.ofMillis(120);

    private final Workbench bench;
    private final LatestTask<Prober.Request, Optional<LabReport>> task;

    private final LatestTask<CaptureReader.Request, Optional<Capture>> captures;

    /** @param ui where the workbench lives */
    public LabLoop(Workbench bench, LongWork work, Workers workers, Executor ui) {
        this.bench = bench;
        Prober prober = new Prober();
        CaptureReader reader = new CaptureReader();
        this.task = new LatestTask<>(workers, ui, PAUSE,
                (request, overtaken) -> work.run("Judging the packet", overtaken, stop -> prober.probe(request, stop)),
                this::show);
        this.captures = new LatestTask<>(workers, ui, PAUSE,
                (request, overtaken) -> work.run("Judging the capture", overtaken, stop -> reader.read(request, stop)),
                bench.capture()::set);
        bench.captureFile().subscribe((_, _) -> captures.submitNow(captureRequest()));
        bench.check().subscribe((_, _) -> captures.submitNow(captureRequest()));
        bench.probe().subscribe((_, _) -> task.submit(request()));
        bench.check().subscribe((_, _) -> task.submitNow(request()));
    }

    private void show(Optional<LabReport> report) {
        Optional<Trace> before = bench.lab().get().flatMap(LabReport::trace);
        Optional<Trace> now = report.flatMap(LabReport::trace);
        if (now.filter(n -> before.filter(n::tookTheWayOf).isPresent()).isEmpty()) {
            bench.labStep().set(0); // otherwise what a test that was saved would begin anew
        }
        bench.lab().set(report);
    }

    private CaptureReader.Request captureRequest() {
        return new CaptureReader.Request(bench.captureFile().get(), bench.check().get().report());
    }

    private Prober.Request request() {
        List<FilterTarget> targets = bench.places().stream().map(Place::target).distinct().toList();
        return new Prober.Request(bench.probe().get(), bench.check().get().report(), targets, bench.notice().get());
    }
}
