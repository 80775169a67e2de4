package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.app.schema.SchemaNode.FieldNode;
import dev.protosieve.app.schema.SchemaNode.FoundNode;
import dev.protosieve.app.schema.SchemaNode.UnlinkedNode;
import dev.protosieve.app.session.FieldUse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the fields of a schema are reached from the message that the rules are about. */
record FieldWays(Optional<Descriptor> root) {

    /** The way to a field; the shortest where its line stands outside of the root message; empty where none leads to it. */
    List<FieldDescriptor> to(SchemaNode node) {
        return SchemaNode.target(node) instanceof FieldNode field
                ? field.path().isEmpty() ? shortestTo(field.fullName()) : field.path() : List.of();
    }

    /** Why no rule begins with a line that no way leads to; empty where nobody would expect one. */
    String whyNone(SchemaNode node) {
        return switch (SchemaNode.target(node)) {
            case FieldNode _ when root.isEmpty() -> "The rules are about no message yet: choose one above.";
            case FieldNode(var field, var _) when field.isExtension()
                    && field.getContainingType().equals(root.orElseThrow()) ->
                "Extensions are asked for in the text of a condition: proto.getExt(msg, " + field.getFullName() + ").";
            case FieldNode field -> "No field of " + root.orElseThrow().getName() + " leads to " + field.fullName()
                    + ", so no rule can ask for it.";
            case UnlinkedNode file when node instanceof FoundNode ->
                file.entry().name() + " is not read yet: nothing that the rules are about is in it.";
            case SchemaNode other -> node instanceof FoundNode
                    ? other.name() + " is no field, and a rule begins with a field." : "";
        };
    }

    /** The fields that are named so from the root message on, as far as there are such. */
    List<FieldDescriptor> along(List<String> names) {
        List<FieldDescriptor> way = new ArrayList<>();
        Optional<Descriptor> message = root;
        for (String name : names) {
            Optional<FieldDescriptor> field = message.flatMap(m -> m.getFields().stream()
                    .filter(f -> f.getFullName().equals(name)).findFirst());
            field.ifPresent(way::add);
            message = field.filter(f -> f.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                    .map(FieldDescriptor::getMessageType);
        }
        return way;
    }

    private List<FieldDescriptor> shortestTo(String fullName) {
        Deque<List<FieldDescriptor>> open = new ArrayDeque<>();
        Set<Descriptor> seen = new HashSet<>();
        root.ifPresent(message -> message.getFields().forEach(f -> open.add(List.of(f))));
        while (!open.isEmpty()) {
            List<FieldDescriptor> way = open.remove();
            FieldDescriptor last = way.getLast();
            if (last.getFullName().equals(fullName)) {
                return way;
            }
            if (last.getJavaType() == FieldDescriptor.JavaType.MESSAGE && seen.add(last.getMessageType())) {
                last.getMessageType().getFields().forEach(f -> open.add(FieldUse.append(way, f)));
            }
        }
        return List.of();
    }
}
