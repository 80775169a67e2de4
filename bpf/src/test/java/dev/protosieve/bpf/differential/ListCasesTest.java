package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The hand-made cases of the engine's tests (lists, maps, presence, wrappers, times, extensions), and generated messages for the
 * same conditions, on every hook. {@code -Dlists.seed=N} repeats a run, {@code -Dlists.messages=N} makes it longer.
 */
final class ListCasesTest {

    static final Path FOLDER = Path.of("..", "engine", "src", "test", "resources", "lists");
    /** BPF_PROG_TEST_RUN takes a page, less head and tail room (net/bpf/test_run.c, bpf_test_init). */
    static final int LONGEST = 3_400;

    private final long seed = Long.getLong("lists.seed", System.nanoTime());
    private final int generated = Integer.getInteger("lists.messages", 20);
    private final RulePipeline pipeline = new RulePipeline(
            new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))));

    /** @param answers lines of an answer and bytes in hex */
    record Case(String message, String condition, List<String> answers) {

        List<byte[]> messages() {
            return answers.stream().map(a -> a.split(" +", 2))
                    .map(p -> HexFormat.of().parseHex(p.length == 1 ? "" : p[1])).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XDP", "TC_INGRESS", "SOCKET", "CGROUP_INGRESS"})
    void simulatorAgreesWithOracle(Hook hook) throws IOException {
        try (FilterTarget target = new SimulatorTarget()) {
            compare(target, hook);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XDP", "TC_INGRESS", "SOCKET", "CGROUP_INGRESS"})
    @NeedsKernel
    void kernelAgreesWithOracle(Hook hook) throws IOException {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            compare(target, hook);
        }
    }

    private void compare(FilterTarget target, Hook hook) throws IOException {
        int compared = 0;
        for (Case one : cases()) {
            CompiledFilter filter = filter(one, EmitOptions.of(hook, target.features()));
            LoadOutcome outcome = target.load(filter);
            if (!(outcome instanceof LoadOutcome.Loaded(LoadedFilter loaded, var _))) {
                throw new AssertionError(target.name() + " refused " + one.condition + "\n" + outcome);
            }
            try (loaded) {
                compared += messages(one, loaded);
            }
        }
        System.out.println("lists: " + target.name() + " at " + hook + ", seed " + seed + ", compared " + compared);
    }

    private CompiledFilter filter(Case one, EmitOptions options) {
        String rules = "schema \".\"\nmessage " + one.message + "\nmatch udp.dst_port == 9000\ndrop if "
                + one.condition + "\n";
        CompileReport report = pipeline.compile(new SourceText("lists.sieve", rules), FOLDER,
                options.withEvents(EventLayout.OFF));
        return report.filter().orElseThrow(() -> new AssertionError(one.condition + ": " + report.diagnostics()));
    }

    private int messages(Case one, LoadedFilter loaded) {
        Judge judge = new Judge(loaded);
        for (int i = 0; i < one.answers.size(); i++) {
            String line = one.answers.get(i);
            assertEquals(line.split(" ", 2)[0], answer(ask(judge, one, one.messages().get(i))),
                    () -> one.condition + " ~ " + line);
        }
        MessageGenerator generator = MessageGenerator.of(loaded.filter().rules(), seed);
        for (int i = 0; i < generated; i++) {
            byte[] message = generator.next();
            if (message.length <= LONGEST) {
                ask(judge, one, message);
            }
        }
        return one.answers.size() + generated;
    }

    private Decision ask(Judge judge, Case one, byte[] message) {
        Judge.Answers answers = judge.ask(message);
        assertTrue(answers.same(), () -> one.message + " ~ " + one.condition + ", seed " + seed + ", message "
                + HexFormat.of().formatHex(message) + ": oracle " + answers.want() + ", filter " + answers.got());
        return answers.want();
    }

    private static String answer(Decision decision) {
        return decision.cause() == Cause.RULE ? "yes" : decision.cause() == Cause.DEFAULT ? "no"
                : decision.cause().word();
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("cases.txt"))) {
            if (line.startsWith("    ")) {
                cases.getLast().answers.add(line.strip());
            } else if (!line.startsWith("#") && !line.isEmpty()) {
                String[] parts = line.split(" ~ ", 2);
                cases.add(new Case(parts[0], parts[1], new ArrayList<>()));
            }
        }
        assertTrue(cases.size() > 200, "the file was not read");
        return cases;
    }
}
