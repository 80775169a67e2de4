package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.protosieve.app.schema.SchemaLines.Branch;
import dev.protosieve.app.schema.SchemaNode.EnumNode;
import dev.protosieve.app.schema.SchemaNode.FieldNode;
import dev.protosieve.app.schema.SchemaNode.FoundNode;
import dev.protosieve.app.schema.SchemaNode.MessageNode;
import dev.protosieve.app.schema.SchemaNode.MethodNode;
import dev.protosieve.app.schema.SchemaNode.Note;
import dev.protosieve.app.schema.SchemaNode.ServiceNode;
import dev.protosieve.app.schema.SchemaNode.UnlinkedNode;
import dev.protosieve.app.schema.SchemaNode.ValueNode;
import dev.protosieve.app.session.FieldUse;
import dev.protosieve.engine.schema.ProtoIndex;
import dev.protosieve.engine.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Searches names, types, comments and paths of a schema. Made and used off the FX thread; immutable. */
final class SchemaSearch {

    /** What a person looks through; more is a reason to type another letter. */
    static final int MOST = 200;
    private static final int DEEPEST = 6;
    private static final int MOST_PATHS = 20_000;

    private final Schema schema;
    private final Optional<Descriptor> root;
    private final List<Line> below = new ArrayList<>();
    private final List<Line> others = new ArrayList<>();

    /** @param folded the words to find it by, in small letters: its name as shown, its type */
    private record Line(SchemaNode node, String shown, String folded, String type) {
    }

    /** @param rank 0 for a name that begins with the text, 1 for a name that holds it, 2 for a type, 3 for a comment */
    private record Match(Line line, int rank, FoundNode node) {
    }

    SchemaSearch(Schema schema, Optional<Descriptor> root) {
        this.schema = schema;
        this.root = root;
        root.ifPresent(message -> addPaths(message, List.of()));
        schema.files().forEach(file -> {
            file.getMessageTypes().forEach(this::addMessage);
            file.getEnumTypes().forEach(this::addEnum);
            file.getExtensions().forEach(e -> add(others, new FieldNode(e, List.of()), e.getFullName(),
                    FieldText.typeName(e)));
            file.getServices().forEach(this::addService);
        });
    }

    private void addPaths(Descriptor message, List<FieldDescriptor> above) {
        for (FieldDescriptor field : message.getFields()) {
            if (below.size() < MOST_PATHS) {
                FieldNode node = new FieldNode(field, FieldUse.append(above, field));
                add(below, node, shown(node.path()), FieldText.typeName(field));
                List<FieldDescriptor> way = field.isMapField()
                        ? FieldUse.append(node.path(), field.getMessageType().findFieldByName("value")) : node.path();
                FieldDescriptor last = way.getLast();
                if (last.getJavaType() == FieldDescriptor.JavaType.MESSAGE && above.size() < DEEPEST
                        && !isInside(last.getMessageType(), way)) {
                    addPaths(last.getMessageType(), way);
                }
            }
        }
    }

    private static String shown(List<FieldDescriptor> path) {
        return path.stream().filter(f -> !f.getContainingType().getOptions().getMapEntry())
                .map(FieldDescriptor::getName).collect(Collectors.joining("."));
    }

    /** A recursive type is walked once: each turn would find the same again. */
    private static boolean isInside(Descriptor type, List<FieldDescriptor> path) {
        return path.stream().anyMatch(f -> f.getContainingType().equals(type));
    }

    private void addMessage(Descriptor message) {
        if (message.getOptions().getMapEntry()) {
            return;
        }
        boolean isRoot = root.filter(message::equals).isPresent();
        add(others, new MessageNode(message, isRoot), message.getFullName(), "message");
        if (!isRoot) {
            message.getFields().forEach(f -> add(others, new FieldNode(f, List.of()), f.getFullName(),
                    FieldText.typeName(f)));
        }
        message.getExtensions().forEach(e -> add(others, new FieldNode(e, List.of()), e.getFullName(),
                FieldText.typeName(e)));
        message.getNestedTypes().forEach(this::addMessage);
        message.getEnumTypes().forEach(this::addEnum);
    }

