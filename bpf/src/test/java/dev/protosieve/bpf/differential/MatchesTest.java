package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Emitter;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.oracle.PacketHeaders;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.plan.Planner;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.CelLiterals;
import dev.protosieve.engine.typed.RuleChecker;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code matches}: patterns of all kinds over texts of all lengths, one answer from all. */
final class MatchesTest {

    private static final Hook[] HOOKS = {Hook.XDP, Hook.TC_INGRESS, Hook.SOCKET, Hook.XDP_FRAGS,
            Hook.CGROUP_INGRESS, Hook.CGROUP_EGRESS};
    private static final List<String> PATTERNS = List.of("[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}",
            "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "\\b\\d{4}-\\d{2}-\\d{2}\\b",
            "^((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)$", "(?i)drop\\s+table",
            "^[A-Z]{2}\\d{6}$", ".*foo.*bar.*", "^\\pL+$", "(?m)^a.c$", "\\Bo\\B", "[^\\x00-\\x{ffff}]",
            "(?i)stra\u00dfe",
            "^(?:a|bc)*$", "x{3}$", "^foo", "bar$", "^foo bar$", "foo", "a*", "[^\\x00-\\x{10ffff}]");
    private static final List<String> PIECES = List.of("a", "bc", "foo", "bar", "o", "x", "\n", " ", "-", "@", ".",
            "12", "3",
            "255", "0f0f", "2024-05-06", "me@example.org", "DROP  table", "AB123456", "192.168.0.1", "\u00e9", "\u00df",
            "\u1e9e",
            "\u20ac", "\ud83d\ude00", "STRASSE", "Stra\u00dfe", "\u0000", "123e4567-e89b-12d3-a456-426614174000");
    private static final List<Form> FORMS = List.of(new Form("proto3", "msg.s.matches(%s)"),
            new Form("proto3", "msg.tags.exists(t, t.matches(%s))"), new Form("proto2", "msg.s.matches(%s)"));
    private static final int TEXTS = 200;

    /** Where the pattern is looked for; strings of proto2 need not be UTF-8. */
    private record Form(String syntax, String test) {

        TypedRules rules(List<String> patterns) {
            StringBuilder text = new StringBuilder("schema \"m.proto\"\nmessage m.M\nmatch udp.dst_port == 9000\n");
            patterns.forEach(p -> text.append("drop if ").append(test.formatted(CelLiterals.string(p))).append('\n'));
            text.append("default pass\n");
            var checked = new RuleChecker().check(RuleParser.parse(new SourceText("m.sieve", text.toString()),
                    new ArrayList<>()), schema(syntax));
            if (!(checked instanceof Outcome.Ok<TypedRules>(TypedRules rules, var _))) {
                throw new AssertionError(checked.diagnostics());
            }
            return rules;
        }
    }

    private final long seed = Long.getLong("differential.seed", System.nanoTime());

    @Test
    void simulatorFindsWhatTheOracleFinds() {
        try (FilterTarget target = new SimulatorTarget()) {
            compare(target);
        }
    }

    @Test
    @NeedsKernel
    void kernelFindsWhatTheOracleFinds() {
        try (FilterTarget target = kernel()) {
            compare(target);
        }
    }

    @Test
    void simulatorFindsAnErrorInWhatIsNoText() {
        try (FilterTarget target = new SimulatorTarget()) {
            noText(target);
        }
    }

    @Test
    @NeedsKernel
    void kernelFindsAnErrorInWhatIsNoText() {
        try (FilterTarget target = kernel()) {
            noText(target);
        }
    }

    /** Octets that are no UTF-8 have no code points, so a pattern is an error there, whatever it asks. */
    private static void noText(FilterTarget target) {
        for (String pattern : PATTERNS) {
            TypedRules rules = FORMS.getLast().rules(List.of(pattern));
            try (LoadedFilter loaded = load(target, rules, Hook.XDP)) {
                TestPackets packets = TestPackets.of(rules, 0).orElseThrow();
                for (String octets : List.of("0a0461ff6262", "0a02c3a9", "0a02eda0", "0a0561626364c3")) {
                    boolean text = octets.equals("0a02c3a9");
                    int entry = loaded.run(packets.around(HexFormat.of().parseHex(octets))).entry();
                    assertEquals(!text, entry == loaded.filter().counters().cause(Cause.ERROR), pattern + " " + octets);
                }
            }
        }
    }

    private static FilterTarget kernel() {
        return ((KernelOpening.Opened) KernelTarget.open()).target();
    }

