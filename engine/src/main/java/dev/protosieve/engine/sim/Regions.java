package dev.protosieve.engine.sim;

import dev.protosieve.engine.sim.Region.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All regions of a loaded filter by their ids; 0 is {@link Registers#NUMBER}. */
final class Regions {

    /** The stack of the first frame. */
    static final int STACK = 1;
    static final int CONTEXT = 2;
    static final int PACKET = 3;
    /** The stacks of the second frame and those behind it. */
    private static final int CALLED = 4;
    private static final int FIRST_MAP = CALLED + Frames.MOST - 1;

    /** Which entries of which map count verdicts. */
    interface Counters {
        boolean isVerdict(int map, int entry);
    }

    /** Stacks of frames that never were, and values of hash maps that nobody used, are not there. */
    final @Nullable Region[] byId;
    private final List<SimMap> maps;
    private final int[] firstValue;

    Regions(List<SimMap> maps, byte[] stack, byte[] context, Counters counters) {
        this.maps = maps;
        this.firstValue = new int[maps.size()];
        List<@Nullable Region> all = new ArrayList<>(Collections.nCopies(FIRST_MAP, null));
        all.set(0, Region.of(0, Kind.MAP, new byte[0], 0));
        all.set(STACK, Region.of(STACK, Kind.STACK, stack, stack.length));
        all.set(CONTEXT, Region.of(CONTEXT, Kind.CONTEXT, context, context.length));
        all.set(PACKET, Region.of(PACKET, Kind.PACKET, new byte[0], 0));
        for (int map = 0; map < maps.size(); map++) {
            all.add(new Region(FIRST_MAP + map, Kind.MAP, new byte[0], 0, 0, map, Region.NO_COUNTER));
        }
        for (int map = 0; map < maps.size(); map++) {
            firstValue[map] = all.size();
            SimMap values = maps.get(map);
            for (int entry = 0; values.hasValues() && entry < values.entries(); entry++) {
                all.add(values.keys().isPresent() ? null
                        : value(all.size(), map, entry, counters.isVerdict(map, entry)));
            }
        }
        this.byId = all.toArray(Region[]::new);
    }

    private Region value(int id, int map, int entry, boolean counts) {
        int size = maps.get(map).spec().valueSize();
        return new Region(id, Kind.MAP_VALUE, maps.get(map).values(), entry * size, size, map,
                counts ? entry : Region.NO_COUNTER);
    }

    static int stackId(int frame) {
        return frame == 0 ? STACK : CALLED - 1 + frame;
    }

    /** The frame whose stack has an id that is not {@link #STACK}. */
    static int frame(int stackId) {
        return stackId - CALLED + 1;
    }

    static boolean isStack(int id) {
        return id == STACK || id >= CALLED && id < FIRST_MAP;
    }

    Region mapHandle(int map) {
        return byId[FIRST_MAP + map];
    }

    Region mapValue(int map, int entry) {
        int id = firstValue[map] + entry;
        Region known = byId[id];
        if (known == null) {
            // hash maps have many values, few of which are ever used
            known = value(id, map, entry, false);
            byId[id] = known;
        }
        return known;
    }
}
