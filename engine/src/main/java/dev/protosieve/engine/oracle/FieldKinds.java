package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.WireFormat;

/** What fields are, and values that they all have. */
final class FieldKinds {

    private FieldKinds() {
    }

    static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE;
    }

    /** A message with a length, no map. */
    static boolean isLenMessage(FieldDescriptor field) {
        return field.getType() == Type.MESSAGE && !field.isMapField();
    }

    static boolean isGroup(FieldDescriptor field) {
        return field.getType() == Type.GROUP;
    }

    static boolean isScalar(FieldDescriptor field) {
        return !isMessage(field);
    }

    static boolean isSingular(FieldDescriptor field) {
        return isScalar(field) && !field.isRepeated();
    }

    static boolean isText(FieldDescriptor field) {
        return field.getType() == Type.STRING;
    }

    static boolean isVerifiedText(FieldDescriptor field) {
        return isText(field) && field.needsUtf8Check();
    }

    static boolean isVarint(FieldDescriptor field) {
        return FieldValues.wireType(field) == WireFormat.WIRETYPE_VARINT;
    }

    static boolean isClosed(FieldDescriptor field) {
        return field.getJavaType() == JavaType.ENUM && field.legacyEnumFieldTreatedAsClosed();
    }

    static boolean isOpen(FieldDescriptor field) {
        return field.getJavaType() == JavaType.ENUM && !field.legacyEnumFieldTreatedAsClosed();
    }

    static FieldDescriptor key(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(1);
    }

    static FieldDescriptor value(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(2);
    }

    /** Boolean, Long, Double or String. */
    static Object zero(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> false;
            case INT, LONG, ENUM -> 0L;
            case FLOAT, DOUBLE -> 0.0;
            case STRING, BYTE_STRING -> "";
            case MESSAGE -> throw new IllegalArgumentException(field.getFullName() + " is no scalar");
        };
    }

    /** The declared default: Boolean, Long, Double, String or ByteString. */
    static Object defaultOf(FieldDescriptor field) {
        return switch (field.getDefaultValue()) {
            case Integer value -> value.longValue();
            case Float value -> value.doubleValue();
            case EnumValueDescriptor value -> (long) value.getNumber();
            case Object value -> value;
        };
    }
}
