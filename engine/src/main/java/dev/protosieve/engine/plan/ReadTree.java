package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that rules read or walk through, as a tree; in the order in which rules name them. */
final class ReadTree {

    private final Set<ValueSlot> slots = new LinkedHashSet<>();
    private final List<Fold> folds = new ArrayList<>();
    private final Map<FieldDescriptor, ReadTree> inner = new LinkedHashMap<>();

    /** The node of a path from here, made when it is not there. */
    ReadTree at(FieldPath path) {
        ReadTree node = this;
        for (FieldDescriptor field : path.fields()) {
            node = node.inner.computeIfAbsent(field, _ -> new ReadTree());
        }
        return node;
    }

    void keep(ValueSlot slot) {
        slots.add(slot);
    }

    /** Slots that occurrences of this very field write. */
    List<ValueSlot> slots() {
        return List.copyOf(slots);
    }

    List<Fold> folds() {
        return folds;
    }

    /** The fields read inside this message. */
    Map<FieldDescriptor, ReadTree> inner() {
        return inner;
    }

    @Nullable ReadTree inner(FieldDescriptor field) {
        return inner.get(field);
    }

    /** The paths of all fields in here, at any depth. */
    List<FieldPath> paths() {
        List<FieldPath> paths = new ArrayList<>();
        paths(List.of(), paths);
        return paths;
    }

    private void paths(List<FieldDescriptor> at, List<FieldPath> into) {
        inner.forEach((field, child) -> {
            List<FieldDescriptor> path = new ArrayList<>(at);
            path.add(field);
            into.add(new FieldPath(path));
            child.paths(path, into);
        });
    }

    /** Slots inside this message, at any depth. */
    List<ValueSlot> below() {
        List<ValueSlot> found = new ArrayList<>();
        inner.values().forEach(child -> {
            found.addAll(child.slots);
            found.addAll(child.below());
        });
        return found;
    }
}
