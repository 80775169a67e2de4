package dev.protosieve.engine.schema;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A chain of fields from the root message to a value: {@code filter.max_price}. */
public record FieldPath(List<FieldDescriptor> fields) {

    private static final Set<String> WORDS = Set.of("in", "true", "false", "null");

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

    /** Whether it begins with all of that path, or is the same. */
    public boolean startsWith(FieldPath start) {
        int length = start.fields.size();
        return fields.size() >= length && fields.subList(0, length).equals(start.fields);
    }

    /** Of a map: the path of the key in its entries (protobuf encoding page, "Maps"). */
    public FieldPath mapKey() {
        return then(last().getMessageType().findFieldByNumber(1));
    }

    /** Of a map: the path of the value in its entries. */
    public FieldPath mapValue() {
        return then(last().getMessageType().findFieldByNumber(2));
    }

    /** The names with dots between them, as a rule writes them behind {@code msg.}. */
    public String text() {
        return fields.stream().map(FieldPath::written).collect(Collectors.joining("."));
    }

    /** The name as a rule writes it: in backticks when it is a word of CEL (language definition, "Syntax"). */
    public static String written(FieldDescriptor field) {
        return WORDS.contains(field.getName()) ? "`" + field.getName() + "`" : field.getName();
    }

    @Override
    public String toString() {
        return text();
    }
}
