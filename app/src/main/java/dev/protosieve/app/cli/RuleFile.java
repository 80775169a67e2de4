package dev.protosieve.app.cli;

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
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
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
        return pipeline.compile(text(), folder, options);
    }

    /** The filter, after warnings were printed, each once; without one the errors are. */
    Optional<CompiledFilter> filter(EmitOptions options) {
        CompileReport report = compile(options);
        report.diagnostics().stream().filter(printed::add)
                .forEach(d -> command.commandLine().getErr().println(d.format()));
        return report.hasErrors() ? Optional.empty() : report.filter();
    }

    Path path() {
        return file;
    }

    private SourceText text() {
        try {
            return new SourceText(file.toString(), LineEnds.unified(Files.readString(file)));
        } catch (NoSuchFileException _) {
            throw unreadable("there is no such file");
        } catch (CharacterCodingException _) {
            throw unreadable("it is no UTF-8 text");
        } catch (IOException e) {
            throw unreadable(Files.isDirectory(file) ? "it is a folder" : "it cannot be read: " + e.getMessage());
        }
    }

    private ParameterException unreadable(String why) {
        return new ParameterException(command.commandLine(), file + ": " + why);
    }
}
