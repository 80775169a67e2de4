package dev.protosieve.app.cli;

import dev.protosieve.app.session.RunSession;
import dev.protosieve.app.session.RunSession.Start;
import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.task.AtExit;
import dev.protosieve.app.task.Workers;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.AttachPoint;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts a filter at an interface until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Attaches the filter, prints live counts once a second, and detaches at the end or on Ctrl-C.")
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RuleFile rules;

    @Option(names = "--hook", required = true, description = HookWords.ALL)
    private Hook hook;

    @ArgGroup(multiplicity = "1")
    private Where where;

    /** An interface or a control group, as the hook wants. */
    private static final class Where {
        @Option(names = "--dev", required = true, paramLabel = "IF", description = "The network interface.")
        private @Nullable String device;

        @Option(names = "--cgroup", required = true, paramLabel = "DIR", description = "For the cgroup hooks: the directory of a "
                + "control group, or its name below where cgroup v2 is mounted.")
        private @Nullable String group;
    }

    @Option(names = "--duration", paramLabel = "D", description = "Such as 10s or 2m; until Ctrl-C without it.")
    private @Nullable Duration duration;

    @Option(names = "--json", description = "Print the final counts as one JSON object and nothing else.")
    private boolean json;

    /** The interface or control group. */
    private String place() {
        String wanted = hook.isAtCgroup() ? where.group : where.device;
        if (wanted == null) {
            throw new ParameterException(spec.commandLine(), hook.isAtCgroup()
                    ? "the hook " + hook.id() + " is at a control group: name it with --cgroup DIR"
                    : "the hook " + hook.id() + " is at an interface: name it with --dev IF");
        }
        return wanted;
    }

    @Override
    public Integer call() throws CommandFailed, InterruptedException {
        String place = place();
        try (KernelTarget kernel = Kernel.open();
                Workers workers = new Workers(e -> spec.commandLine().getErr().println("unexpected: " + e))) {
            Optional<CompiledFilter> filter = rules.filter(EmitOptions.of(hook, kernel.features()));
            return filter.isEmpty() ? Commands.FINDINGS : run(kernel, filter.get(), place, workers);
        }
    }

    private int run(KernelTarget kernel, CompiledFilter filter, String place, Workers workers)
            throws CommandFailed, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (AtExit exit = new AtExit()) {
            Optional<AttachPoint> point = Optional.of(AttachPoint.of(place));
            switch (RunSession.start(kernel, filter, point, workers)) {
                case Start.NotLoaded(var outcome) -> throw Refusals.of(outcome, filter);
                case Start.NotAttached(String reason, String hint) -> throw new CommandFailed(reason, hint);
                case Start.Started(RunSession session, var _, String how) -> {
                    try (session) {
                        spec.commandLine().getErr().println("attached: " + how);
                        return end(watch(session, exit, out), session.stop(), place, out);
                    }
                }
            }
        }
    }

    private boolean watch(RunSession session, AtExit exit, PrintWriter out) throws InterruptedException {
        return new LiveCounts(session, exit).print(Optional.ofNullable(duration), () -> false, second -> {
            if (!json) {
                out.println(RunText.live(second, session.snapshot(), ""));
            }
        });
    }

    private int end(boolean attached, RunSnapshot last, String place, PrintWriter out) {
        print(last, out);
        if (!attached) {
            spec.commandLine().getErr().println(RunSession.lost(place));
            return Commands.FINDINGS;
        }
        if (!json) {
            out.println("detached from " + place);
        }
        return Commands.OK;
    }

    private void print(RunSnapshot last, PrintWriter out) {
        if (json) {
            out.println(Json.of(RunText.json(last)));
        } else {
            out.println();
            RunText.row(out, "passed", last.passed());
            RunText.row(out, "dropped", last.dropped());
            RunText.wouldDrop(last, out);
            RunText.row(out, "events received", last.received());
            RunText.row(out, "events lost", last.lost());
            RunText.rules(last, out);
        }
        out.flush();
    }
}
