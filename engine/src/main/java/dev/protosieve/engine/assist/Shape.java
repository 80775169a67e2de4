package dev.protosieve.engine.assist;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

/** The type of a value in a condition, as far as it decides what may be written behind it. */
public sealed interface Shape {

    /** In words, as a hover says it. */
    String word();

    /** A message with fields. */
    record Fields(Descriptor type) implements Shape {
        @Override
        public String word() {
            return type.getFullName();
        }
    }

    record Repeated(Shape element) implements Shape {
        @Override
        public String word() {
            return "repeated " + element.word();
        }
    }

    record Mapping(Shape key, Shape value) implements Shape {
        @Override
        public String word() {
            return "map<" + key.word() + ", " + value.word() + ">";
        }
    }

    record Values(EnumDescriptor type) implements Shape {
        @Override
        public String word() {
            return "enum " + type.getFullName();
        }
    }

    /** A value without parts: {@code string}, {@code int}, {@code address}. */
    record Plain(String word) implements Shape {
    }

    /** The shape of {@code msg.field}. */
    static Shape of(FieldDescriptor field) {
        if (field.isMapField()) {
            return new Mapping(single(field.getMessageType().findFieldByNumber(1)),
                    single(field.getMessageType().findFieldByNumber(2)));
        }
        return field.isRepeated() ? new Repeated(single(field)) : single(field);
    }

    private static Shape single(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> message(field.getMessageType());
            case ENUM -> new Values(field.getEnumType());
            case STRING -> new Plain("string");
            case BYTE_STRING -> new Plain("bytes");
            case BOOLEAN -> new Plain("bool");
            case FLOAT, DOUBLE -> new Plain("double");
            case INT, LONG -> new Plain(isUnsigned(field) ? "uint" : "int");
        };
    }

    /** CEL has no unsigned 32-bit type: all unsigned integers are {@code uint}, all others {@code int}. */
    private static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            case INT32, INT64, SINT32, SINT64, SFIXED32, SFIXED64, DOUBLE, FLOAT, BOOL, STRING, BYTES, ENUM, MESSAGE,
                    GROUP ->
                false;
        };
    }

    /** Well-known types are values of their own in CEL ("Protocol Buffer Data Conversion"). */
    private static Shape message(Descriptor type) {
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> new Plain("timestamp");
            case "google.protobuf.Duration" -> new Plain("duration");
            case "google.protobuf.StringValue" -> new Plain("string");
            case "google.protobuf.BytesValue" -> new Plain("bytes");
            case "google.protobuf.BoolValue" -> new Plain("bool");
            case "google.protobuf.DoubleValue", "google.protobuf.FloatValue" -> new Plain("double");
            case "google.protobuf.Int32Value", "google.protobuf.Int64Value" -> new Plain("int");
            case "google.protobuf.UInt32Value", "google.protobuf.UInt64Value" -> new Plain("uint");
            default -> new Fields(type);
        };
    }
}
