package dev.protosieve.app.cli;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints all that is wrong with a rule file. */
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Prints all diagnostics of a rule file as file:line:col: severity: code: message.")
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RuleFile rules;

    @Option(names = "--json", description = "Print one JSON object with the list \"diagnostics\".")
    private boolean json;

    @Override
    public Integer call() {
        CompileReport report = rules.compile(EmitOptions.of(Hook.XDP, KernelFeatures.ALL));
        Diagnostics.print(report.diagnostics(), json, spec.commandLine().getOut());
        return report.hasErrors() ? Commands.FINDINGS : Commands.OK;
    }
}
