package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.app.schema.SchemaNode.FieldNode;
import dev.protosieve.app.schema.SchemaNode.FileNode;
import dev.protosieve.app.schema.SchemaNode.MessageNode;
import dev.protosieve.app.schema.SchemaNode.OneofNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.TreeItem;

/** The line of a field, found along the way from the root message to it; opens the lines above it. */
final class SchemaPath {

    private SchemaPath() {
    }

    /**
     * @param way the fields from the root message on; nothing is found for none, the nearest above for one without a line
     */
    static Optional<TreeItem<SchemaNode>> find(TreeItem<SchemaNode> top, List<FieldDescriptor> way) {
        return way.isEmpty() ? Optional.empty()
                : root(top, way.getFirst().getContainingType()).flatMap(message -> below(message, way));
    }

    // to look into a closed line makes its lines: that is done only on the way
    private static Optional<TreeItem<SchemaNode>> root(TreeItem<SchemaNode> item, Descriptor message) {
        boolean leads = switch (item.getValue()) {
            case FileNode(var file) -> file.getName().equals(message.getFile().getName());
            case MessageNode(var outer, var _) -> message.getFullName().startsWith(outer.getFullName());
            case FieldNode _, OneofNode _, SchemaNode.EnumNode _, SchemaNode.ValueNode _, SchemaNode.ServiceNode _,
                    SchemaNode.MethodNode _, SchemaNode.FolderNode _, SchemaNode.UnlinkedNode _, SchemaNode.FoundNode _ ->
                false;
            case SchemaNode.Note _ -> item.getParent() == null;
        };
        if (leads && item.getValue() instanceof MessageNode(var same, var _)
                && same.getFullName().equals(message.getFullName())) {
            return Optional.of(item);
        }
        return leads ? item.getChildren().stream().flatMap(child -> root(child, message).stream()).findFirst()
                : Optional.empty();
    }

    private static Optional<TreeItem<SchemaNode>> below(TreeItem<SchemaNode> above, List<FieldDescriptor> way) {
        Optional<TreeItem<SchemaNode>> found = fields(above).filter(i -> is(i, way.getFirst())).findFirst();
        found.ifPresent(SchemaPath::open);
        List<FieldDescriptor> rest = way.subList(Math.min(way.size(), way.getFirst().isMapField() ? 2 : 1), way.size());
        return rest.isEmpty() ? found : found.flatMap(item -> below(item, rest).or(() -> found));
    }

    private static boolean is(TreeItem<SchemaNode> item, FieldDescriptor field) {
        return item.getValue() instanceof FieldNode node && node.field().getFullName().equals(field.getFullName());
    }

    private static Stream<TreeItem<SchemaNode>> fields(TreeItem<SchemaNode> above) {
        return above.getChildren().stream()
                .flatMap(c -> c.getValue() instanceof OneofNode ? c.getChildren().stream() : Stream.of(c));
    }

    private static void open(TreeItem<SchemaNode> item) {
        for (TreeItem<SchemaNode> above = item.getParent(); above != null; above = above.getParent()) {
            above.setExpanded(true);
        }
    }
}
