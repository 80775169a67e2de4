package dev.protosieve.app.cli;

import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens the engines that were asked for; closes all of them.
 *
 * @param missing those of {@code all} that this machine has not
 */
record Judges(List<Judge> all, List<Missing> missing) implements AutoCloseable {

    /** An engine that cannot be had here, and why. */
    record Missing(String engine, String reason) {
    }

    /** Empty when the rule file has errors, which were printed then. */
    static Optional<Judges> open(List<String> engines, RuleFile rules, Hook hook) throws CommandFailed {
        Judges judges = new Judges(new ArrayList<>(), new ArrayList<>());
        try {
            for (String engine : engines.contains("all") ? List.of("oracle", "sim", "kernel") : engines) {
                if (engines.contains("all") && engine.equals("kernel")
                        && KernelTarget.open() instanceof KernelOpening.Unavailable(String reason, String hint)) {
                    judges.missing.add(new Missing(engine, reason + " (" + hint + ")"));
                    continue;
                }
                Optional<Judge> judge = open(engine, rules, hook);
                if (judge.isEmpty()) {
                    judges.close();
                    return Optional.empty();
                }
                judges.all.add(judge.get());
            }
            return Optional.of(judges);
        } catch (CommandFailed e) {
            judges.close();
            throw e;
        }
    }

    private static Optional<Judge> open(String engine, RuleFile rules, Hook hook) throws CommandFailed {
        return switch (engine) {
            case "oracle" -> rules.filter(options(hook, KernelFeatures.ALL))
                    .map(Judge.Oracle::new);
            case "sim" -> load(new SimulatorTarget(), rules, hook);
            case "kernel" -> load(Kernel.open(), rules, hook);
            default -> throw new CommandFailed("'" + engine + "' is no engine; known are oracle, sim, kernel and all");
        };
    }

    private static EmitOptions options(Hook hook, KernelFeatures features) {
        return EmitOptions.of(hook, features).withEvents(EventLayout.OFF);
    }

    private static Optional<Judge> load(FilterTarget target, RuleFile rules, Hook hook) throws CommandFailed {
        Optional<CompiledFilter> filter = rules.filter(options(hook, target.features()));
        if (filter.isEmpty()) {
            target.close();
            return Optional.empty();
        }
        LoadOutcome outcome = target.load(filter.get());
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            return Optional.of(new Judge.Filter(target, loaded.filter()));
        }
        target.close();
        throw Refusals.of(outcome, filter.get());
    }

    @Override
    public void close() {
        all.forEach(Judge::close);
    }
}
