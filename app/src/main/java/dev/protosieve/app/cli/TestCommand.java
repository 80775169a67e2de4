package dev.protosieve.app.cli;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.typed.Expectation;
import dev.protosieve.engine.typed.Expectations;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.TypedRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the tests that live with the rules. */
@Command(name = "test", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = {
        "Runs the expect lines of a rule file on every engine there is: oracle, simulator, kernel.",
        "Where a limit counts packets, each line begins with full buckets."})
final class TestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RuleFile rules;

    @Option(names = "--engine", defaultValue = "all", split = ",", description = "oracle, sim, kernel or all (the default).")
    private List<String> engines;

    @Option(names = "--hook", defaultValue = "xdp", description = HookWords.OF_ENGINES)
    private Hook hook;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws CommandFailed {
        engines.stream().filter(e -> !EvalCommand.ENGINES.contains(e)).findFirst().ifPresent(e -> {
            throw new ParameterException(spec.commandLine(),
                    "'" + e + "' is no engine; known are " + EvalCommand.ENGINES);
        });
        CompileReport report = rules.compile(EmitOptions.of(hook, KernelFeatures.ALL));
        if (report.hasErrors()) {
            Diagnostics.print(report.diagnostics(), json,
                    json ? spec.commandLine().getOut() : spec.commandLine().getErr());
            return Commands.FINDINGS;
        }
        TypedRules typed = report.typed().orElseThrow();
        List<ExpectationResult> results = new ArrayList<>();
        List<Judges.Missing> missing = run(typed, results);
        ExpectationText text = new ExpectationText(typed, results, missing);
        if (json) {
            spec.commandLine().getOut().println(Json.of(text.json()));
        } else {
            text.print(spec.commandLine().getOut());
        }
        return text.allHold() ? Commands.OK : Commands.FINDINGS;
    }

    private List<Judges.Missing> run(TypedRules typed, List<ExpectationResult> results) throws CommandFailed {
        List<Expectation> expectations = Expectations.of(typed);
        boolean remembers = typed.rules().stream().anyMatch(r -> r.measure() instanceof Measure.Limit);
        List<Judges.Missing> missing = List.of();
        for (List<Expectation> group : remembers ? expectations.stream().map(List::of).toList()
                : List.of(expectations)) {
            try (Judges judges = open()) {
                missing = judges.missing();
                for (Expectation expectation : group) {
                    judges.all().forEach(judge -> results.add(ExpectationResult.of(expectation, judge)));
                }
            }
        }
        return missing;
    }

    private Judges open() throws CommandFailed {
        return Judges.open(engines, rules, hook)
                .orElseThrow(() -> new CommandFailed(rules.path() + " has changed while it was tested"));
    }
}
