package dev.protosieve.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The simulator by itself: programs that no rule file made. */
@Command(name = "sim", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Runs, assembles and disassembles eBPF programs without a kernel.", subcommands = {
        SimRunCommand.class, SimAsmCommand.class, SimDisasmCommand.class}, synopsisSubcommandLabel = "COMMAND")
final class SimCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: run, asm or disasm");
    }
}
