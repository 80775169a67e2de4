package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.differential.Judge.Answers;
import dev.protosieve.bpf.sys.PrivateNetwork;
import dev.protosieve.bpf.target.KernelOpening;
import dev.protosieve.bpf.target.KernelTarget;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.RuleChecker;
import dev.protosieve.engine.wire.UdpPacket;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages up to what a datagram holds, through programs that are attached to the loopback interface of a private network. */
@NeedsKernel({Need.NAMESPACE, Need.TCX, Need.CGROUP})
@ExtendWith(PrivateNetwork.class)
final class LongMessagesTest {

    private static final int TRIALS = 60;
    private static final List<Hook> HOOKS = List.of(Hook.XDP, Hook.TC_INGRESS, Hook.SOCKET, Hook.XDP_FRAGS,
            Hook.CGROUP_INGRESS, Hook.CGROUP_EGRESS);
    private static final int MESSAGES = 80;
    private static final int LEAST = 3_000;
    /** Short ones are for {@link DifferentialTest}. */
    private static final int SHORT = 3_400;
    private static final int LONGEST = UdpPacket.MAX_PAYLOAD_IPV4;

    private final long seed = Long.getLong("differential.seed", System.nanoTime());
    private final Map<Cause, Long> causes = new EnumMap<>(Cause.class);
    private final Map<String, Long> lengths = new TreeMap<>();
    private long compared;

    @Test
    void kernelAgreesWithOracleAboutLongMessages() {
        RuleChecker checker = new RuleChecker();
        try (FilterTarget target = ((KernelOpening.Opened) KernelTarget.open()).target()) {
            for (int i = 0; i < TRIALS; i++) {
                Trial made = Trial.make(seed + i * 0x9e3779b97f4a7c15L).trial();
                Trial trial = new Trial(made.proto(), made.rules(),
                        HOOKS.get(i % HOOKS.size()));
                if (trial.compile(checker,
                        target.features()) instanceof Outcome.Ok<CompiledFilter>(var filter, var _)) {
                    one(target, trial, filter, seed + i);
                }
            }
        }
        System.out.println("long messages: kernel, seed " + seed + ", " + compared + " comparisons, " + causes
                + ", bytes " + lengths);
        assertTrue(compared >= LEAST, () -> compared + " comparisons only");
        assertTrue(causes.containsKey(Cause.LIMIT) && causes.containsKey(Cause.RULE), causes.toString());
    }

    private static String range(int length, int limit) {
        return length == limit ? "limit" : length == limit + 1 ? "limit + 1"
                : "under " + (length / 16_000 + 1) * 16_000;
    }

    private static int length(Random random, int limit) {
        return switch (random.nextInt(8)) {
            case 0 -> limit;
            case 1 -> limit + 1;
            case 2 -> LONGEST;
            default -> SHORT + random.nextInt(LONGEST - SHORT);
        };
    }

    private void one(FilterTarget target, Trial trial, CompiledFilter filter, long messageSeed) {
        MessageGenerator generator = MessageGenerator.of(filter.rules(), messageSeed, LONGEST);
        try (LoadedFilter loaded = ((LoadOutcome.Loaded) target.load(filter)).filter();
                LoopbackRun run = new LoopbackRun(loaded)) {
            Judge judge = new Judge(filter, run::run);
            Random random = new Random(messageSeed);
            for (int made = 0; made < MESSAGES;) {
                byte[] message = generator.next(length(random, filter.rules().limits().bytes()));
                if (message.length > LONGEST || message.length < SHORT && random.nextInt(10) > 0) {
                    continue;
                }
                made++;
                Answers answers = judge.ask(message);
                assertTrue(answers.same(), () -> "seed " + seed + ", oracle " + answers.want() + ", kernel "
                        + answers.got() + ", " + filter.hook().id() + "\n" + trial.rules().text()
                        + ProtoText.of(trial.proto()) + HexFormat.of().formatHex(message));
                compared++;
                causes.merge(answers.want().cause(), 1L, Long::sum);
                lengths.merge(range(message.length, filter.rules().limits().bytes()), 1L, Long::sum);
            }
        }
    }
}
