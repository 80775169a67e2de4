package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes messages of a type for tests and demonstrations: well-formed ones in all the forms the wire format has, about a quarter
 * of them broken, and about half of them made so that a rule holds. The same seed gives the same messages.
 */
public final class MessageGenerator {

    /** What the messages try out; the groups are those of the wire format's test suites. */
    public enum Category {
        EMPTY, SHUFFLED, PADDED_TAG, PADDED_VARINT, WIDE_VARINT, SURPLUS_BITS, REPEATED_SCALAR, MERGED_MESSAGE,
        ONEOF_SWITCH,
        EXPLICIT_ZERO, EXTREME_VALUE, UNKNOWN_FIELD, WRONG_WIRE_TYPE, UNKNOWN_GROUP, PACKED, UNPACKED, NOT_UTF8, WISHED,
        BROKEN_TRUNCATED, BROKEN_TAG, BROKEN_LONG_TAG, BROKEN_VARINT, BROKEN_LENGTH, BROKEN_GROUP, BROKEN_BYTES,
        TOO_DEEP
    }

    /** One in so many is broken. */
    private static final int BROKEN = 4;

    private final Descriptor root;
    private final List<Expr> conditions;
    private final RandomGenerator random;
    private final Map<Category, Long> counts = new EnumMap<>(Category.class);

    /** Without rules in mind. */
    public MessageGenerator(Descriptor root, long seed) {
        this(root, List.of(), seed);
    }

    private MessageGenerator(Descriptor root, List<Expr> conditions, long seed) {
        this.root = root;
        this.conditions = conditions;
        this.random = new SplittableRandom(seed);
    }

    /** With values that make these rules hold about half the time. */
    public static MessageGenerator of(TypedRules rules, long seed) {
        return new MessageGenerator(rules.message(), rules.rules().stream().map(TypedRule::condition).toList(), seed);
    }

    /** The next message. */
    public byte[] next() {
        Map<FieldPath, Object> wishes = Map.of();
        if (!conditions.isEmpty() && random.nextInt(3) > 0) {
            wishes = RuleWishes.of(conditions.get(random.nextInt(conditions.size())), random);
            count(Category.WISHED);
        } else if (random.nextInt(50) == 0) {
            count(Category.EMPTY);
            return new byte[0];
        }
        byte[] message = new MessageWriter(random, this::count, wishes).message(root);
        return random.nextInt(BROKEN) == 0 ? new MessageBreaker(random, this::count).broken(message) : message;
    }

    /** How many of the messages made so far try out what. */
    public Map<Category, Long> counts() {
        return Map.copyOf(counts);
    }

    private void count(Category category) {
        counts.merge(category, 1L, Long::sum);
    }
}
