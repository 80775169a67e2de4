package dev.protosieve.app.cli;

import dev.protosieve.app.listing.ListingText;
import dev.protosieve.app.project.Reason;
import dev.protosieve.bpf.feature.KernelRelease;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.ElfWriter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.listing.Listing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the instructions of a filter, or writes it as an object file. */
@Command(name = "compile", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Compiles a rule file: prints its eBPF instructions, or writes an ELF object for bpftool, libbpf and others.")
final class CompileCommand implements Callable<Integer> {

    private static final Pattern RELEASE = Pattern.compile("\\d{1,3}\\.\\d{1,3}(\\.\\d+)?");
    /** NR_CPUS of the largest kernels for amd64 (arch/x86/Kconfig). */
    private static final int MOST_CPUS = 8192;

    /** In which form. */
    private static final class Form {
        @Option(names = "--asm", description = "Instructions, with the rule lines they come from (the default).")
        private boolean assembly;

        @Option(names = "--raw", description = "The 8-byte words in hex, one a line; which of them load maps is told on standard error.")
        private boolean raw;

        @Option(names = "--json", description = "One JSON object about the program: its maps, and what each entry of the map counters counts.")
        private boolean json;

        boolean isText() {
            return assembly || raw || json;
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private RuleFile rules;

    @Option(names = "--hook", required = true, description = HookWords.ALL)
    private Hook hook;

    @Option(names = "--kernel", paramLabel = "V", description = "The oldest Linux it shall run on, such as 6.12; default: the newest known.")
    private @Nullable String kernel;

    @Option(names = "--events", defaultValue = "on", description = "on or off: whether the filter sends verdict events.")
    private String events;

    @Option(names = "--name", description = "The program's name: " + ProgramName.RULE
            + "; default: from the file's name.")
    private @Nullable String name;

    @Option(names = "--cpus", defaultValue = ElfWriter.STANDARD_CPUS
            + "", description = "For objects of socket filters, which have a buffer a CPU: the most CPUs of a machine (default: ${DEFAULT-VALUE}).")
    private int cpus;

    @Option(names = {"-o",
            "--output"}, paramLabel = "FILE", description = "Write an ELF object there; with --asm, --raw or --json that text.")
    private @Nullable Path output;

    @Mixin
    private Optimisations optimisations;

    @ArgGroup
    private @Nullable Form form;

    @Override
    public Integer call() throws CommandFailed {
        String wanted = name == null ? ProgramName.of(rules.path()) : name;
        CompileReport report = compile(wanted);
        if (report.filter().isPresent() && isTaken(wanted, report.filter().get())) {
            if (name != null) {
                throw usage("--name " + name + " is the name of one of the program's maps");
            }
            report = compile(ProgramName.beside(wanted));
        }
        boolean json = form != null && form.json && report.hasErrors();
        Diagnostics.print(report.diagnostics(), json,
                json ? spec.commandLine().getOut() : spec.commandLine().getErr());
        if (report.hasErrors()) {
            return Commands.FINDINGS;
        }
        give(report.filter().orElseThrow(), report.listing().orElseThrow());
        return Commands.OK;
    }

    private CompileReport compile(String program) {
        if (!ProgramName.isValid(program)) {
            throw usage("--name takes " + ProgramName.RULE);
        }
        if (cpus < 1 || cpus > MOST_CPUS) {
            throw usage("--cpus takes 1 to " + MOST_CPUS);
        }
        EventLayout layout = switch (events) {
            case "on" -> EventLayout.STANDARD;
            case "off" -> EventLayout.OFF;
            default -> throw usage("--events takes on or off");
        };
        return rules.compile(EmitOptions.of(hook, features()).named(program).withEvents(layout)
                .without(optimisations.without()));
    }

    private static boolean isTaken(String name, CompiledFilter filter) {
        return filter.maps().stream().anyMatch(map -> map.name().equals(name));
    }

    private KernelFeatures features() {
        if (kernel == null) {
            return KernelFeatures.ALL;
        }
        if (!RELEASE.matcher(kernel).matches()) {
            throw usage("--kernel takes a release of Linux, such as 6.12");
        }
        // include/uapi/linux/bpf.h has BPF_MAY_GOTO since 6.9.
        return new KernelFeatures(KernelRelease.parse(kernel).isAtLeast(6, 9), kernel);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void give(CompiledFilter filter, Listing listing) throws CommandFailed {
        if (output != null && (form == null || !form.isText())) {
            write(output, ElfWriter.write(filter, cpus));
            return;
        }
        StringWriter text = new StringWriter();
        print(filter, listing, new PrintWriter(text));
        if (output == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            write(output, text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void print(CompiledFilter filter, Listing listing, PrintWriter out) {
        if (form != null && form.raw) {
            ListingText.raw(listing, out);
            ListingText.maps(filter, spec.commandLine().getErr());
        } else if (form != null && form.json) {
            out.println(Json.of(FilterFacts.of(filter)));
        } else {
            ListingText.assembly(filter, listing, out);
        }
    }

    private static void write(Path file, byte[] bytes) throws CommandFailed {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new CommandFailed(file + " cannot be written: " + Reason.of(e));
        }
    }
}
