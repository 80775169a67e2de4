package dev.protosieve.app.cli;

import dev.protosieve.app.project.Reason;
import dev.protosieve.app.session.BoundedFile;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.LineEnds;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The rule file that a command is about. */
final class RuleFile {

    private final RulePipeline pipeline = new RulePipeline(new SchemaLoader(ProtoCompiler.bundled()));

    private final Set<Diagnostic> printed = new HashSet<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(paramLabel = "FILE.sieve", description = "The rule file.")
    private Path file;

    /** Every diagnostic goes into the report. */
    CompileReport compile(EmitOptions options) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        return pipeline.compile(read(file, command), folder, options);
    }

    /** The filter, after warnings were printed, each once; without one the errors are, on standard output where JSON is asked for. */
    Optional<CompiledFilter> filter(EmitOptions options) {
        CompileReport report = compile(options);
        if (report.hasErrors() && isJson()) {
            Diagnostics.print(report.diagnostics(), true, command.commandLine().getOut());
            return Optional.empty();
        }
        report.diagnostics().stream().filter(printed::add)
                .forEach(d -> command.commandLine().getErr().println(d.format()));
        return report.hasErrors() ? Optional.empty() : report.filter();
    }

    Path path() {
        return file;
    }

    private boolean isJson() {
        OptionSpec json = command.findOption("--json");
        return json != null && Boolean.TRUE.equals(json.getValue());
    }

    /** The text of a rule file; one that cannot be read is wrong usage. */
    static SourceText read(Path file, CommandSpec command) {
        try {
            return new SourceText(file.toString(), LineEnds.unified(BoundedFile.text(file)));
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(),
                    file + ": " + (Files.isDirectory(file) ? "it is a folder" : Reason.of(e)));
        }
    }
}
