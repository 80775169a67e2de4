package dev.protosieve.engine.sim;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** Which key of an LRU hash map has which of its values. A new key takes the place of the one not used for longest. */
final class SimKeys {

    private final int capacity;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Map<ByteBuffer, Integer> entries = new LinkedHashMap<>(16, 0.75f, true);

    SimKeys(int capacity) {
        this.capacity = capacity;
    }

    /** The entry of a key, which is used now, or -1. */
    int find(byte[] key) {
        return entries.getOrDefault(ByteBuffer.wrap(key), -1);
    }

    /** Gives up a key, and says whether there was one. */
    boolean remove(byte[] key) {
        Integer entry = entries.remove(ByteBuffer.wrap(key));
        if (entry != null) {
            free.push(entry);
        }
        return entry != null;
    }

    /** An entry for a key that has none. */
    int insert(byte[] key) {
        int entry = free.isEmpty() ? entries.size() : free.pop();
        if (entry == capacity) {
            ByteBuffer oldest = entries.keySet().iterator().next();
            entry = entries.getOrDefault(oldest, 0);
            entries.remove(oldest);
        }
        entries.put(ByteBuffer.wrap(key.clone()), entry);
        return entry;
    }

    /** Hands over all keys with their entries; using none of them. */
    void forEach(ObjIntConsumer<byte[]> sink) {
        List<Map.Entry<ByteBuffer, Integer>> all = new ArrayList<>(entries.entrySet());
        all.forEach(e -> sink.accept(e.getKey().array(), e.getValue()));
    }
}
