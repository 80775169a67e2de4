package dev.protosieve.bpf.object;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The rule files of samples and golden cases. */
final class RuleFiles {

    private static final Path SAMPLES = Path.of("..", "sample-protos");
    private static final Path GOLDEN = Path.of("..", "engine", "src", "test", "resources", "golden");
    private static final RulePipeline PIPELINE = new RulePipeline(new SchemaLoader(ProtoCompiler.bundled()));
    private static final int GENERATED = 8;

    private RuleFiles() {
    }

    /** All without mistakes, at every hook that shows what they read. */
    static Stream<Arguments> everywhere() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path top : List.of(SAMPLES, GOLDEN)) {
            try (Stream<Path> all = Files.walk(top)) {
                files.addAll(all.filter(f -> f.toString().endsWith(".sieve")).sorted().toList());
            }
        }
        return files.stream().filter(file -> compile(file, Hook.XDP).isPresent())
                .flatMap(file -> Arrays.stream(Hook.values()).filter(hook -> compile(file, hook).isPresent())
                        .map(hook -> Arguments.of(file, hook)));
    }

    static Optional<CompiledFilter> compile(Path file, Hook hook) {
        try {
            CompileReport report = PIPELINE.compile(new SourceText(file.toString(), Files.readString(file)),
                    file.getParent(), EmitOptions.of(hook, KernelFeatures.ALL).named("judge"));
            return report.filter();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of a golden case, or generated ones. */
    static List<byte[]> messages(Path file, CompiledFilter filter) throws IOException {
        Path written = file.resolveSibling("messages.txt");
        if (Files.exists(written)) {
            return Files.readAllLines(written).stream().map(line -> line.replaceAll("#.*", "").replace(" ", ""))
                    .map(HexFormat.of()::parseHex).toList();
        }
        MessageGenerator generator = MessageGenerator.of(filter.rules(), 1);
        return Stream.generate(generator::next).filter(m -> m.length <= 3000).limit(GENERATED).toList();
    }
}
