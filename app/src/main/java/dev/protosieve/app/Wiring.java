package dev.protosieve.app;

import dev.protosieve.app.session.Checker;
import dev.protosieve.app.session.ExpectLoop;
import dev.protosieve.app.shell.GuiLauncher;
import dev.protosieve.app.shell.GuiOptions;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.ProtocFinder;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.verdict.LogMapper;
import dev.protosieve.engine.verdict.RejectionCatalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything is constructed here, by hand, and closed here in the opposite order. */
public final class Wiring implements AutoCloseable {

    private final Workers workers;
    private final FxThread fx;
    private final RulePipeline pipeline;
    private final List<FilterTarget> targets;
    private final String notice;

    private Wiring(Workers workers, FxThread fx, RulePipeline pipeline, List<FilterTarget> targets, String notice) {
        this.workers = workers;
        this.fx = fx;
        this.pipeline = pipeline;
        this.targets = List.copyOf(targets);
        this.notice = notice;
    }

    /** The kernel, if this process may use it, and the simulator. */
    public static Wiring open() {
        return open(new Workers(Wiring::report), new FxThread());
    }

    /** The same, while the toolkit starts on another processor. */
    public static Wiring openForWindow() {
        Workers workers = new Workers(Wiring::report);
        FxThread fx = new FxThread();
        fx.begin(workers);
        workers.execute(ExpectLoop::warmUp);
        return open(workers, fx);
    }

    private static Wiring open(Workers workers, FxThread fx) {
        Path protoc = ProtocFinder.find().orElse(Path.of("protoc"));
        RulePipeline pipeline = new RulePipeline(new SchemaLoader(new ProtoCompiler(protoc)));
        List<FilterTarget> targets = new ArrayList<>();
        String notice = switch (KernelTarget.open()) {
            case KernelOpening.Opened(KernelTarget kernel) -> {
                targets.add(kernel);
                yield "";
            }
            case KernelOpening.Unavailable(String reason, String hint) ->
                "No live kernel: " + reason + " \u2013 " + hint;
        };
        targets.add(new SimulatorTarget());
        return new Wiring(workers, fx, pipeline, targets, notice);
    }

    // an exception that nobody caught is our bug; the window stays alive
    private static void report(Throwable trouble) {
        System.getLogger(Wiring.class.getName()).log(System.Logger.Level.ERROR, "unexpected", trouble);
    }

    public Workers workers() {
        return workers;
    }

    public RulePipeline pipeline() {
        return pipeline;
    }

    /** The kernel first, if it can be used; the simulator last. */
    public List<FilterTarget> targets() {
        return targets;
    }

    /** Why there is no live kernel; empty when there is. */
    public String notice() {
        return notice;
    }

    /** Opens the window. */
    public GuiLauncher gui(GuiOptions options) {
        return GuiLauncher.open(options, new Checker(pipeline, new LogMapper(RejectionCatalogue.load())), targets,
                notice, workers, fx);
    }

    @Override
    public void close() {
        targets.forEach(FilterTarget::close);
        workers.close();
    }
}
