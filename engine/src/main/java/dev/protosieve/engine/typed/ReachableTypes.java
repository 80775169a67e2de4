package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types of messages that a message may hold at any depth, itself and entries of maps included. */
final class ReachableTypes {

    private ReachableTypes() {
    }

    /** Through fields and extensions; what a message set holds is not looked at. */
    static Set<Descriptor> from(Descriptor root, Schema schema) {
        Map<Descriptor, List<FieldDescriptor>> extensions = new HashMap<>();
        schema.extensions().stream().filter(e -> !e.getContainingType().getOptions().getMessageSetWireFormat())
                .forEach(e -> extensions.computeIfAbsent(e.getContainingType(), _ -> new ArrayList<>()).add(e));
        Set<Descriptor> found = new LinkedHashSet<>();
        Deque<Descriptor> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Descriptor type = open.pop();
            if (found.add(type)) {
                type.getFields().forEach(f -> follow(f, open));
                extensions.getOrDefault(type, List.of()).forEach(f -> follow(f, open));
            }
        }
        return found;
    }

    private static void follow(FieldDescriptor field, Deque<Descriptor> open) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            open.push(field.getMessageType());
        }
    }
}
