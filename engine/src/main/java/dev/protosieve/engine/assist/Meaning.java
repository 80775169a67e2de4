package dev.protosieve.engine.assist;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.typed.HeaderField;
import java.util.Locale;

/**
 * What a piece of a rule file is.
 *
 * @param title its declaration: {@code repeated string tags = 5}
 * @param words its comment, or what it means; empty when there is nothing to say
 */
public record Meaning(String title, String words, Shape shape) {

    static Meaning of(FieldDescriptor field, Schema schema) {
        String type = field.isMapField() ? Shape.of(field).word() : (field.isRepeated() ? "repeated " : "")
                + switch (field.getJavaType()) {
                    case MESSAGE -> field.getMessageType().getFullName();
                    case ENUM -> field.getEnumType().getFullName();
                    case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                        field.getType().name().toLowerCase(Locale.ROOT);
                };
        return new Meaning(type + " " + field.getName() + " = " + field.getNumber(),
                schema.comments().getOrDefault(field.getFullName(), ""), Shape.of(field));
    }

    static Meaning of(EnumValueDescriptor value, Schema schema) {
        return new Meaning(value.getType().getFullName() + "." + value.getName() + " = " + value.getNumber(),
                schema.comments().getOrDefault(value.getFullName(), ""), new Shape.Values(value.getType()));
    }

    static Meaning of(HeaderField field) {
        String type = switch (field.kind()) {
            case NUMBER -> "int";
            case OCTETS -> "bytes";
            case ADDRESS -> "address";
        };
        return new Meaning(type + " " + field.text(), field.meaning(), new Shape.Plain(type));
    }

    static Meaning of(Function function) {
        return new Meaning(function.signature(), function.meaning(), function.result());
    }
}
