package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.protosieve.app.schema.SchemaNode.EnumNode;
import dev.protosieve.app.schema.SchemaNode.FieldNode;
import dev.protosieve.app.schema.SchemaNode.FileNode;
import dev.protosieve.app.schema.SchemaNode.FolderNode;
import dev.protosieve.app.schema.SchemaNode.MessageNode;
import dev.protosieve.app.schema.SchemaNode.MethodNode;
import dev.protosieve.app.schema.SchemaNode.Note;
import dev.protosieve.app.schema.SchemaNode.OneofNode;
import dev.protosieve.app.schema.SchemaNode.ServiceNode;
import dev.protosieve.app.schema.SchemaNode.UnlinkedNode;
import dev.protosieve.app.schema.SchemaNode.ValueNode;
import dev.protosieve.app.session.FieldUse;
import dev.protosieve.engine.schema.ProtoIndex;
import dev.protosieve.engine.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A schema as lines; what is below a line is made when it is asked for, so recursive types and large trees cost nothing. */
record SchemaLines(Schema schema, Optional<Descriptor> root) {

    /**
     * A line with the lines below it.
     *
     * @param open whether it is open at first
     * @param below absent for a line that cannot be opened
     */
    record Branch(SchemaNode node, boolean open, Optional<Supplier<List<Branch>>> below) {

        static Branch leaf(SchemaNode node) {
            return new Branch(node, false, Optional.empty());
        }

        static Branch of(SchemaNode node, boolean open, Supplier<List<Branch>> below) {
            return new Branch(node, open, Optional.of(below));
        }

        List<Branch> lines() {
            return below.map(Supplier::get).orElse(List.of());
        }
    }

    Branch top() {
        return Branch.of(new Note(""), true, () -> {
            List<Branch> lines = new ArrayList<>();
            schema.files().forEach(f -> lines.add(file(f, schema.roots().contains(f.getName()))));
            Set<Path> shown = Set.copyOf(schema.sources().values());
            lines.addAll(folders(schema.index().entries().stream().filter(e -> !shown.contains(e.path())).toList(), "",
                    0));
            return lines;
        });
    }

    Branch file(FileDescriptor file, boolean open) {
        boolean empty = file.getMessageTypes().isEmpty() && file.getEnumTypes().isEmpty()
                && file.getServices().isEmpty() && file.getExtensions().isEmpty();
        return empty ? Branch.leaf(new FileNode(file))
                : Branch.of(new FileNode(file), open && schema.roots().size() <= 20, () -> declarations(file));
    }

    /** What a file declares. */
    List<Branch> declarations(FileDescriptor file) {
        List<Branch> lines = new ArrayList<>();
        file.getMessageTypes().forEach(m -> lines.add(message(m)));
        file.getEnumTypes().forEach(e -> lines.add(enumeration(e)));
        file.getExtensions().forEach(e -> lines.add(Branch.leaf(new FieldNode(e, List.of()))));
        file.getServices().forEach(s -> lines.add(service(s)));
        return lines;
    }

    private Branch message(Descriptor message) {
        boolean isRoot = root.filter(message::equals).isPresent();
        return Branch.of(new MessageNode(message, isRoot), isRoot, () -> {
            List<Branch> lines = fields(message, isRoot ? List.of() : null);
            message.getExtensions().forEach(e -> lines.add(Branch.leaf(new FieldNode(e, List.of()))));
            message.getNestedTypes().stream().filter(m -> !m.getOptions().getMapEntry())
                    .forEach(m -> lines.add(message(m)));
            message.getEnumTypes().forEach(e -> lines.add(enumeration(e)));
            return lines;
        });
    }

    /** @param above the fields from the root message to this one; null when it is not below the root */
    private List<Branch> fields(Descriptor message, @Nullable List<FieldDescriptor> above) {
        List<Branch> lines = new ArrayList<>();
        List<OneofDescriptor> seen = new ArrayList<>();
        for (FieldDescriptor field : message.getFields()) {
            OneofDescriptor oneof = field.getRealContainingOneof();
            if (oneof == null) {
                lines.add(field(field, above));
            } else if (!seen.contains(oneof)) {
                seen.add(oneof);
                lines.add(Branch.of(new OneofNode(oneof), true,
                        () -> oneof.getFields().stream().map(f -> field(f, above)).toList()));
            }
        }
        return lines;
    }

    private Branch field(FieldDescriptor field, @Nullable List<FieldDescriptor> above) {
        List<FieldDescriptor> path = above == null ? List.of() : FieldUse.append(above, field);
        FieldNode node = new FieldNode(field, path);
        return switch (field.getJavaType()) {
            case MESSAGE -> field.isMapField() ? map(node)
                    : field.getMessageType().getFields().isEmpty() ? Branch.leaf(node)
                            : Branch.of(node, path.size() == 1 && !field.isRepeated(),
                                    () -> fields(field.getMessageType(), above == null ? null : path));
            case ENUM -> Branch.of(node, false, () -> values(field.getEnumType()));
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING -> Branch.leaf(node);
        };
    }

    /** The fields of a map's values stand below it. */
    private Branch map(FieldNode node) {
        FieldDescriptor value = node.field().getMessageType().findFieldByName("value");
        boolean empty = value.getJavaType() != FieldDescriptor.JavaType.MESSAGE
                || value.getMessageType().getFields().isEmpty();
        return empty ? Branch.leaf(node) : Branch.of(node, false, () -> fields(value.getMessageType(),
                node.path().isEmpty() ? null : FieldUse.append(node.path(), value)));
    }

    private static Branch enumeration(EnumDescriptor type) {
        return Branch.of(new EnumNode(type), false, () -> values(type));
    }

    private static List<Branch> values(EnumDescriptor type) {
        return type.getValues().stream().map(v -> Branch.leaf(new ValueNode(v))).toList();
    }

    private static Branch service(ServiceDescriptor service) {
        return Branch.of(new ServiceNode(service), false,
                () -> service.getMethods().stream().map(m -> Branch.leaf(new MethodNode(m))).toList());
    }

    /** Files that are not linked, by the folder that their names have at {@code depth}. */
    private static List<Branch> folders(List<ProtoIndex.Entry> entries, String above, int depth) {
        Map<String, List<ProtoIndex.Entry>> inside = new LinkedHashMap<>();
        List<Branch> files = new ArrayList<>();
        for (ProtoIndex.Entry entry : entries) {
            String[] parts = entry.name().split("/");
            if (parts.length - 1 <= depth) {
                files.add(Branch.leaf(new UnlinkedNode(entry)));
            } else {
                inside.computeIfAbsent(parts[depth], _ -> new ArrayList<>()).add(entry);
            }
        }
        List<Branch> lines = new ArrayList<>();
        inside.forEach((name, some) -> lines.add(Branch.of(new FolderNode(name, above + name + "/", some, depth), false,
                () -> folders(some, above + name + "/", depth + 1))));
        lines.addAll(files);
        return lines;
    }
}
