package dev.protosieve.app.cli;

import dev.protosieve.app.Wiring;
import dev.protosieve.app.shell.GuiLauncher;
import dev.protosieve.app.shell.GuiOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Opens the window, says how long that took, and ends; the build keeps the classes of such a run for quick starts. */
@Command(name = "start-time", hidden = true, mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Measures from the start of the process to the first picture of the window, and to its first compile.")
final class StartTimeCommand implements Callable<Integer> {

    private final Supplier<Wiring> wirings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE.sieve", description = "The rule file to open.")
    private Path file;

    StartTimeCommand(Supplier<Wiring> wirings) {
        this.wirings = wirings;
    }

    @Override
    public Integer call() throws CommandFailed {
        ProcessHandle.Info process = ProcessHandle.current().info();
        Instant start = process.startInstant().orElseThrow();
        try (Wiring wiring = wirings.get(); GuiLauncher gui = wiring.gui(GuiOptions.STANDARD.file(file))) {
            Duration shown = Duration.between(start, gui.awaitFirstFrame());
            if (!gui.awaitChecked()) {
                throw new CommandFailed(file + " was not compiled");
            }
            Duration checked = Duration.between(start, Instant.now());
            PrintWriter out = spec.commandLine().getOut();
            out.println(String.format("window %,d ms, compiled and verified %,d ms, processor %,d ms", shown.toMillis(),
                    checked.toMillis(), ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO)
                            .toMillis()));
            out.flush();
            return Commands.OK;
        }
    }
}
