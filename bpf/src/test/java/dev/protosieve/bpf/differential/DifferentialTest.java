package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Emitter;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.oracle.PacketHeaders;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.oracle.RuleTally;
import dev.protosieve.engine.plan.Planner;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.sim.SimulatedFilter;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.GroupKey;
import dev.protosieve.engine.typed.RuleChecker;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * One answer from all: random schema, random rules, random messages (a quarter of them broken) through the oracle and a
 * target. {@code -Ddifferential.seed=N} repeats a run, {@code -Ddifferential.filters=N} and {@code -Dfuzz.minutes=N} make it
 * longer.
 */
final class DifferentialTest {

    private static final int MESSAGES = 500;
    /** BPF_PROG_TEST_RUN takes a page, less head and tail room (net/bpf/test_run.c, bpf_test_init). */
    private static final int LONGEST = 3_400;
    private static final Hook[] HOOKS = {Hook.XDP, Hook.TC_INGRESS, Hook.SOCKET};
    /** What the checker may refuse of the random rules; anything else is a finding. */
    private static final String REFUSAL = "what is no text has no order";

    private final long seed = Long.getLong("differential.seed", System.nanoTime());
    /** The time of oracle and simulator; for the kernel it stands still, and limits are such that this is no difference. */
    private final AtomicLong now = new AtomicLong(1);
    private final RuleChecker checker = new RuleChecker();
    private final Map<String, Long> tally = new TreeMap<>();

    @Test
    void simulatorAgreesWithOracle() {
        try (FilterTarget target = new SimulatorTarget(now::get, 1)) {
            compare(target, Integer.getInteger("differential.filters", 200));
        }
    }

    @Test
    @NeedsKernel
    void kernelAgreesWithOracle() {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            compare(target, Integer.getInteger("differential.filters", 200));
        }
    }

    private void compare(FilterTarget target, int filters) {
        Random random = new Random(seed);
        long end = System.nanoTime() + Integer.getInteger("fuzz.minutes", 0) * 60_000_000_000L;
        for (int i = 0; i < filters || System.nanoTime() < end; i++) {
            one(target, random, HOOKS[i % HOOKS.length]);
        }
        System.out.println("differential: " + target.name() + ", seed " + seed + ", " + tally);
        assertTrue(tally.getOrDefault("compared", 0L) >= (long) filters * MESSAGES / 2, "too many refused: " + tally);
    }

    private void one(FilterTarget target, Random random, Hook hook) {
        Schema schema = RandomSchema.make(random);
        String text = new RandomRules(random, schema.message("r.M0").orElseThrow(), target.name().equals("kernel"))
                .file();
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax syntax = RuleParser.parse(new SourceText("random.sieve", text), found);
        assertEquals(List.of(), found, text);
        if (!(checker.check(syntax, schema) instanceof Outcome.Ok<TypedRules>(TypedRules rules, var _))) {
            count("refused");
            expectRefusals(checker.check(syntax, schema).diagnostics(), text);
            return;
        }
        EmitOptions options = EmitOptions.of(hook, target.features()).withEvents(EventLayout.OFF);
        CompiledFilter filter = ((Outcome.Ok<CompiledFilter>) new Emitter().emit(new Planner().plan(rules), options))
                .value();
        LoadOutcome outcome = target.load(filter);
        if (!(outcome instanceof LoadOutcome.Loaded(LoadedFilter loaded, var report))) {
            throw new AssertionError(target.name() + " refused, seed " + seed + "\n" + text + schema.files()
                    .getFirst().toProto() + "\n" + outcome);
        }
        tally.merge("most verified", report.processed(), Math::max);
        try (loaded) {
            RuleTally tally = messages(loaded, rules, text, random.nextLong());
            measures(loaded, tally, text);
        }
    }

    private static void expectRefusals(List<Diagnostic> diagnostics, String text) {
        for (Diagnostic diagnostic : diagnostics) {
            assertTrue(!diagnostic.isError() || diagnostic.message().endsWith(REFUSAL),
                    () -> diagnostic.format() + "\n" + text);
        }
    }

    /** What rules counted by the way is the same, too. */
    private void measures(LoadedFilter loaded, RuleTally tally, String text) {
        LoadedFilter.Counters counters = loaded.counters();
        CounterLayout layout = loaded.filter().counters();
        for (int rule = 0; rule < layout.rules(); rule++) {
            String where = "seed " + seed + ", rule " + (rule + 1) + "\n" + text;
            assertEquals(tally.matches(rule), new RuleTally.Sum(counters.packets()[layout.rule(rule)],
                    counters.bytes()[layout.rule(rule)]), where);
            Map<GroupKey, RuleTally.Sum> groups = new HashMap<>();
            loaded.groups(rule).forEach(g -> groups.put(g.key(), new RuleTally.Sum(g.packets(), g.bytes())));
            assertEquals(tally.groups(rule), groups, where);
            this.tally.merge("groups", (long) groups.size(), Long::sum);
        }
        assertEquals(tally.errors(), counters.packets()[CounterLayout.ERRORS_IGNORED], text);
        assertEquals(0, counters.packets()[CounterLayout.KEYS_LOST], text);
    }

    private RuleTally messages(LoadedFilter loaded, TypedRules rules, String text, long messageSeed) {
        ReferenceEvaluator oracle = new ReferenceEvaluator(rules, now::get);
        Random pauses = new Random(messageSeed);
        MessageGenerator generator = MessageGenerator.of(rules, messageSeed);
        TestPackets packets = TestPackets.of(rules, 0).orElseThrow();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = generator.next();
            now.addAndGet(loaded instanceof SimulatedFilter ? pauses.nextLong(1L << pauses.nextInt(1, 40)) : 0);
            if (message.length > LONGEST) {
                count("longer than a test run takes");
                continue;
            }
            Decision want = oracle.decide(message, PacketHeaders.udp(packets.ipVersion(), packets.sourcePort(),
                    packets.destinationPort(), message.length));
            var got = loaded.run(packets.around(message));
            CompiledFilter filter = loaded.filter();
            int entry = want.cause() == Cause.RULE ? filter.counters().rule(want.rule())
                    : filter.counters().cause(want.cause());
            boolean same = got.entry() == entry
                    && passed(filter.hook(), got.action()) == (want.verdict() == Verdict.PASS);
            assertTrue(same,
                    () -> "seed " + seed + ", message " + HexFormat.of().formatHex(message) + ": oracle " + want
                            + ", filter " + got + "\n" + text + rules.schema().files().getFirst().toProto());
            count("compared");
            if (want.cause() == Cause.RULE) {
                count("by " + rules.rules().get(want.rule()).action().word());
            }
            count(want.cause().word());
        }
        generator.counts().forEach((category, count) -> tally.merge(category.name(), count, Long::sum));
        return oracle.tally();
    }

    private static boolean passed(Hook hook, int action) {
        return hook == Hook.SOCKET ? action != hook.dropCode() : action == hook.passCode();
    }

    private void count(String what) {
        tally.merge(what, 1L, Long::sum);
    }
}
