package dev.protosieve.app.cli;

import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadReport;
import dev.protosieve.engine.target.LoadedFilter;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a filter to the kernel's verifier. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Loads the filter into this machine's kernel without attaching it, and unloads it again.")
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RuleFile rules;

    @Option(names = "--hook", required = true, description = HookWords.ALL)
    private Hook hook;

    @Option(names = "--log", description = "Print the verifier's own log too.")
    private boolean log;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws CommandFailed {
        try (KernelTarget kernel = Kernel.open()) {
            Optional<CompiledFilter> filter = rules.filter(EmitOptions.of(hook, kernel.features()));
            if (filter.isEmpty()) {
                return Commands.FINDINGS;
            }
            return show(kernel.load(filter.get()), filter.get(), kernel.features().release());
        }
    }

    private int show(LoadOutcome outcome, CompiledFilter filter, String release) throws CommandFailed {
        return switch (outcome) {
            case LoadOutcome.Loaded(LoadedFilter loaded, LoadReport report) -> {
                loaded.close();
                accepted(report, filter, release);
                yield Commands.OK;
            }
            case LoadOutcome.Rejected rejected -> {
                if (log) {
                    spec.commandLine().getErr().print(rejected.log());
                }
                Diagnostics.print(Kernel.diagnostics(rejected, filter), json, spec.commandLine().getOut());
                yield Commands.FINDINGS;
            }
            case LoadOutcome.Unsupported(String what, String hint) -> throw new CommandFailed(what, hint);
            case LoadOutcome.Denied(String what, String hint) -> throw new CommandFailed(what, hint);
            case LoadOutcome.Cancelled() -> throw new CommandFailed("loading was cancelled");
        };
    }

    private void accepted(LoadReport report, CompiledFilter filter, String release) {
        PrintWriter out = spec.commandLine().getOut();
        if (log) {
            spec.commandLine().getErr().print(report.log());
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("accepted", true);
        facts.put("kernel", release);
        facts.put("hook", filter.hook().id());
        facts.put("instructions", filter.slots());
        facts.put("processed", report.processed());
        facts.put("stackBytes", report.stackBytes());
        facts.put("jitedBytes", report.jitedBytes());
        facts.put("milliseconds", TimeUnit.NANOSECONDS.toMillis(report.nanos()));
        if (json) {
            out.println(Json.of(facts));
            return;
        }
        out.println("accepted by Linux " + release + " at " + filter.hook().title());
        facts.entrySet().stream().skip(3)
                .forEach(f -> out
                        .println(String.format("  %-14s %,10d", f.getKey(), ((Number) f.getValue()).longValue())));
    }
}
