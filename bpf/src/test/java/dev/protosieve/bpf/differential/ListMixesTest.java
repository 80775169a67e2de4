package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.differential.ListCasesTest.Case;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The conditions of {@link ListCasesTest} joined by operators, several in a file, over their messages one behind the other and
 * over generated ones: verdicts, and errors of rules that decide nothing. {@code -Dlists.seed=N} repeats a run.
 */
final class ListMixesTest {

    private static final Hook[] HOOKS = {Hook.XDP, Hook.TC_INGRESS, Hook.SOCKET, Hook.XDP_FRAGS,
            Hook.CGROUP_INGRESS, Hook.CGROUP_EGRESS};
    private static final List<String> ACTIONS = List.of("drop", "pass", "log");
    private static final int MESSAGES = 60;

    private final long seed = Long.getLong("lists.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RulePipeline pipeline = new RulePipeline(
            new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))));

    @Test
    void simulatorAgreesWithOracle() throws IOException {
        try (FilterTarget target = new SimulatorTarget()) {
            compare(target);
        }
    }

    @Test
    @NeedsKernel
    void kernelAgreesWithOracle() throws IOException {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            compare(target);
        }
    }

    private void compare(FilterTarget target) throws IOException {
        List<Case> all = ListCasesTest.cases();
        int files = Integer.getInteger("lists.files", 60);
        for (int i = 0; i < files; i++) {
            String type = any(all).message();
            List<Case> cases = all.stream().filter(c -> c.message().equals(type)).toList();
            String rules = rules(type, cases);
            CompileReport report = pipeline.compile(new SourceText("lists.sieve", rules), ListCasesTest.FOLDER,
                    EmitOptions.of(HOOKS[i % HOOKS.length], target.features()).withEvents(EventLayout.OFF));
            LoadOutcome outcome = target.load(report.filter()
                    .orElseThrow(() -> new AssertionError(report.diagnostics() + "\n" + rules)));
            if (!(outcome instanceof LoadOutcome.Loaded(LoadedFilter loaded, var _))) {
                throw new AssertionError(target.name() + " refused\n" + rules + outcome);
            }
            try (loaded) {
                messages(loaded, cases, rules);
            }
        }
        System.out.println("list mixes: " + target.name() + ", seed " + seed + ", " + files + " files");
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String rules(String type, List<Case> cases) {
        StringBuilder rules = new StringBuilder(
                "schema \".\"\nmessage " + type + "\nmatch udp.dst_port == 9000\non error pass\n");
        for (int i = 2 + random.nextInt(5); i > 0; i--) {
            rules.append(any(ACTIONS)).append(" if ").append(condition(cases)).append('\n');
        }
        return rules.toString();
    }

    private String condition(List<Case> cases) {
        String a = "(" + any(cases).condition() + ")";
        String b = "(" + any(cases).condition() + ")";
        return switch (random.nextInt(5)) {
            case 0 -> a + " && " + b;
            case 1 -> a + " || " + b;
            case 2 -> "!" + a;
            case 3 -> a + " ? " + b + " : !" + b;
            default -> a;
        };
    }

    private void messages(LoadedFilter loaded, List<Case> cases, String rules) {
        Judge judge = new Judge(loaded);
        MessageGenerator generator = MessageGenerator.of(loaded.filter().rules(), random.nextLong());
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = i % 2 == 0 ? generator.next() : joined(cases);
            if (message.length > ListCasesTest.LONGEST) {
                continue;
            }
            Judge.Answers answers = judge.ask(message);
            assertTrue(answers.same(), () -> "seed " + seed + ", message " + HexFormat.of().formatHex(message)
                    + ": oracle " + answers.want() + ", filter " + answers.got() + "\n" + rules);
        }
        assertEquals(Optional.empty(), judge.measured(loaded), rules);
    }

    private byte[] joined(List<Case> cases) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            message.writeBytes(any(any(cases).messages()));
        }
        return message.toByteArray();
    }
}
