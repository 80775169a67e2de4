package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A field's number, type and marks in the words of the .proto language. */
final class FieldText {

    private FieldText() {
    }

    static String detail(FieldDescriptor field) {
        return field.getNumber() + " \u00b7 " + type(field);
    }

    /** Marks that a line has no room for. */
    static String more(FieldDescriptor field) {
        List<String> marks = new ArrayList<>();
        if (field.getRealContainingOneof() != null) {
            marks.add("oneof " + field.getRealContainingOneof().getName());
        }
        if (field.isRequired()) {
            marks.add("required");
        }
        return String.join(" \u00b7 ", marks);
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
            case ENUM -> field.getEnumType().getName();
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
