package dev.protosieve.app.cli;

import dev.protosieve.app.bench.BenchRules;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From rule text to instructions: time when warm, and what comes out. */
@Command(name = "compile", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = {
        "Compiles again and again and prints the median of the second half of the runs.",
        "Verified instructions and stack are the kernel's; without a live kernel they are -."})
final class BenchCompileCommand implements Callable<Integer> {

    /** Rules that are compiled before times stop falling, which they do when the JVM has compiled what it runs. */
    private static final int WARM = 40_000;
    private static final String UNKNOWN = "-";
    private static final List<String> COLUMNS = List.of("rules", "milliseconds", "instructions", "stateBytes",
            "processed", "stackBytes", "verifyMilliseconds");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE.sieve", description = "The rule file; left out, generated rules over 13 fields.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--rules", split = ",", defaultValue = "10,100,1000", description = "How many rules to generate: one or several numbers.")
    private int[] counts = {};

    @Option(names = "--runs", defaultValue = "0", description = "Runs of each; 0 chooses.")
    private int runs;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    private final RulePipeline pipeline = new RulePipeline(new SchemaLoader(ProtoCompiler.bundled()));

    @Override
    public Integer call() throws IOException {
        if (runs < 0 || Arrays.stream(counts).anyMatch(c -> c < 1)) {
            throw new ParameterException(spec.commandLine(), "--rules takes numbers from 1 on, --runs from 0 on");
        }
        return file.isPresent() ? measureFile(file.get()) : measureGenerated();
    }

    private int measureFile(Path rules) {
        Path folder = Optional.ofNullable(rules.toAbsolutePath().getParent()).orElse(Path.of("/"));
        return measure(RuleFile.read(rules, spec), folder);
    }

    private int measureGenerated() throws IOException {
        Path folder = Files.createTempDirectory("protosieve-bench");
        Path schema = folder.resolve(BenchRules.SCHEMA_FILE);
        try {
            Files.writeString(schema, BenchRules.schema());
            int worst = Commands.OK;
            for (int count : counts) {
                worst = Math.max(worst, measure(new SourceText("bench.sieve", BenchRules.file(count)), folder));
            }
            return worst;
        } finally {
            Files.deleteIfExists(schema);
            Files.delete(folder);
        }
    }

    private int measure(SourceText rules, Path folder) {
        EmitOptions options = EmitOptions.of(Hook.XDP, KernelFeatures.ALL);
        CompileReport report = pipeline.compile(rules, folder, options);
        if (report.filter().isEmpty()) {
            Diagnostics.print(report.diagnostics(), false, spec.commandLine().getErr());
            return Commands.FINDINGS;
        }
        CompiledFilter filter = report.filter().get();
        long[] nanos = new long[runs > 0 ? runs : Math.clamp(WARM / filter.rules().rules().size(), 40, 4_000)];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            pipeline.compile(rules, folder, options);
            nanos[i] = System.nanoTime() - start;
        }
        long[] warm = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(warm);
        print(filter, warm[warm.length / 2]);
        return Commands.OK;
    }

    private void print(CompiledFilter filter, long nanos) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rules", filter.rules().rules().size());
        facts.put("milliseconds", milliseconds(nanos));
        facts.put("instructions", filter.slots());
        facts.put("stateBytes", filter.maps().getFirst().valueSize());
        verified(filter, facts);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(facts));
            return;
        }
        List<String> cells = new ArrayList<>();
        COLUMNS.forEach(c -> cells.add(facts.getOrDefault(c, UNKNOWN) + " " + c));
        out.println(String.join("  ", cells));
    }

    /** What the kernel says of it, where there is one. */
    private static void verified(CompiledFilter filter, Map<String, Object> into) {
        if (!(KernelTarget.open() instanceof KernelOpening.Opened(KernelTarget kernel))) {
            return;
        }
        try (kernel) {
            if (kernel.load(filter) instanceof LoadOutcome.Loaded(var loaded, var report)) {
                loaded.close();
                into.put("processed", report.processed());
                into.put("stackBytes", report.stackBytes());
                into.put("verifyMilliseconds", milliseconds(report.nanos()));
            }
        }
    }

    /** With two digits behind the point. */
    private static double milliseconds(long nanos) {
        return Math.round(nanos / 1e4) / 1e2;
    }
}
