package dev.protosieve.engine.schema;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A chain of fields from the root message to a value: {@code filter.max_price}. */
public record FieldPath(List<FieldDescriptor> fields) {

    public FieldPath {
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a field path names at least one field");
        }
    }

    public FieldDescriptor last() {
        return fields.getLast();
    }

    /** This path with one more field behind it. */
    public FieldPath then(FieldDescriptor field) {
        List<FieldDescriptor> longer = new ArrayList<>(fields);
        longer.add(field);
        return new FieldPath(longer);
    }

    /** The names with dots between them, as a rule writes them behind {@code msg.}. */
    public String text() {
        return fields.stream().map(FieldDescriptor::getName).collect(Collectors.joining("."));
    }

    @Override
    public String toString() {
        return text();
    }
}
