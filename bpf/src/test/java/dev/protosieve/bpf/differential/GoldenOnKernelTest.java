package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.LoadedFilter.RunResult;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel gives the answers that golden cases have written down, on every hook. */
@NeedsKernel
final class GoldenOnKernelTest {

    private static final Path CASES = Path.of("../engine/src/test/resources/golden");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(f -> Files.exists(f.resolve("6-answers.txt"))).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void kernelGivesTheAnswersThatAreWritten(Path folder) throws IOException {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            boolean tagged = Files.readString(folder.resolve("2-rule.sieve")).contains("eth.");
            for (Hook hook : Stream.of(Hook.values()).filter(h -> !tagged || h.hidden() == 0).toList()) {
                CompiledFilter filter = compiled(folder, EmitOptions.of(hook, target.features()));
                if (!(target.load(filter) instanceof LoadOutcome.Loaded(LoadedFilter loaded, var _))) {
                    throw new AssertionError(hook + ": " + target.load(filter));
                }
                try (loaded) {
                    ask(folder, loaded);
                }
            }
        }
    }

    private static CompiledFilter compiled(Path folder, EmitOptions options) throws IOException {
        Path protoc = Path.of(System.getProperty("protosieve.protoc"));
        CompileReport report = new RulePipeline(new SchemaLoader(new ProtoCompiler(protoc))).compile(
                new SourceText("2-rule.sieve", Files.readString(folder.resolve("2-rule.sieve"))), folder, options);
        return report.filter().orElseThrow(() -> new AssertionError(report.diagnostics().toString()));
    }

    private static void ask(Path folder, LoadedFilter loaded) throws IOException {
        List<String> answers = Files.readAllLines(folder.resolve("6-answers.txt"));
        int messages = Files.exists(folder.resolve("messages.txt"))
                ? Files.readAllLines(folder.resolve("messages.txt")).size() : 0;
        for (int i = 0; i < answers.size(); i++) {
            String line = answers.get(i);
            String[] parts = line.split("\t");
            byte[] bytes = HexFormat.of().parseHex(line.replaceAll("[#\t].*", "").replaceAll("[ |]", ""));
            byte[] packet = i < messages
                    ? TestPackets.of(loaded.filter().rules(), bytes.length).orElseThrow().around(bytes) : bytes;
            RunResult got = loaded.run(packet);
            String want = parts[parts.length - 3] + " " + parts[parts.length - 2] + " " + parts[parts.length - 1];
            assertEquals(want, words(loaded.filter(), got), () -> loaded.filter().hook() + " on " + line);
        }
    }

    private static String words(CompiledFilter filter, RunResult got) {
        Hook hook = filter.hook();
        boolean passed = hook == Hook.SOCKET ? got.action() != hook.dropCode() : got.action() == hook.passCode();
        String verdict = passed ? "pass " : "drop ";
        if (!filter.counters().isVerdict(got.entry())) {
            return verdict + "not ours -";
        }
        Cause cause = filter.counters().causeAt(got.entry());
        return verdict + cause.word() + " " + (cause == Cause.RULE
                ? filter.rules().rules().get(filter.counters().ruleAt(got.entry())).name() : "-");
    }
}
