package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.Locale;

/** A field's number, type and marks in the words of the .proto language. */
final class FieldText {

    private FieldText() {
    }

    static String detail(FieldDescriptor field) {
        StringBuilder text = new StringBuilder().append(field.getNumber()).append(" \u00b7 ").append(type(field));
        if (field.getRealContainingOneof() != null) {
            text.append(" \u00b7 oneof ").append(field.getRealContainingOneof().getName());
        }
        if (field.isRequired()) {
            text.append(" \u00b7 required");
        }
        return text.toString();
    }

    private static String type(FieldDescriptor field) {
        if (field.isMapField()) {
            Descriptor entry = field.getMessageType();
            return "map<" + scalar(entry.findFieldByNumber(1)) + ", " + scalar(entry.findFieldByNumber(2)) + ">";
        }
        return field.isRepeated() ? "repeated " + scalar(field) : scalar(field);
    }

    private static String scalar(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getName();
            case ENUM -> "enum " + field.getEnumType().getName();
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                field.getType().name().toLowerCase(Locale.ROOT);
        };
    }

    /** {@code proto2}, {@code proto3} or {@code edition 2023}. */
    static String syntaxOf(FileDescriptor file) {
        String syntax = file.toProto().getSyntax();
        if (syntax.equals("editions")) {
            return file.toProto().getEdition().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        return syntax.isEmpty() ? "proto2" : syntax;
    }
}
