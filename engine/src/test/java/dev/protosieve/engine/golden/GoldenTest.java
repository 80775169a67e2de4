package dev.protosieve.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.listing.Listing;
import dev.protosieve.engine.oracle.PacketEvaluator;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.plan.PlanPrinter;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.TypedPrinter;
import dev.protosieve.engine.typed.TypedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The path as files: every folder of {@code golden} holds a schema, rules, messages ({@code messages.txt}) or whole packets
 * ({@code packets.txt}), and what each stage makes of them.
 * {@code -Dgolden.update=true} writes the expected files anew.
 */
final class GoldenTest {

    private static final Path CASES = Path.of("src/test/resources/golden");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyStageGivesWhatIsWritten(Path folder) throws IOException {
        Path rules = folder.resolve("2-rule.sieve");
        Path protoc = Path.of(System.getProperty("protosieve.protoc"));
        CompileReport report = new RulePipeline(new SchemaLoader(new ProtoCompiler(protoc))).compile(
                new SourceText("2-rule.sieve", Files.readString(rules)), folder,
                EmitOptions.of(Hook.XDP, KernelFeatures.ALL));
        expect(folder, "8-diagnostics.txt", report.diagnostics().stream().map(Diagnostic::format)
                .map(line -> line.replace(folder.toAbsolutePath() + "/", "") + "\n").collect(Collectors.joining()));
        if (report.hasErrors()) {
            return;
        }
        expect(folder, "3-typed.txt", TypedPrinter.print(report.typed().orElseThrow()));
        expect(folder, "4-plan.txt", PlanPrinter.print(report.plan().orElseThrow()));
        expect(folder, "5-listing.txt", listing(report.listing().orElseThrow()));
        expect(folder, "6-answers.txt", answers(folder, report.typed().orElseThrow(), report.filter().orElseThrow()));
    }

    private static String listing(Listing listing) {
        return listing.rows().stream().map(row -> String.format("%4d %-44s ; %s%n", row.slot(), row.text(),
                row.origin().step())).collect(Collectors.joining());
    }

    /** Oracle and simulator must agree before their answer is compared with the file. */
    private static String answers(Path folder, TypedRules rules, CompiledFilter filter) throws IOException {
        ReferenceEvaluator messages = new ReferenceEvaluator(rules);
        PacketEvaluator packets = new PacketEvaluator(rules, 0);
        StringBuilder text = new StringBuilder();
        try (SimulatorTarget target = new SimulatorTarget();
                LoadedFilter loaded = ((LoadOutcome.Loaded) target.load(filter)).filter()) {
            for (String line : lines(folder.resolve("messages.txt"))) {
                byte[] message = bytes(line);
                TestPackets around = TestPackets.of(rules, message.length).orElseThrow();
                Decision want = messages.decide(message, around.headers(message));
                text.append(answer(line, Optional.of(want), loaded.run(around.around(message)).entry(), filter));
            }
            for (String line : lines(folder.resolve("packets.txt"))) {
                byte[] packet = bytes(line);
                text.append(answer(line, packets.decide(packet), loaded.run(packet).entry(), filter));
            }
        }
        return text.toString();
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Blanks and bars may stand between the bytes, and a remark behind them. */
    private static byte[] bytes(String line) {
        return HexFormat.of().parseHex(line.replaceAll("#.*", "").replaceAll("[ |]", ""));
    }

    /** @param want empty for packets that are none of the file's */
    private static String answer(String line, Optional<Decision> want, int got, CompiledFilter filter) {
        int entry = want.map(d -> d.cause() == Cause.RULE ? filter.counters().rule(d.rule())
                : filter.counters().cause(d.cause())).orElse(-1);
        assertEquals(entry, got, () -> "the simulator on " + line);
        return line.strip() + "\t" + want.map(d -> d.verdict().word() + "\t" + d.cause().word() + "\t"
                + (d.rule() < 0 ? "-" : filter.rules().rules().get(d.rule()).name())).orElse("pass\tnot ours\t-")
                + "\n";
    }

    private static void expect(Path folder, String name, String actual) throws IOException {
        Path file = folder.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            assertFalse(Boolean.parseBoolean(System.getenv("CI")), "golden files are not written in CI");
            Files.writeString(file, actual);
        }
        assertEquals(List.of(), Files.exists(file) ? List.of() : List.of("missing: " + file));
        assertEquals(Files.readString(file), actual, () -> folder.getFileName() + "/" + name);
    }
}
