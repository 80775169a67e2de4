package dev.protosieve.app.bench;

import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.Optimisation;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the benchmark in a folder of their own, which goes when this is closed, and filters made of them. */
final class Bench implements AutoCloseable {

    /** Rule files that have C beside them, from easy to difficult. */
    static final List<String> CASES = List.of("compare", "number", "list", "contains", "nested", "exists", "map",
            "ten");
    private static final List<String> SHARED = List.of(BenchRules.SCHEMA_FILE, "sieve.h");

    private final Path folder;
    private final RulePipeline pipeline = new RulePipeline(new SchemaLoader(ProtoCompiler.bundled()));
    private final KernelTarget kernel;

    /** @param kernel stays open */
    Bench(KernelTarget kernel) throws IOException {
        this.kernel = kernel;
        this.folder = Files.createTempDirectory("protosieve-bench");
        for (String name : SHARED) {
            unpack(name);
        }
        for (String name : CASES) {
            unpack(name + ".c");
        }
    }

    private void unpack(String name) throws IOException {
        Files.writeString(folder.resolve(name), resource(name));
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Bench.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The generated filter for a rule file of the benchmark. */
    CompiledFilter generated(String name, Hook hook) throws IOException {
        return compile(name, resource(name + ".sieve"), hook);
    }

    /** The generated filter for these rules, without events. */
    CompiledFilter compile(String name, String rules, Hook hook) {
        return compile(name, rules, hook, Set.of());
    }

    /** The same with some optimisations left out. */
    CompiledFilter compile(String name, String rules, Hook hook, Set<Optimisation> without) {
        CompileReport report = pipeline.compile(new SourceText(name + ".sieve", rules), folder,
                EmitOptions.of(hook, kernel.features()).withEvents(EventLayout.OFF).without(without));
        return report.filter().orElseThrow(() -> new IllegalStateException(report.diagnostics().stream()
                .map(d -> d.format()).collect(Collectors.joining("\n"))));
    }

    /** The C for the same rules, as a filter. */
    ExpertC.Outcome expert(String name, CompiledFilter twin, String clang) throws IOException {
        return new ExpertC(clang).compile(folder.resolve(name + ".c"), twin);
    }

    /** Why this kernel does not take it: one sentence. */
    Optional<String> refusal(CompiledFilter filter) {
        return switch (kernel.load(filter)) {
            case LoadOutcome.Loaded(LoadedFilter loaded, var _) -> {
                loaded.close();
                yield Optional.empty();
            }
            case LoadOutcome.Rejected(String log, int _) ->
                Optional.of("the kernel refuses " + filter.name() + ": " + lastWords(log));
            case LoadOutcome.Unsupported(String what, String _) -> Optional.of(what);
            case LoadOutcome.Denied(String what, String _) -> Optional.of(what);
            case LoadOutcome.Cancelled() -> Optional.of("loading was cancelled");
        };
    }

    /** The line before the verifier's statistics. */
    private static String lastWords(String log) {
        return log.lines().filter(l -> !l.startsWith("processed ")).reduce("", (before, line) -> line);
    }

    /** @throws IllegalStateException with the kernel's log when it refuses */
    LoadedFilter load(CompiledFilter filter) {
        return switch (kernel.load(filter)) {
            case LoadOutcome.Loaded loaded -> loaded.filter();
            case LoadOutcome.Rejected(String log, int _) -> throw new IllegalStateException(filter.name() + ": " + log);
            case LoadOutcome.Unsupported(String what, String hint) ->
                throw new IllegalStateException(what + ": " + hint);
            case LoadOutcome.Denied(String what, String hint) -> throw new IllegalStateException(what + ": " + hint);
            case LoadOutcome.Cancelled() -> throw new IllegalStateException("loading was cancelled");
        };
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
