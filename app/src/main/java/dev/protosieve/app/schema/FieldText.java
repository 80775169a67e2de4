package dev.protosieve.app.schema;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A declaration's number, type and marks in the words of the .proto language. */
final class FieldText {

    private static final TextFormat.Printer ONE_LINE = TextFormat.printer().escapingNonAscii(false)
            .emittingSingleLine(true);

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
        if (field.isExtension()) {
            marks.add("extends " + field.getContainingType().getFullName());
        }
        if (field.isPacked()) {
            marks.add("packed");
        }
        if (field.getType() == FieldDescriptor.Type.GROUP && !isGroup(field)) {
            marks.add("delimited");
        }
        if (!field.isRepeated() && field.getRealContainingOneof() == null
                && field.getJavaType() != FieldDescriptor.JavaType.MESSAGE && !field.hasPresence()) {
            marks.add("absent is the same as its default");
        }
        if (field.hasDefaultValue()) {
            marks.add("default " + value(field, field.getDefaultValue()));
        }
        if (!field.getJsonName().equals(camel(field.getName()))) {
            marks.add("json_name " + field.getJsonName());
        }
        marks.addAll(options(field.getOptions()));
        return String.join(" \u00b7 ", marks);
    }

    /** A string without its quotes where nobody can mistake it, anything else as a .proto file has it. */
    private static String value(FieldDescriptor field, Object value) {
        return switch (value) {
            case String text when text.chars().noneMatch(Character::isISOControl) -> text;
            case List<?> list -> list.stream().map(v -> literal(field, v)).collect(Collectors.joining(", ", "[", "]"));
            default -> literal(field, value);
        };
    }

    private static String literal(FieldDescriptor field, Object value) {
        StringBuilder text = new StringBuilder();
        try {
            ONE_LINE.printFieldValue(field, value, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return value instanceof Message ? "{ " + text.toString().strip() + " }" : text.toString();
    }

    /** {@code deprecated}, {@code (o.style) = "red"}: every option that is set, custom ones too. */
    static List<String> options(Message options) {
        List<String> words = new ArrayList<>();
        options.getAllFields().forEach((option, value) -> {
            String name = option.isExtension() ? "(" + option.getFullName() + ")" : option.getName();
            boolean features = option.getName().equals("features") || option.getName().equals("packed");
            if (Boolean.TRUE.equals(value) && !features) {
                words.add(name);
            } else if (!features) {
                words.add(name + " = " + value(option, value));
            }
        });
        return words;
    }

    /** The JSON name that protoc gives: underscores go, and the letter behind each is a capital. */
    private static String camel(String name) {
        StringBuilder json = new StringBuilder();
        boolean capital = false;
        for (char c : name.toCharArray()) {
            if (c == '_') {
                capital = true;
            } else {
                json.append(capital ? Character.toUpperCase(c) : c);
                capital = false;
            }
        }
        return json.toString();
    }

    private static String type(FieldDescriptor field) {
        if (field.isMapField()) {
            Descriptor entry = field.getMessageType();
            return "map<" + scalar(entry.findFieldByNumber(1)) + ", " + scalar(entry.findFieldByNumber(2)) + ">";
        }
        return label(field) + scalar(field);
    }

    private static String label(FieldDescriptor field) {
        if (field.isRepeated()) {
            return "repeated ";
        }
        if (field.isRequired()) {
            return "required ";
        }
        return field.toProto().getProto3Optional() || field.hasPresence() && !field.isExtension()
                && field.getRealContainingOneof() == null
                && field.getJavaType() != FieldDescriptor.JavaType.MESSAGE ? "optional " : "";
    }

    private static String scalar(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE ->
                (isGroup(field) ? "group " : "") + field.getMessageType().getName();
            case ENUM -> field.getEnumType().getName();
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                field.getType().name().toLowerCase(Locale.ROOT);
        };
    }

    /** Of proto2; a field of an edition may be encoded like one. */
    private static boolean isGroup(FieldDescriptor field) {
        return field.toProto().getType() == FieldDescriptorProto.Type.TYPE_GROUP;
    }

    /** The name of the field's type, for searching. */
    static String typeName(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getName();
            case ENUM -> field.getEnumType().getName();
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING -> scalar(field);
        };
    }

    static String more(EnumDescriptor type) {
        List<String> marks = new ArrayList<>(List.of(type.isClosed() ? "closed: other numbers are unknown fields"
                : "open: other numbers are kept"));
        marks.addAll(options(type.getOptions()));
        return String.join(" \u00b7 ", marks);
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
