package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.MapSpec;
import java.util.Optional;

/**
 * A map's contents. The simulator has one CPU, so a per-CPU map is a map.
 *
 * @param values the values one behind the other; empty for a map without values
 * @param keys of a hash map
 */
record SimMap(MapSpec spec, int entries, byte[] values, Optional<SimKeys> keys) {

    static SimMap of(MapSpec spec) {
        int entries = spec.maxEntries() == MapSpec.PER_CPU ? 1 : spec.maxEntries();
        return switch (spec.kind()) {
            case ARRAY, PERCPU_ARRAY -> new SimMap(spec, entries,
                    spec.isReadOnly() ? spec.contents().toByteArray() : new byte[entries * spec.valueSize()],
                    Optional.empty());
            case LRU_HASH, LRU_PERCPU_HASH ->
                new SimMap(spec, entries, new byte[entries * spec.valueSize()], Optional.of(new SimKeys(entries)));
            case PERF_EVENT_ARRAY -> new SimMap(spec, entries, new byte[0], Optional.empty());
        };
    }

    /** The entry of a key, or -1; in an array the key is the entry's number. */
    int find(byte[] key) {
        if (keys.isPresent()) {
            return keys.get().find(key);
        }
        int entry = Words.int32(key);
        return Integer.compareUnsigned(entry, entries) < 0 ? entry : -1;
    }

    boolean hasValues() {
        return spec.kind() != MapSpec.Kind.PERF_EVENT_ARRAY;
    }
}