    private void compare(FilterTarget target) {
        Random random = new Random(seed);
        int found = 0;
        int compared = 0;
        for (Hook hook : HOOKS) {
            for (int p = 0; p < FORMS.size() * PATTERNS.size(); p++) {
                String pattern = PATTERNS.get(p / FORMS.size());
                TypedRules rules = FORMS.get(p % FORMS.size()).rules(List.of(pattern));
                ReferenceEvaluator oracle = new ReferenceEvaluator(rules);
                TestPackets packets = TestPackets.of(rules, 0).orElseThrow();
                try (LoadedFilter loaded = load(target, rules, hook)) {
                    for (int i = 0; i < TEXTS; i++) {
                        String text = text(random);
                        byte[] message = message(text, text(random));
                        Verdict want = oracle.decide(message, PacketHeaders.udp(packets.ipVersion(),
                                packets.sourcePort(), packets.destinationPort(), message.length)).verdict();
                        int action = loaded.run(packets.around(message)).action();
                        assertEquals(want, action == hook.dropCode() ? Verdict.DROP : Verdict.PASS,
                                () -> "seed " + seed + ", " + hook + ", /" + pattern + "/ in "
                                        + CelLiterals.string(text));
                        compared++;
                        found += want == Verdict.DROP ? 1 : 0;
                    }
                }
            }
        }
        System.out.println(
                "matches: " + target.name() + ", seed " + seed + ", " + compared + " texts, found in " + found);
        assertTrue(found > compared / 10 && found < compared * 9 / 10, "one-sided: " + found);
    }

    /** How expensive it is; the bounds are far above what was measured, the figures are printed. */
    @Test
    @NeedsKernel
    void manyPatternsVerifyAndRunInTime() {
        try (FilterTarget target = kernel()) {
            for (int count : new int[]{1, 10, 100}) {
                List<String> patterns = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    patterns.add(PATTERNS.get(i % 8) + "|" + i + "zz");
                }
                TypedRules rules = FORMS.getFirst().rules(patterns);
                CompiledFilter filter = compile(target, rules, Hook.XDP);
                target.load(filter);
                ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                long start = threads.getCurrentThreadCpuTime();
                var outcome = (LoadOutcome.Loaded) target.load(filter);
                double ms = (threads.getCurrentThreadCpuTime() - start) / 1e6;
                System.out.printf(
                        "matches: %d rules, %d instructions, %d verified, loaded in %.1f ms of processor time, tables of %d bytes%n",
                        count,
                        filter.slots(), outcome.report().processed(), ms,
                        filter.maps().getLast().valueSize());
                assertTrue(outcome.report().processed() < 200_000, "verified: " + outcome.report().processed());
                outcome.filter().close();
            }
        }
    }

    private String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(8) == 0 ? 200 : 6); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static byte[] message(String... texts) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int i = 0; i < texts.length; i++) {
            byte[] octets = texts[i].getBytes(StandardCharsets.UTF_8);
            message.write(i == 0 && octets.length % 3 > 0 ? 0x0a : 0x12);
            for (int rest = octets.length; rest > 0; rest >>>= 7) {
                message.write(rest & 0x7f | (rest > 0x7f ? 0x80 : 0));
            }
            message.writeBytes(octets);
        }
        return message.toByteArray();
    }

    private static Schema schema(String syntax) {
        FileDescriptorProto file = FileDescriptorProto.newBuilder().setName("m.proto").setPackage("m")
                .setSyntax(syntax)
                .addMessageType(DescriptorProto.newBuilder().setName("M")
                        .addField(text("s", 1, FieldDescriptorProto.Label.LABEL_OPTIONAL))
                        .addField(text("tags", 2, FieldDescriptorProto.Label.LABEL_REPEATED)))
                .build();
        try {
            FileDescriptor linked = FileDescriptor.buildFrom(file, new FileDescriptor[0]);
            return new Schema(List.of(linked), List.of("m.proto"), Map.of(), Map.of());
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    private static FieldDescriptorProto text(String name, int number, FieldDescriptorProto.Label label) {
        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setLabel(label)
                .setType(FieldDescriptorProto.Type.TYPE_STRING).build();
    }

    private static CompiledFilter compile(FilterTarget target, TypedRules rules, Hook hook) {
        return ((Outcome.Ok<CompiledFilter>) new Emitter().emit(new Planner().plan(rules),
                EmitOptions.of(hook, target.features()).withEvents(EventLayout.OFF))).value();
    }

    private static LoadedFilter load(FilterTarget target, TypedRules rules, Hook hook) {
        LoadOutcome outcome = target.load(compile(target, rules, hook));
        if (!(outcome instanceof LoadOutcome.Loaded(LoadedFilter loaded, var _))) {
            throw new AssertionError(target.name() + " refused " + outcome);
        }
        return loaded;
    }
}
