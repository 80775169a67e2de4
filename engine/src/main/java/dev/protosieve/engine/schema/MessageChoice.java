package dev.protosieve.engine.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which message the rules of a freshly opened schema are most likely about. */
public final class MessageChoice {

    private MessageChoice() {
    }

    /**
     * Full names, the best guess first: of the files asked for, what a service takes, what no other message contains,
     * what has fields; answers last. Behind them the messages of imported files.
     */
    public static List<String> ranked(Schema schema) {
        Set<String> contained = new HashSet<>();
        Set<String> taken = new HashSet<>();
        for (Descriptor message : schema.messages()) {
            for (FieldDescriptor field : message.getFields()) {
                if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && field.getMessageType() != message) {
                    contained.add(field.getMessageType().getFullName());
                }
            }
        }
        schema.files().stream().flatMap(f -> f.getServices().stream()).flatMap(s -> s.getMethods().stream())
                .map(MethodDescriptor::getInputType).forEach(m -> taken.add(m.getFullName()));
        Set<String> roots = new HashSet<>(schema.roots());
        List<Descriptor> all = new ArrayList<>(schema.messages());
        all.sort(Comparator.<Descriptor>comparingInt(m -> roots.contains(name(m.getFile())) ? 0 : 1)
                .thenComparingInt(m -> m.getFields().isEmpty() ? 1 : 0)
                .thenComparingInt(m -> m.getContainingType() == null ? 0 : 1)
                .thenComparingInt(m -> taken.contains(m.getFullName()) ? 0 : 1)
                .thenComparingInt(m -> contained.contains(m.getFullName()) ? 1 : 0)
                .thenComparingInt(m -> isAnswer(m.getName()) ? 1 : 0));
        Set<String> names = new LinkedHashSet<>(all.stream().map(Descriptor::getFullName).toList());
        Stream.of(schema.index().messages()).forEach(more -> names.addAll(more.stream()
                .sorted(Comparator.<String>comparingInt(n -> n.endsWith("Request") || n.endsWith("Event") ? 0 : 1)
                        .thenComparingInt(n -> isAnswer(n) ? 1 : 0))
                .toList()));
        return List.copyOf(names);
    }

    private static String name(FileDescriptor file) {
        return file.getName();
    }

    private static boolean isAnswer(String name) {
        return name.endsWith("Response") || name.endsWith("Reply") || name.endsWith("Result");
    }
}
