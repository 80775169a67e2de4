package dev.protosieve.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the compiler on this machine; each measurement is a command of its own below this one. */
@Command(name = "bench", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Measures how fast things are on this machine.", subcommands = BenchCompileCommand.class, synopsisSubcommandLabel = "MEASUREMENT")
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a measurement is missing");
    }
}
