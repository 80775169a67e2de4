package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.oracle.WireCase.Item;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.WalkLimits;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of a type for tests and demonstrations: a well-formed draft with some of the {@link WireCase}s in it, about a
 * quarter of them broken, and about half of them made so that a rule holds. The same seed gives the same messages.
 */
public final class MessageGenerator {

    /** One in so many is broken. */
    private static final int BROKEN = 4;
    /** Fits into one packet of a test run in the kernel. */
    private static final int LONGEST = 2_000;

    private final Descriptor root;
    private final List<Expr> conditions;
    private final @Nullable WalkedTree walked;
    private final RandomGenerator random;
    private final DraftWriter writer;
    private final ByteCases byteCases;
    private final CaseTable.Deck whole;
    private final CaseTable.Deck breaking;
    private final Map<WireCase, Long> counts = new EnumMap<>(WireCase.class);

    /** Without rules in mind. */
    public MessageGenerator(Descriptor root, long seed) {
        this(root, List.of(), null, Extensions.NONE, WalkLimits.STANDARD, seed, LONGEST);
    }

    private MessageGenerator(Descriptor root, List<Expr> conditions, @Nullable WalkedTree walked, Extensions extensions,
            WalkLimits limits, long seed, int longest) {
        this.root = root;
        this.conditions = conditions;
        this.walked = walked;
        this.random = new SplittableRandom(seed);
        this.writer = new DraftWriter(random, extensions);
        this.byteCases = new ByteCases(random);
        CaseTable table = new CaseTable(new CaseTools(random, writer, extensions, limits, longest));
        this.whole = table.deck(c -> !c.breaks() && c.item() != Item.CHANCE);
        this.breaking = table.deck(WireCase::breaks);
    }

    /** With values that make these rules hold about half the time. */
    public static MessageGenerator of(TypedRules rules, long seed) {
        return of(rules, seed, LONGEST);
    }

    /** @param longest about how many bytes the longest messages have */
    public static MessageGenerator of(TypedRules rules, long seed, int longest) {
        return new MessageGenerator(rules.message(), rules.rules().stream().map(TypedRule::condition).toList(),
                WalkedTree.of(rules.message(), rules.rules()), Extensions.in(rules.schema()), rules.limits(), seed,
                longest);
    }

    /** The next message. */
    public byte[] next() {
        return finished(draft());
    }

    /** The next message, filled up to that many bytes where it is shorter; damage may change the length. */
    public byte[] next(int length) {
        Draft message = draft();
        new Filler(random).stretch(message, length);
        return finished(message);
    }

    private Draft draft() {
        boolean wished = !conditions.isEmpty() && random.nextInt(3) > 0;
        Map<FieldPath, Object> wishes = wished
                ? RuleWishes.of(conditions.get(random.nextInt(conditions.size())), random)
                : Map.of();
        boolean shuffled = random.nextBoolean();
        Draft message = writer.message(root, walked, wishes, shuffled);
        count(wished ? WireCase.WISHED : WireCase.PLAIN);
        if (shuffled) {
            count(WireCase.SHUFFLED);
        }
        for (int i = random.nextInt(wished ? 2 : 4); i > 0; i--) {
            count(whole.applyNext(message));
        }
        return message;
    }

    private byte[] finished(Draft message) {
        if (random.nextInt(BROKEN) > 0) {
            return message.toBytes();
        }
        WireCase way = breaking.applyNext(message);
        count(way);
        byte[] bytes = message.toBytes();
        return way != null && way.item() == Item.CHANCE ? byteCases.applied(way, bytes) : bytes;
    }

    /** How many of the messages made so far try out what. */
    public Map<WireCase, Long> counts() {
        return Map.copyOf(counts);
    }

    private void count(@Nullable WireCase made) {
        if (made != null) {
            counts.merge(made, 1L, Long::sum);
        }
    }
}