    private void addEnum(EnumDescriptor type) {
        add(others, new EnumNode(type), type.getFullName(), "enum");
        type.getValues().forEach(v -> add(others, new ValueNode(v), v.getFullName(), type.getName()));
    }

    private void addService(ServiceDescriptor service) {
        add(others, new ServiceNode(service), service.getFullName(), "service");
        service.getMethods().forEach(m -> add(others, new MethodNode(m), m.getFullName(), "method"));
    }

    private static void add(List<Line> lines, SchemaNode node, String shown, String type) {
        lines.add(new Line(node, shown, shown.toLowerCase(Locale.ROOT), type.toLowerCase(Locale.ROOT)));
    }

    /** Flat lines under up to three headings; the best ones first. */
    Branch find(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<Branch> lines = new ArrayList<>();
        heading(root.map(r -> "In " + r.getName()).orElse(""), matches(below, wanted), lines);
        heading(root.isPresent() ? "Elsewhere in the schema" : "In the schema", matches(others, wanted), lines);
        heading("In files not read yet", unlinked(wanted), lines);
        if (lines.isEmpty()) {
            lines.add(Branch.leaf(new Note("Nothing is named or described so")));
        }
        return Branch.of(new Note(""), true, () -> lines);
    }

    private static void heading(String words, List<? extends SchemaNode> found, List<Branch> lines) {
        if (!found.isEmpty()) {
            String more = found.size() >= MOST ? " \u00b7 the first " + MOST : " \u00b7 " + found.size();
            lines.add(Branch.leaf(new Note(words + more)));
            found.forEach(node -> lines.add(Branch.leaf(node)));
        }
    }

    private List<FoundNode> matches(List<Line> lines, String wanted) {
        List<Match> found = new ArrayList<>();
        for (Line line : lines) {
            match(line, wanted).ifPresent(found::add);
        }
        found.sort(Comparator.comparingInt(Match::rank).thenComparingInt(m -> m.line().shown().length()));
        return found.stream().limit(MOST).map(Match::node).toList();
    }

    private Optional<Match> match(Line line, String wanted) {
        int at = line.folded().lastIndexOf(wanted);
        if (at >= 0) {
            boolean begins = at == 0 || line.folded().charAt(at - 1) == '.';
            return Optional.of(new Match(line, begins ? 0 : 1,
                    new FoundNode(line.node(), line.shown(), at, at + wanted.length(), "")));
        }
        if (line.type().contains(wanted)) {
            return Optional.of(new Match(line, 2, new FoundNode(line.node(), line.shown(), 0, 0, "")));
        }
        String comment = schema.comments().getOrDefault(line.node().fullName(), "");
        return comment.isEmpty() || !comment.toLowerCase(Locale.ROOT).contains(wanted) ? Optional.empty()
                : Optional.of(new Match(line, 3, new FoundNode(line.node(), line.shown(), 0, 0,
                        "\u201c" + comment.lines().findFirst().orElse("") + "\u201d")));
    }

    private List<FoundNode> unlinked(String wanted) {
        return schema.index().search(wanted, MOST).stream().map(hit -> found(hit, wanted)).toList();
    }

    private static FoundNode found(ProtoIndex.Hit hit, String wanted) {
        String name = hit.line() == 0 ? hit.entry().name() : hit.text();
        int at = name.toLowerCase(Locale.ROOT).indexOf(wanted);
        return new FoundNode(new UnlinkedNode(hit.entry()), name, Math.max(0, at),
                at < 0 ? 0 : Math.min(name.length(), at + wanted.length()),
                hit.line() == 0 ? "file" : hit.entry().name() + ":" + hit.line());
    }
}
