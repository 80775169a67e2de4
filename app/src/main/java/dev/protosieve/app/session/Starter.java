package dev.protosieve.app.session;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.HeaderField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The first condition on a field: something of the right type to start from. */
final class Starter {

    private Starter() {
    }

    static String condition(List<FieldDescriptor> path) {
        String field = Gestures.pathText(path);
        FieldDescriptor last = path.getLast();
        if (last.isMapField()) {
            return "size(" + field + ") > 0";
        }
        return last.isRepeated() ? field + ".exists(" + variable(last) + ", " + single(variable(last), last) + ")"
                : single(field, last);
    }

    /** A first condition on a header field. */
    static String condition(HeaderField field) {
        return switch (field.kind()) {
            case NUMBER -> field.text() + " == 0";
            case OCTETS -> field.text() + " == b\"\\x00\\x00\\x00\\x00\\x00\\x00\"";
            case ADDRESS -> "cidr(\"10.0.0.0/8\").containsIP(" + field.text() + ")";
        };
    }

    private static String variable(FieldDescriptor list) {
        String letter = list.getName().substring(0, 1).toLowerCase(Locale.ROOT);
        return letter.equals("_") ? "x" : letter;
    }

    private static String single(String field, FieldDescriptor last) {
        return switch (last.getJavaType()) {
            case STRING -> field + ".contains(\"A\")";
            case INT, LONG -> field + (unsigned(last) ? " > 0u" : " > 0");
            case FLOAT, DOUBLE -> field + " > 0.0";
            case BOOLEAN -> field;
            case BYTE_STRING -> field + " == b\"\"";
            case ENUM -> field + " == " + last.getEnumType().getFullName() + "."
                    + last.getEnumType().getValues().getLast().getName();
            case MESSAGE -> message(field, last);
        };
    }

    private static String message(String field, FieldDescriptor last) {
        return switch (last.getMessageType().getFullName()) {
            case "google.protobuf.Timestamp" -> field + " > timestamp(\"2026-01-01T00:00:00Z\")";
            case "google.protobuf.Duration" -> field + " > duration(\"1s\")";
            default -> last.isRepeated() ? elements(field, last) : "has(" + field + ")";
        };
    }

    // an element of a list is always there: its first plain field is asked
    private static String elements(String variable, FieldDescriptor list) {
        return list.getMessageType().getFields().stream()
                .filter(f -> !f.isRepeated() && f.getJavaType() != FieldDescriptor.JavaType.MESSAGE).findFirst()
                .map(f -> single(variable + "." + FieldPath.written(f), f)).orElse("true");
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
        for (String name : text.replaceFirst("^msg\\.", "").replace("`", "").split("\\.")) {
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
