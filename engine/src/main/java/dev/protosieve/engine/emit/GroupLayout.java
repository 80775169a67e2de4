package dev.protosieve.engine.emit;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;
import dev.protosieve.engine.typed.GroupKey;
import dev.protosieve.engine.typed.Measure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The maps of rules that tell packets apart, little-endian.
 *
 * <pre>
 * key    number         u64 value
 *        string, bytes  u64 length, at most 65; then the first 64 octets, zeros behind the last
 * value  of a count     u64 packets, u64 bytes, on each CPU
 *        of a limit     u64 when, in nanoseconds of CLOCK_MONOTONIC, the bucket will be full
 * </pre>
 *
 * Both are LRU maps: a key too many takes the place of one that was not used for long, as the kernel judges it.
 */
public final class GroupLayout {

    /** Most values that are told apart at a time. */
    public static final int MOST_KEYS = 10_000;

    static final int NUMBER_SIZE = Long.BYTES;
    static final int TEXT_SIZE = Long.BYTES + GroupKey.MOST_OCTETS;
    static final int SUM_SIZE = 2 * Long.BYTES;
    static final int BUCKET_SIZE = Long.BYTES;
    private static final int SINGLE_KEY = Integer.BYTES;

    private GroupLayout() {
    }

    /** Of the map that a {@code count by} rule counts in. */
    public static String groups(int rule) {
        return "groups" + rule;
    }

    /** Of the map in which a {@code limit} has its buckets. */
    public static String buckets(int rule) {
        return "buckets" + rule;
    }

    /** The map that a rule needs for what it measures. */
    static Optional<MapSpec> map(int rule, Measure measure) {
        return switch (measure) {
            case Measure.None _, Measure.Sample _ -> Optional.empty();
            case Measure.Count count -> count.by().map(by -> new MapSpec(groups(rule), MapSpec.Kind.LRU_PERCPU_HASH,
                    keySize(by), SUM_SIZE, MOST_KEYS));
            case Measure.Limit limit -> Optional.of(limit.per()
                    .map(per -> new MapSpec(buckets(rule), MapSpec.Kind.LRU_HASH, keySize(per), BUCKET_SIZE, MOST_KEYS))
                    .orElseGet(() -> new MapSpec(buckets(rule), MapSpec.Kind.ARRAY, SINGLE_KEY, BUCKET_SIZE, 1)));
        };
    }

    private static int keySize(Expr key) {
        return isText(key.type()) ? TEXT_SIZE : NUMBER_SIZE;
    }

    static boolean isText(ExprType type) {
        return type == ExprType.STRING || type == ExprType.BYTES;
    }

    /** The value that a key of that type stands for. */
    public static GroupKey key(ExprType type, byte[] key) {
        long number = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (!isText(type)) {
            return GroupKey.of(type, number);
        }
        int shown = (int) Math.min(number, GroupKey.MOST_OCTETS);
        return new GroupKey(type, 0, ByteString.copyFrom(key, Long.BYTES, shown), number > shown);
    }
}
