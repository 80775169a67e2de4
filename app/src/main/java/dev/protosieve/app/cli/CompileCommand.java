package dev.protosieve.app.cli;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.listing.Listing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the instructions of a filter. */
@Command(name = "compile", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Compiles a rule file and prints its eBPF instructions, for the newest kernel that is known.")
final class CompileCommand implements Callable<Integer> {

    /** In which form. */
    private static final class Form {
        @Option(names = "--asm", description = "Instructions, with the rule lines they come from (the default).")
        private boolean assembly;

        @Option(names = "--raw", arity = "0..1", fallbackValue = "-", paramLabel = "OUT", description = "The 8-byte words in hex, one a line, to standard output or into a file.")
        private @Nullable String raw;
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private RuleFile rules;

    @Option(names = "--hook", required = true, description = HookWords.ALL)
    private Hook hook;

    @Option(names = "--events", defaultValue = "on", description = "on or off: whether the filter sends verdict events.")
    private String events;

    @Option(names = "--name", defaultValue = "protosieve", description = "The program's name in the kernel: at most 15 of A-Z a-z 0-9 _ .")
    private String name;

    @Mixin
    private Optimisations optimisations;

    @ArgGroup
    private @Nullable Form form;

    @Override
    public Integer call() throws CommandFailed {
        CompileReport report = rules.compile(options());
        Diagnostics.print(report.diagnostics(), false, spec.commandLine().getErr());
        if (report.hasErrors()) {
            return Commands.FINDINGS;
        }
        print(report.filter().orElseThrow(), report.listing().orElseThrow());
        return Commands.OK;
    }

    private EmitOptions options() {
        if (!name.matches("[A-Za-z0-9_.]{1,15}")) {
            throw new ParameterException(spec.commandLine(), "--name takes 1 to 15 of A-Z a-z 0-9 _ .");
        }
        EventLayout layout = switch (events) {
            case "on" -> EventLayout.STANDARD;
            case "off" -> EventLayout.OFF;
            default -> throw new ParameterException(spec.commandLine(), "--events takes on or off");
        };
        return EmitOptions.of(hook, KernelFeatures.ALL).named(name).withEvents(layout).without(optimisations.without());
    }

    private void print(CompiledFilter filter, Listing listing) throws CommandFailed {
        @Nullable String raw = form == null || form.assembly ? null : form.raw;
        PrintWriter out = spec.commandLine().getOut();
        if (raw == null) {
            ListingText.assembly(filter, listing, out);
        } else if (raw.equals("-")) {
            ListingText.raw(listing, out);
        } else {
            try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(Path.of(raw)))) {
                ListingText.raw(listing, file);
            } catch (IOException e) {
                throw new CommandFailed(raw + " cannot be written: " + e.getMessage());
            }
        }
    }
}
