package dev.protosieve.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.oracle.WireCase;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every wire case, in schemas that have a place for it, by the oracle and by the simulator; and in the documentation. */
class WireCasesTest {

    private static final Path SCHEMAS = Path.of("src/test/resources/wire-cases");
    private static final Path TABLE = Path.of("docs/wire-cases.md");
    private static final int MESSAGES = 4_000;
    private static final long SEED = 20;
    /** As long as a filter walks, and longer. */
    private static final int LONGEST = 65_000;
    private static final int LONG_MESSAGES = 300;

    private final Map<WireCase, Long> counts = new EnumMap<>(WireCase.class);

    @Test
    void everyCaseIsMadeAndAnsweredAsByTheReference() throws IOException {
        for (String schema : List.of("modern", "legacy", "edition")) {
            for (Hook hook : List.of(Hook.XDP, Hook.SOCKET, Hook.CGROUP_EGRESS)) {
                compare(compile(schema, hook), MESSAGES, 2_000);
            }
        }
        compare(compile("modern", Hook.XDP), LONG_MESSAGES, LONGEST);
        Set<WireCase> missing = EnumSet.allOf(WireCase.class);
        missing.removeAll(counts.keySet());
        assertEquals(Set.of(), missing);
    }

    /** Each row names its cases in backticks; each case stands in the section of its item. */
    @Test
    void everyCaseStandsInTheTableAndEveryNameInTheTableIsACase() throws IOException {
        Matcher names = Pattern.compile("`([A-Z0-9]+(?:_[A-Z0-9]+)*)`").matcher(Files.readString(TABLE));
        Set<String> named = names.results().map(m -> m.group(1)).collect(Collectors.toSet());
        Set<String> cases = Stream.of(WireCase.values()).map(Enum::name).collect(Collectors.toSet());
        assertEquals(cases, named);
    }

    private void compare(CompiledFilter filter, int messages, int longest) {
        ReferenceEvaluator oracle = new ReferenceEvaluator(filter.rules());
        MessageGenerator generator = MessageGenerator.of(filter.rules(), SEED, longest);
        TestPackets packets = TestPackets.of(filter.rules(), 0).orElseThrow();
        Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
        try (SimulatorTarget target = new SimulatorTarget();
                LoadedFilter loaded = ((LoadOutcome.Loaded) target.load(filter)).filter()) {
            for (int i = 0; i < messages; i++) {
                byte[] message = generator.next();
                if (message.length > LONGEST) {
                    continue;
                }
                Decision want = oracle.decide(message);
                int entry = want.cause() == Cause.RULE ? filter.counters().rule(want.rule())
                        : filter.counters().cause(want.cause());
                assertEquals(entry, loaded.run(packets.around(message)).entry(),
                        () -> "the simulator on " + HexFormat.of().formatHex(message) + ": " + want);
                causes.merge(want.cause(), 1, Integer::sum);
            }
        }
        generator.counts().forEach((wireCase, count) -> counts.merge(wireCase, count, Long::sum));
        for (Cause cause : List.of(Cause.RULE, Cause.DEFAULT, Cause.MALFORMED, Cause.LIMIT)) {
            assertTrue(causes.getOrDefault(cause, 0) > messages / 200, causes.toString());
        }
    }

    private static CompiledFilter compile(String name, Hook hook) throws IOException {
        SchemaLoader schemas = new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc"))));
        SourceText rules = new SourceText(name + ".sieve", Files.readString(SCHEMAS.resolve(name + ".sieve")));
        CompileReport report = new RulePipeline(schemas).compile(rules, SCHEMAS,
                EmitOptions.of(hook, KernelFeatures.ALL));
        return report.filter().orElseThrow(() -> new AssertionError(report.diagnostics()));
    }
}
