package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.protosieve.engine.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The extension fields of a schema, by the type that they extend; rules cannot name them, senders send them. */
final class Extensions {

    static final Extensions NONE = new Extensions(List.of());

    private final Map<String, List<FieldDescriptor>> byType = new HashMap<>();

    private Extensions(List<FieldDescriptor> all) {
        all.forEach(f -> byType.computeIfAbsent(f.getContainingType().getFullName(), _ -> new ArrayList<>()).add(f));
    }

    static Extensions in(Schema schema) {
        List<FieldDescriptor> all = new ArrayList<>();
        for (FileDescriptor file : schema.files()) {
            all.addAll(file.getExtensions());
        }
        schema.messages().forEach(m -> all.addAll(m.getExtensions()));
        return new Extensions(all);
    }

    List<FieldDescriptor> of(Descriptor type) {
        return byType.getOrDefault(type.getFullName(), List.of());
    }
}
