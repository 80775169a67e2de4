package dev.protosieve.engine.constraint;

import build.buf.validate.FieldRules;
import com.google.protobuf.Descriptors.FieldDescriptor;

/** Which rules are for which values; protovalidate refuses schemas that have others. */
final class Fitting {

    private Fitting() {
    }

    /** @param field whose value has the rules, or whose elements have them */
    static boolean fits(FieldRules rules, FieldDescriptor field) {
        String inside = field.getType() == FieldDescriptor.Type.MESSAGE ? field.getMessageType().getFullName() : "";
        FieldDescriptor.Type type = inside.startsWith("google.protobuf.") && inside.endsWith("Value")
                && field.getMessageType().findFieldByName("value") != null
                        ? field.getMessageType().findFieldByName("value").getType() : field.getType();
        return switch (rules.getTypeCase()) {
            case FLOAT -> type == FieldDescriptor.Type.FLOAT;
            case DOUBLE -> type == FieldDescriptor.Type.DOUBLE;
            case INT32 -> type == FieldDescriptor.Type.INT32;
            case INT64 -> type == FieldDescriptor.Type.INT64;
            case UINT32 -> type == FieldDescriptor.Type.UINT32;
            case UINT64 -> type == FieldDescriptor.Type.UINT64;
            case SINT32 -> type == FieldDescriptor.Type.SINT32;
            case SINT64 -> type == FieldDescriptor.Type.SINT64;
            case FIXED32 -> type == FieldDescriptor.Type.FIXED32;
            case FIXED64 -> type == FieldDescriptor.Type.FIXED64;
            case SFIXED32 -> type == FieldDescriptor.Type.SFIXED32;
            case SFIXED64 -> type == FieldDescriptor.Type.SFIXED64;
            case BOOL -> type == FieldDescriptor.Type.BOOL;
            case STRING -> type == FieldDescriptor.Type.STRING;
            case BYTES -> type == FieldDescriptor.Type.BYTES;
            case ENUM -> type == FieldDescriptor.Type.ENUM;
            case ANY -> inside.equals("google.protobuf.Any");
            case DURATION -> inside.equals("google.protobuf.Duration");
            case TIMESTAMP -> inside.equals("google.protobuf.Timestamp");
            case FIELD_MASK -> inside.equals("google.protobuf.FieldMask");
            case REPEATED, MAP -> false;
            case TYPE_NOT_SET -> true;
        };
    }
}
