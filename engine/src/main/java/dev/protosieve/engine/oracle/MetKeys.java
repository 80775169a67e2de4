package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The different keys of the maps in one message so far, and of the messages in it, whose occurrences merge. */
final class MetKeys {

    private final Map<Integer, MetKeys> inner = new HashMap<>();
    private final Map<Integer, Set<Object>> keys = new HashMap<>();

    /** Those of a message in this one; every element of a list and every entry has its own. */
    MetKeys inside(FieldDescriptor field) {
        return field.isRepeated() ? new MetKeys() : inner.computeIfAbsent(field.getNumber(), _ -> new MetKeys());
    }

    /** How many different keys the map has with this one. */
    int meet(FieldDescriptor map, Object key) {
        Set<Object> met = keys.computeIfAbsent(map.getNumber(), _ -> new HashSet<>());
        met.add(key);
        return met.size();
    }

    /** A member of a oneof is set, which clears the others. */
    void set(FieldDescriptor member) {
        OneofDescriptor oneof = member.getRealContainingOneof();
        if (oneof != null) {
            oneof.getFields().stream().filter(f -> !f.equals(member)).forEach(f -> inner.remove(f.getNumber()));
        }
    }
}
