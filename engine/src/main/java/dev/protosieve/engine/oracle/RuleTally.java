package dev.protosieve.engine.oracle;

import com.google.common.primitives.UnsignedLong;
import com.google.protobuf.ByteString;
import dev.cel.common.values.CelByteString;
import dev.protosieve.engine.typed.ExprType;
import dev.protosieve.engine.typed.GroupKey;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.wire.IpNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What the rules have measured so far: matches, samples, groups, and the buckets of limits. */
public final class RuleTally {

    /**
     * Packets and their bytes.
     */
    public record Sum(long packets, long bytes) {

        static final Sum NOTHING = new Sum(0, 0);

        Sum plus(long more) {
            return new Sum(packets + 1, bytes + more);
        }
    }

    /** A bucket of time: a token is one interval of it. */
    private static final class Bucket {
        private long filled;
        private long at;

        /** A full one. */
        Bucket(long depth, long now) {
            this.filled = depth;
            this.at = now;
        }
    }

    private final List<TypedRule> rules;
    private final LongSupplier clock;
    private final Map<Integer, Sum> matches = new HashMap<>();
    private final Map<Integer, Long> samples = new HashMap<>();
    private final Map<Integer, Map<GroupKey, Sum>> groups = new HashMap<>();
    private final Map<Integer, Map<GroupKey, Bucket>> buckets = new HashMap<>();
    private long errors;

    /** @param clock nanoseconds that never go back */
    RuleTally(List<TypedRule> rules, LongSupplier clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** Packets that this rule matched; for a {@code limit} those it dropped. */
    public Sum matches(int rule) {
        return matches.getOrDefault(rule, Sum.NOTHING);
    }

    /** Packets that a {@code sample} rule reports. */
    public long samples(int rule) {
        return samples.getOrDefault(rule, 0L);
    }

    /** What a {@code count} rule has counted, by value. */
    public Map<GroupKey, Sum> groups(int rule) {
        return Map.copyOf(groups.getOrDefault(rule, Map.of()));
    }

    /** Errors in rules that give no verdict. */
    public long errors() {
        return errors;
    }

    void failed() {
        errors++;
    }

    /** A match of a rule that gives no verdict, or the match that does. */
    void matched(int rule, long bytes) {
        matches.merge(rule, new Sum(1, bytes), (old, _) -> old.plus(bytes));
        if (rules.get(rule).measure() instanceof Measure.Sample(int every)
                && (matches(rule).packets() - 1) % every == 0) {
            samples.merge(rule, 1L, Long::sum);
        }
    }

    void counted(int rule, GroupKey key, long bytes) {
        groups.computeIfAbsent(rule, _ -> new HashMap<>()).merge(key, new Sum(1, bytes), (old, _) -> old.plus(bytes));
    }

    /** Takes a token; false when there is none. */
    boolean take(int rule, Measure.Limit limit, GroupKey key) {
        Map<GroupKey, Bucket> all = buckets.computeIfAbsent(rule, _ -> new HashMap<>());
        long now = clock.getAsLong();
        Bucket bucket = all.computeIfAbsent(key, _ -> new Bucket(limit.depth(), now));
        bucket.filled = Math.min(limit.depth(), bucket.filled + now - bucket.at);
        bucket.at = now;
        if (bucket.filled < limit.interval()) {
            return false;
        }
        bucket.filled -= limit.interval();
        return true;
    }

    /** @param value as cel-java gives it */
    static GroupKey key(ExprType type, Object value) {
        return switch (value) {
            case Boolean bool -> GroupKey.of(type, bool ? 1 : 0);
            case UnsignedLong number -> GroupKey.of(type, number.longValue());
            case Number number -> GroupKey.of(type, number.longValue());
            case String text -> GroupKey.of(type, ByteString.copyFromUtf8(text));
            case CelByteString octets -> GroupKey.of(type, ByteString.copyFrom(octets.toByteArray()));
            case ByteString octets -> GroupKey.of(type, octets);
            case IpNetwork address -> GroupKey.of(type, ByteString.copyFrom(address.octets()));
            default -> throw new IllegalArgumentException("no key: " + value.getClass());
        };
    }
}
