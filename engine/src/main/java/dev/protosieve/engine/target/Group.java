package dev.protosieve.engine.target;

import dev.protosieve.engine.typed.GroupKey;
import java.util.Comparator;
import java.util.List;

/** What a {@code count by} rule has counted for one value, summed over all CPUs. */
public record Group(GroupKey key, long packets, long bytes) {

    /** Most packets first; equal ones by their values, so that the order is always the same. */
    public static List<Group> sorted(List<Group> groups) {
        return groups.stream().sorted(Comparator.comparingLong(Group::packets).reversed()
                .thenComparing(g -> g.key().number())
                .thenComparing(g -> g.key().octets(),
                        com.google.protobuf.ByteString.unsignedLexicographicalComparator()))
                .toList();
    }
}
