package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Optional;

/** Protobuf's field types as CEL sees them (CEL language definition, "Protocol Buffer Data Conversion"). */
final class FieldTypes {

    private FieldTypes() {
    }

    /** Empty for messages and groups. */
    static Optional<ExprType> of(FieldDescriptor field) {
        return switch (field.getType()) {
            case BOOL -> Optional.of(ExprType.BOOL);
            case INT32, SINT32, SFIXED32, INT64, SINT64, SFIXED64, ENUM -> Optional.of(ExprType.INT);
            case UINT32, FIXED32, UINT64, FIXED64 -> Optional.of(ExprType.UINT);
            case FLOAT, DOUBLE -> Optional.of(ExprType.DOUBLE);
            case STRING -> Optional.of(ExprType.STRING);
            case BYTES -> Optional.of(ExprType.BYTES);
            case MESSAGE, GROUP -> Optional.empty();
        };
    }

    /** With its article, for messages to people: {@code an int}. */
    static String word(ExprType type) {
        return switch (type) {
            case BOOL -> "a bool";
            case INT -> "an int";
            case UINT -> "a uint";
            case DOUBLE -> "a double";
            case STRING -> "a string";
            case BYTES -> "bytes";
            case TIMESTAMP -> "a timestamp";
            case DURATION -> "a duration";
        };
    }
}
