package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.protosieve.app.schema.SchemaNode.EnumNode;
import dev.protosieve.app.schema.SchemaNode.FieldNode;
import dev.protosieve.app.schema.SchemaNode.FileNode;
import dev.protosieve.app.schema.SchemaNode.MessageNode;
import dev.protosieve.app.schema.SchemaNode.Note;
import dev.protosieve.app.schema.SchemaNode.ValueNode;
import dev.protosieve.app.session.FieldUse;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Links;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The schema as lines to show, filtered by a search text. */
public final class SchemaViewModel {

    private static final int DEEPEST = 6;

    /** A line with the lines below it. */
    record Branch(SchemaNode node, List<Branch> below, boolean open) {
        Branch {
            below = List.copyOf(below);
        }
    }

    private final Workbench bench;
    private final Gestures gestures;
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Branch> top = new ReadOnlyObjectWrapper<>(
            new Branch(new Note(""), List.of(), true));
    private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper("");
    private Optional<Schema> schema = Optional.empty();
    private Optional<Descriptor> root = Optional.empty();
    private FieldUse use = FieldUse.NONE;

    public SchemaViewModel(Workbench bench, Gestures gestures) {
        this.bench = bench;
        this.gestures = gestures;
        bench.check().subscribe(check -> show(check.report()));
        search.subscribe(_ -> rebuild());
    }

    private void show(CompileReport report) {
        report.schema().ifPresent(found -> {
            schema = Optional.of(found);
            root = report.syntax().flatMap(FieldUse::messageName).flatMap(found::message);
        });
        report.typed().ifPresent(typed -> use = FieldUse.of(typed));
        if (report.schema().isEmpty() && report.hasErrors() && schema.isEmpty()) {
            remark.set("cannot be read");
        }
        rebuild();
    }

    private void rebuild() {
        if (schema.isEmpty()) {
            String note = remark.get().isEmpty() ? "No schema yet" : "See the problems under the rules";
            top.set(new Branch(new Note(""), List.of(new Branch(new Note(note), List.of(), false)), true));
            return;
        }
        Schema all = schema.get();
        long asked = all.roots().size();
        remark.set(asked == 1 ? "1 file" : asked + " files");
        List<Branch> files = new ArrayList<>();
        for (FileDescriptor file : all.files()) {
            keep(fileBranch(file, all.roots().contains(file.getName())), files);
        }
        top.set(new Branch(new Note(""), files, true));
    }

    private Branch fileBranch(FileDescriptor file, boolean asked) {
        List<Branch> below = new ArrayList<>();
        for (Descriptor message : file.getMessageTypes()) {
            keep(messageBranch(message), below);
        }
        for (EnumDescriptor type : file.getEnumTypes()) {
            keep(enumBranch(type), below);
        }
        return new Branch(new FileNode(file), below, asked);
    }

    private Branch messageBranch(Descriptor message) {
        boolean isRoot = root.filter(message::equals).isPresent();
        List<Branch> below = fields(message, isRoot ? List.of() : null, 0);
        message.getNestedTypes().stream().filter(m -> !m.getOptions().getMapEntry())
                .forEach(m -> keep(messageBranch(m), below));
        message.getEnumTypes().forEach(e -> keep(enumBranch(e), below));
        return new Branch(new MessageNode(message, isRoot), below, isRoot);
    }

    private List<Branch> fields(Descriptor message, @org.jspecify.annotations.Nullable List<FieldDescriptor> above,
            int depth) {
        List<Branch> lines = new ArrayList<>();
        for (FieldDescriptor field : message.getFields()) {
            List<FieldDescriptor> path = above == null ? List.of() : FieldUse.append(above, field);
            boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()
                    && above != null && depth < DEEPEST;
            List<Branch> below = nested ? fields(field.getMessageType(), path, depth + 1) : List.of();
            keep(new Branch(new FieldNode(field, path), below, depth == 0 && !field.isRepeated()), lines);
        }
        return lines;
    }

    private Branch enumBranch(EnumDescriptor type) {
        List<Branch> values = new ArrayList<>();
        type.getValues().forEach(
                v -> keep(new Branch(new ValueNode(v.getName(), v.getNumber(), v.getFullName()), List.of(), false),
                        values));
        return new Branch(new EnumNode(type), values, false);
    }

    private void keep(Branch branch, List<Branch> into) {
        String wanted = search.get().strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            into.add(branch);
        } else if (!branch.below().isEmpty()) {
            into.add(new Branch(branch.node(), branch.below(), true));
        } else if (branch.node().name().toLowerCase(Locale.ROOT).contains(wanted)) {
            into.add(branch);
        }
    }

    /** Numbers of the rules that read the field, at most the ones there is room for. */
    List<Integer> rulesReading(SchemaNode node) {
        return node instanceof FieldNode field && !field.path().isEmpty() ? use.rulesReading(field.path()) : List.of();
    }

    /** The comment in the .proto, or empty. */
    String comment(SchemaNode node) {
        return schema.map(s -> s.comments().getOrDefault(node.fullName(), "")).orElse("");
    }

    /** Adds a rule for a field; nothing happens for a line that no rule can read. */
    void addRule(SchemaNode node) {
        if (node instanceof FieldNode field && field.isUsable() && !bench.treeStale().get()) {
            gestures.addRuleFor(field.path());
        }
    }

    /** Makes the field the selected one, and the first rule that reads it the selected rule. */
    void select(SchemaNode node) {
        List<Integer> rules = rulesReading(node);
        if (!rules.isEmpty() && !rules.contains(bench.selection().get().rule())) {
            bench.selectRule(rules.getFirst());
        }
        new Links(bench).field(node.fullName());
    }

    StringProperty search() {
        return search;
    }

    ReadOnlyObjectProperty<Branch> top() {
        return top.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty remark() {
        return remark.getReadOnlyProperty();
    }
}
