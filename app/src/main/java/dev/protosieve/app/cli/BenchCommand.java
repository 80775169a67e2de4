package dev.protosieve.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures compiler and filters on this machine; each measurement is a command of its own below this one. */
@Command(name = "bench", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Measures how fast things are on this machine.", subcommands = {
        BenchCompileCommand.class, BenchKernelCommand.C.class, BenchKernelCommand.Rules.class,
        BenchKernelCommand.Passes.class,
        BenchKernelCommand.Hooks.class, BenchKernelCommand.Lengths.class,
        BenchKernelCommand.All.class}, synopsisSubcommandLabel = "MEASUREMENT")
final class BenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine all = spec.commandLine();
        int compile = all.getSubcommands().get("compile").execute();
        return Math.max(compile, all.getSubcommands().get("kernel").execute());
    }
}
