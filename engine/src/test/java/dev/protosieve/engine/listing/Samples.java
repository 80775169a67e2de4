package dev.protosieve.engine.listing;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rule files of samples and golden cases, compiled. */
final class Samples {

    private static final RulePipeline PIPELINE = new RulePipeline(
            new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))));

    private Samples() {
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> samples = Files.walk(Path.of("../sample-protos"));
                Stream<Path> golden = Files.walk(Path.of("src/test/resources/golden"))) {
            return Stream.concat(samples, golden).filter(f -> f.toString().endsWith(".sieve")).sorted().toList();
        }
    }

    /** Empty for a rule file with mistakes. */
    static Stream<CompiledFilter> compile(Path file, Hook hook, EventLayout events) {
        try {
            CompileReport report = PIPELINE.compile(new SourceText(file.toString(), Files.readString(file)),
                    file.getParent(), EmitOptions.of(hook, KernelFeatures.ALL).named("judge").withEvents(events));
            return report.filter().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
