package dev.protosieve.engine.emit;

import dev.protosieve.engine.emit.MapSpec.Kind;
import dev.protosieve.engine.typed.TypedRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The maps of a filter and their numbers.
 *
 * @param claims which states are taken, where a CPU has several
 * @param measures of the rules that have one, by their position
 */
record Maps(List<MapSpec> specs, int state, int counters, int events, int packet, int claims,
        Map<Integer, Integer> measures) {

    static final int NONE = -1;

    /** The map that a rule measures in. */
    int measure(int rule) {
        return Objects.requireNonNull(measures.get(rule));
    }

    /** With a state of that many bytes, which is known when all code has been emitted. */
    List<MapSpec> withState(int bytes) {
        List<MapSpec> sized = new ArrayList<>(specs);
        MapSpec first = specs.get(state);
        sized.set(state, new MapSpec(first.name(), first.kind(), first.keySize(), bytes, first.maxEntries()));
        return sized;
    }

    static Maps of(Frame frame, CounterLayout counters, EmitOptions options, List<TypedRule> rules) {
        List<MapSpec> specs = new ArrayList<>();
        specs.add(new MapSpec("state", Kind.PERCPU_ARRAY, 4, frame.end(), ClaimCode.places(options.hook())));
        specs.add(new MapSpec("counters", Kind.PERCPU_ARRAY, 4, CounterLayout.ENTRY_SIZE, counters.entries()));
        int events = NONE;
        if (options.events().enabled()) {
            events = specs.size();
            specs.add(new MapSpec("events", Kind.PERF_EVENT_ARRAY, 4, 4, MapSpec.PER_CPU));
        }
        int packet = NONE;
        if (options.hook().copies()) {
            packet = specs.size();
            specs.add(new MapSpec("packet", Kind.ARRAY, 4, PacketAccess.Buffer.SIZE * ClaimCode.places(options.hook()),
                    MapSpec.PER_CPU));
        }
        int claims = NONE;
        if (options.hook().nests()) {
            claims = specs.size();
            specs.add(new MapSpec("claims", Kind.PERCPU_ARRAY, 4, Long.BYTES * ClaimCode.PLACES, 1));
        }
        Map<Integer, Integer> measures = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            int rule = i;
            GroupLayout.map(i, rules.get(i).measure()).ifPresent(spec -> {
                measures.put(rule, specs.size());
                specs.add(spec);
            });
        }
        return new Maps(List.copyOf(specs), 0, 1, events, packet, claims, Map.copyOf(measures));
    }
}
