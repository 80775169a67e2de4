package dev.protosieve.bpf.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.prog.TestRun;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.ElfWriter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.oracle.RuleTally;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Object files in the hands of a stranger who has bpftool. */
@NeedsKernel(Need.BPFTOOL)
final class BpftoolTest {

    private static final String RULES = "dev.protosieve.bpf.object.RuleFiles#everywhere";

    private static final Pattern SUM = Pattern.compile("\\{\"packets\":(\\d+),\"bytes\":(\\d+)\\}");

    @TempDir
    Path folder;

    private Bpftool bpftool;
    private Path object;
    private Path packet;

    @BeforeEach
    void open() throws IOException {
        bpftool = new Bpftool(folder);
        object = folder.resolve("out.o");
        packet = folder.resolve("packet.bin");
    }

    @AfterEach
    void close() throws IOException {
        bpftool.close();
    }

    private String load(CompiledFilter filter) throws IOException {
        Files.write(object, ElfWriter.write(filter, ElfWriter.STANDARD_CPUS));
        String pin = bpftool.pin("filter");
        bpftool.run("prog", "load", object.toString(), pin);
        return pin;
    }

    @ParameterizedTest
    @MethodSource(RULES)
    void loadsWithItsMapsAndQuotesTheRules(Path file, Hook hook) throws IOException {
        CompiledFilter filter = RuleFiles.compile(file, hook).orElseThrow();
        String pin = load(filter);
        String program = bpftool.json("prog", "show", "pinned", pin);
        assertTrue(program.contains("\"name\":\"" + filter.name() + "\""), program);
        assertTrue(Bpftool.numbers(program, "btf_id").getFirst() > 0, program);
        assertEquals(filter.maps().size(), Bpftool.numbers(program, "map_ids").size(), program);
        String listed = bpftool.run("prog", "dump", "xlated", "pinned", pin, "linum");
        SourceText source = filter.rules().syntax().source();
        for (TypedRule rule : filter.rules().rules()) {
            // A rule without a condition of its own may have no code but its verdict.
            int line = source.line(rule.condition().span().start());
            String quoted = "; " + source.slice(source.lineSpan(line)).strip() + " [file:" + file.getFileName()
                    + " line_num:" + line + " ";
            boolean any = filter.code().stream()
                    .anyMatch(p -> p.origin().span().length() > 0 && source.line(p.origin().span().start()) == line);
            assertEquals(any, listed.contains(quoted), quoted);
        }
        assertTrue(listed.contains("[file:" + file.getFileName() + " line_num:"), listed);
    }

    @ParameterizedTest
    @MethodSource(RULES)
    void decidesAndCountsAsTheReferenceDoes(Path file, Hook hook) throws IOException {
        CompiledFilter filter = RuleFiles.compile(file, hook).orElseThrow();
        String pin = load(filter);
        ReferenceEvaluator oracle = new ReferenceEvaluator(filter.rules());
        long[] causes = new long[CounterLayout.FIXED.size()];
        for (byte[] message : RuleFiles.messages(file, filter)) {
            TestPackets packets = TestPackets.of(filter.rules(), message.length).orElseThrow();
            Decision want = oracle.decide(message, packets.headers(message));
            assertEquals(action(filter, want), run(pin, hook, packets.around(message)),
                    () -> HexFormat.of().formatHex(message) + " " + want);
            if (want.cause() != Cause.RULE) {
                causes[filter.counters().cause(want.cause())]++;
            }
        }
        List<RuleTally.Sum> counters = counters(pin);
        assertEquals(filter.counters().entries(), counters.size());
        for (int i = 0; i < causes.length; i++) {
            assertEquals(causes[i], counters.get(i).packets(), CounterLayout.FIXED.get(i).word());
        }
        for (int rule = 0; rule < filter.counters().rules(); rule++) {
            assertEquals(oracle.tally().matches(rule), counters.get(filter.counters().rule(rule)));
        }
    }

    private static Optional<Integer> action(CompiledFilter filter, Decision want) {
        boolean drop = want.verdict() == Verdict.DROP && !filter.rules().observe();
        return Optional.of(drop ? filter.hook().dropCode() : filter.hook().passCode());
    }

    /** The kernel takes the first 14 bytes off what it shows to socket filters in such a run. */
    private Optional<Integer> run(String pin, Hook hook, byte[] bytes) throws IOException {
        int more = hook == Hook.SOCKET ? TestRun.SHORTEST : 0;
        byte[] shown = Arrays.copyOf(bytes, more + bytes.length);
        System.arraycopy(bytes, 0, shown, more, bytes.length);
        Files.write(packet, shown);
        String answer = bpftool.json("prog", "run", "pinned", pin, "data_in", packet.toString(), "data_out",
                folder.resolve("data_out.bin").toString());
        return Optional.of(Bpftool.numbers(answer, "retval").getFirst().intValue());
    }

    private List<RuleTally.Sum> counters(String pin) throws IOException {
        for (Long id : Bpftool.numbers(bpftool.json("prog", "show", "pinned", pin), "map_ids")) {
            if (bpftool.json("map", "show", "id", id.toString()).contains("\"name\":\"counters\"")) {
                return sums(bpftool.json("map", "dump", "id", id.toString()));
            }
        }
        throw new AssertionError("no counters");
    }

    /** By the names of the types that are in the file, over all CPUs. */
    private static List<RuleTally.Sum> sums(String dump) {
        return Pattern.compile("\"formatted\":\\{\"key\":\\d+,\"values\":\\[(.*?)\\]").matcher(dump).results()
                .map(entry -> SUM.matcher(entry.group(1)).results()
                        .map(sum -> new RuleTally.Sum(Long.parseLong(sum.group(1)), Long.parseLong(sum.group(2))))
                        .reduce(new RuleTally.Sum(0, 0),
                                (a, b) -> new RuleTally.Sum(a.packets() + b.packets(), a.bytes() + b.bytes())))
                .toList();
    }

    @ParameterizedTest
    @MethodSource(RULES)
    void showsTypesAndMakesSkeletons(Path file, Hook hook) throws IOException {
        CompiledFilter filter = RuleFiles.compile(file, hook).orElseThrow();
        Files.write(object, ElfWriter.write(filter, ElfWriter.STANDARD_CPUS));
        String types = bpftool.run("btf", "dump", "file", object.toString(), "format", "c");
        for (String type : List.of("struct judge_sums {", "enum judge_entry {", "struct judge_event {")) {
            assertTrue(types.contains(type), types);
        }
        String skeleton = bpftool.run("gen", "skeleton", object.toString());
        assertTrue(skeleton.contains("struct bpf_program *judge;"), skeleton);
        filter.maps().stream().filter(map -> !map.isReadOnly())
                .forEach(map -> assertTrue(skeleton.contains("struct bpf_map *" + map.name() + ";"), skeleton));
    }
}
