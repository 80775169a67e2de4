package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.MapSpec;

/**
 * A map's contents. The simulator has one CPU, so a per-CPU array is an array.
 *
 * @param values the values one behind the other; empty for a map without values
 */
record SimMap(MapSpec spec, int entries, byte[] values) {

    static SimMap of(MapSpec spec) {
        int entries = spec.maxEntries() == MapSpec.PER_CPU ? 1 : spec.maxEntries();
        return switch (spec.kind()) {
            case ARRAY, PERCPU_ARRAY -> new SimMap(spec, entries,
                    spec.isReadOnly() ? spec.contents().toByteArray() : new byte[entries * spec.valueSize()]);
            case PERF_EVENT_ARRAY -> new SimMap(spec, entries, new byte[0]);
        };
    }

    boolean hasValues() {
        return spec.kind() != MapSpec.Kind.PERF_EVENT_ARRAY;
    }
}
