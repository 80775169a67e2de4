package dev.protosieve.app.session;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first condition on a field: something of the right type to start from. */
final class Starter {

    private Starter() {
    }

    static String condition(List<FieldDescriptor> path) {
        String field = Gestures.pathText(path);
        return switch (path.getLast().getJavaType()) {
            case STRING -> field + ".contains(\"A\")";
            case INT, LONG -> field + (unsigned(path.getLast()) ? " > 0u" : " > 0");
            case FLOAT, DOUBLE -> field + " > 0.0";
            case BOOLEAN -> field;
            case BYTE_STRING -> field + " == b\"\"";
            case ENUM -> field + " == " + path.getLast().getEnumType().getFullName() + "."
                    + path.getLast().getEnumType().getValues().getLast().getName();
            case MESSAGE -> "has(" + field + ")";
        };
    }

    private static boolean unsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            case DOUBLE, FLOAT, INT64, INT32, BOOL, STRING, GROUP, MESSAGE, BYTES, ENUM, SFIXED32, SFIXED64, SINT32,
                    SINT64 ->
                false;
        };
    }

    /** The fields that {@code msg.a.b} names, from that message on. */
    static Optional<List<FieldDescriptor>> path(Descriptor message, String text) {
        List<FieldDescriptor> path = new ArrayList<>();
        Descriptor at = message;
        for (String name : text.replaceFirst("^msg\\.", "").split("\\.")) {
            FieldDescriptor field = at == null ? null : at.findFieldByName(name);
            if (field == null) {
                return Optional.empty();
            }
            path.add(field);
            at = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : null;
        }
        return Optional.of(path);
    }
}
