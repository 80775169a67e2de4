package dev.protosieve.engine.emit;

import dev.protosieve.engine.emit.MapSpec.Kind;
import java.util.ArrayList;
import java.util.List;

/** The maps of a filter and their numbers. */
record Maps(List<MapSpec> specs, int state, int counters, int events, int packet) {

    static final int NONE = -1;

    /** With a state of that many bytes, which is known when all code has been emitted. */
    List<MapSpec> withState(int bytes) {
        List<MapSpec> sized = new ArrayList<>(specs);
        MapSpec first = specs.get(state);
        sized.set(state, new MapSpec(first.name(), first.kind(), first.keySize(), bytes, first.maxEntries()));
        return sized;
    }

    static Maps of(Frame frame, CounterLayout counters, EmitOptions options) {
        List<MapSpec> specs = new ArrayList<>();
        specs.add(new MapSpec("state", Kind.PERCPU_ARRAY, 4, frame.end(), 1));
        specs.add(new MapSpec("counters", Kind.PERCPU_ARRAY, 4, CounterLayout.ENTRY_SIZE, counters.entries()));
        int events = NONE;
        if (options.events().enabled()) {
            events = specs.size();
            specs.add(new MapSpec("events", Kind.PERF_EVENT_ARRAY, 4, 4, MapSpec.PER_CPU));
        }
        int packet = NONE;
        if (options.hook() == Hook.SOCKET) {
            packet = specs.size();
            specs.add(new MapSpec("packet", Kind.ARRAY, 4, PacketAccess.Buffer.SIZE, MapSpec.PER_CPU));
        }
        return new Maps(List.copyOf(specs), 0, 1, events, packet);
    }
}
