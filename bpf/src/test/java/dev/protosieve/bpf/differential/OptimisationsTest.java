package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Emitter;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.Optimisation;
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
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.RuleChecker;
import dev.protosieve.engine.typed.TypedRules;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is optimised or is not, the verdicts are the oracle's: many rules that ask for much alike, and messages to match. */
final class OptimisationsTest {

    private static final Hook[] HOOKS = {Hook.XDP, Hook.TC_INGRESS, Hook.SOCKET, Hook.XDP_FRAGS,
            Hook.CGROUP_INGRESS, Hook.CGROUP_EGRESS};
    private static final int FILES = 40;
    private static final int MESSAGES = 120;
    private static final List<String> SYNTAXES = List.of("proto3", "proto2");

    private final long seed = Long.getLong("differential.seed", System.nanoTime());

    @Test
    void simulatorJudgesAsTheOracleWithAndWithoutEach() {
        try (FilterTarget target = new SimulatorTarget()) {
            compare(target);
        }
    }

    @Test
    @NeedsKernel
    void kernelJudgesAsTheOracleWithAndWithoutEach() {
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            compare(target);
        }
    }

    /** A pass that changes no program of many would not be tested by any of this. */
    @Test
    void eachPassChangesPrograms() {
        Random random = new Random(seed);
        Map<Optimisation, Integer> changed = new EnumMap<>(Optimisation.class);
        try (FilterTarget target = new SimulatorTarget()) {
            for (int i = 0; i < 10; i++) {
                TypedRules rules = rules(random);
                var with = compile(target, rules, Hook.XDP, Set.of()).code();
                for (Optimisation pass : Optimisation.values()) {
                    boolean differs = !compile(target, rules, Hook.XDP, Set.of(pass)).code().equals(with);
                    changed.merge(pass, differs ? 1 : 0, Integer::sum);
                }
            }
        }
        changed.forEach((pass, times) -> assertTrue(times > 0, pass.word()));
    }

    private void compare(FilterTarget target) {
        Random random = new Random(seed);
        int compared = 0;
        int decided = 0;
        for (int file = 0; file < FILES; file++) {
            TypedRules rules = rules(random);
            ReferenceEvaluator oracle = new ReferenceEvaluator(rules);
            TestPackets packets = TestPackets.of(rules, 0).orElseThrow();
            List<byte[]> messages = IntStream.range(0, MESSAGES).mapToObj(_ -> message(rules, random)).toList();
            List<Decision> wanted = messages.stream().map(m -> oracle.decide(m,
                    PacketHeaders.udp(packets.ipVersion(), packets.sourcePort(), packets.destinationPort(), m.length)))
                    .toList();
            Hook hook = HOOKS[file % HOOKS.length];
            for (Set<Optimisation> without : choices()) {
                try (LoadedFilter loaded = load(target, compile(target, rules, hook, without))) {
                    for (int i = 0; i < MESSAGES; i++) {
                        byte[] message = messages.get(i);
                        Decision want = wanted.get(i);
                        assertEquals(entry(loaded.filter(), want), loaded.run(packets.around(message)).entry(),
                                () -> "seed " + seed + ", " + hook + " without " + without + ", message "
                                        + HexFormat.of().formatHex(message) + ", wanted " + want + "\n"
                                        + rules.syntax().source().content());
                        compared++;
                        decided += want.cause() == Cause.RULE ? 1 : 0;
                    }
                }
            }
        }
        System.out.println("optimisations: " + target.name() + ", seed " + seed + ", " + compared
                + " comparisons, decided by rules " + decided);
        assertTrue(decided > compared / 10 && decided < compared * 9 / 10, "one-sided: " + decided);
    }

    private static int entry(CompiledFilter filter, Decision decision) {
        return decision.cause() == Cause.RULE ? filter.counters().rule(decision.rule())
                : filter.counters().cause(decision.cause());
    }

    private static List<Set<Optimisation>> choices() {
        List<Set<Optimisation>> all = new ArrayList<>(List.of(Set.of(), EnumSet.allOf(Optimisation.class)));
        for (Optimisation pass : Optimisation.values()) {
            all.add(Set.of(pass));
        }
        return all;
    }

    /** Few letters, so that much is met in part and some of it whole. */
    private static String word(Random random, int most) {
        String letters = "aabc\u00e9";
        return random.ints(random.nextInt(40) == 0 ? random.nextInt(most + 1) : most, 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1)).collect(Collectors.joining());
    }

    private static String condition(Random random) {
        String text = random.nextBoolean() ? "msg.s" : "msg.t";
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> text + ".contains(" + CelLiterals.string(word(random, 3 + random.nextInt(6))) + ")";
            case 3 -> "msg.b in [" + random.ints(4 + random.nextInt(20), 2, 12)
                    .mapToObj(most -> "b\"" + word(random, most).replace("\u00e9", "\\xc3") + "\"")
                    .collect(Collectors.joining(", ")) + "]";
            case 4 -> text + " in [" + random.ints(4 + random.nextInt(20), 2, 12)
                    .mapToObj(most -> CelLiterals.string(word(random, most))).collect(Collectors.joining(", ")) + "]";
            case 5 -> "msg.n in [" + numbers(random, "") + "]";
            case 6 -> "msg.u in [" + numbers(random, "u") + "]";
            case 7 -> "msg.n > " + random.nextInt(10) + " && " + text + ".contains("
                    + CelLiterals.string(word(random, 2 + random.nextInt(6))) + ")";
            default -> "msg.u == 3u && !(" + text + ".contains("
                    + CelLiterals.string(word(random, 2 + random.nextInt(4))) + ") || msg.tags.exists(x, x"
                    + ".contains(" + CelLiterals.string(word(random, 2 + random.nextInt(4))) + ")))";
        };
    }

    private static String numbers(Random random, String suffix) {
        return random.ints(4 + random.nextInt(30), 0, 60)
                .mapToObj(i -> (i % 7 == 0 ? number(random, suffix) : Integer.toString(i)) + suffix)
                .collect(Collectors.joining(", "));
    }

    private static String number(Random random, String suffix) {
        return suffix.isEmpty() ? Long.toString(random.nextLong()) : Long.toUnsignedString(random.nextLong());
    }

    private static TypedRules rules(Random random) {
        StringBuilder text = new StringBuilder("schema \"o.proto\"\nmessage o.M\nmatch udp.dst_port == 9000\n");
        for (int i = 1 + random.nextInt(60); i > 0; i--) {
            text.append(random.nextBoolean() ? "drop" : "pass").append(" if ")
                    .append("msg.n != ").append(random.nextInt(4)).append(" && (").append(condition(random))
                    .append(")\n");
            text.append("drop if ").append(condition(random)).append(" && msg.u == ").append(random.nextInt(9))
                    .append("u\n");
        }
        var checked = new RuleChecker().check(
                RuleParser.parse(new SourceText("o.sieve", text.toString()), new ArrayList<>()),
                schema(SYNTAXES.get(random.nextInt(SYNTAXES.size())), random));
        if (!(checked instanceof Outcome.Ok<TypedRules>(TypedRules rules, var _))) {
            throw new AssertionError(checked.diagnostics());
        }
        return rules;
    }

    /** Fields in any order, so that any of them may end the packet. */
    private static byte[] message(TypedRules rules, Random random) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int i = random.nextInt(7); i > 0; i--) {
            DynamicMessage.Builder one = DynamicMessage.newBuilder(rules.message());
            FieldDescriptor field = rules.message().getFields().get(random.nextInt(6));
            Object value = switch (field.getName()) {
                case "n" -> random.nextInt(9) == 0 ? random.nextLong() : (long) random.nextInt(70);
                case "u" -> random.nextInt(9) == 0 ? random.nextLong() : (long) random.nextInt(12);
                case "b" -> ByteString.copyFromUtf8(word(random, 20));
                default -> word(random, random.nextInt(9) == 0 ? 300 : 12);
            };
            if (field.isRepeated()) {
                one.addRepeatedField(field, value);
            } else {
                one.setField(field, value);
            }
            message.writeBytes(one.build().toByteArray());
        }
        byte[] bytes = message.toByteArray();
        return random.nextInt(12) == 0 ? ByteString.copyFrom(bytes, 0, random.nextInt(bytes.length + 1)).toByteArray()
                : bytes;
    }

    private static Schema schema(String syntax, Random random) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("M");
        FieldDescriptorProto.Builder text = field("t", 2, Type.TYPE_STRING, false);
        if (syntax.equals("proto2") && random.nextBoolean()) {
            text.setDefaultValue(word(random, 5));
        }
        message.addField(field("s", 1, Type.TYPE_STRING, false)).addField(text)
                .addField(field("b", 3, Type.TYPE_BYTES, false)).addField(field("n", 4, Type.TYPE_INT64, false))
                .addField(field("u", 5, Type.TYPE_UINT64, false)).addField(field("tags", 6, Type.TYPE_STRING, true));
        FileDescriptorProto file = FileDescriptorProto.newBuilder().setName("o.proto").setPackage("o")
                .setSyntax(syntax).addMessageType(message).build();
        try {
            return new Schema(List.of(FileDescriptor.buildFrom(file, new FileDescriptor[0])), List.of("o.proto"),
                    Map.of(), Map.of());
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type, boolean repeated) {
        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setType(type).setLabel(repeated
                ? FieldDescriptorProto.Label.LABEL_REPEATED : FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }

    private static CompiledFilter compile(FilterTarget target, TypedRules rules, Hook hook,
            Set<Optimisation> without) {
        return ((Outcome.Ok<CompiledFilter>) new Emitter().emit(new Planner().plan(rules),
                EmitOptions.of(hook, target.features()).withEvents(EventLayout.OFF).without(without))).value();
    }

    private static LoadedFilter load(FilterTarget target, CompiledFilter filter) {
        LoadOutcome outcome = target.load(filter);
        if (!(outcome instanceof LoadOutcome.Loaded(LoadedFilter loaded, var _))) {
            throw new AssertionError(target.name() + " refused " + outcome);
        }
        return loaded;
    }
}
