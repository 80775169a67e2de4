package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.FieldDescriptor;

/**
 * From what stands on the wire to the 64 bits a slot holds (protobuf encoding page, "Base 128 Varints" and "Signed
 * Integers").
 */
public enum NumberForm {
    /** int32 and open enums: the low 32 bits, sign-extended. */
    INT32(WireKind.VARINT),
    /** int64 and uint64: all 64 bits. */
    PLAIN64(WireKind.VARINT),
    /** uint32: the low 32 bits. */
    UINT32(WireKind.VARINT),
    /** sint32: the low 32 bits, zig-zag. */
    SINT32(WireKind.VARINT),
    /** sint64: zig-zag. */
    SINT64(WireKind.VARINT),
    /** bool: any bit set is true. */
    BOOL(WireKind.VARINT),
    /**
     * A closed enum: as {@link #INT32}, but an unknown number leaves the field absent. Every enum field of a proto2 message is
     * one, also of an open enum (protobuf.dev/programming-guides/enum, "Java").
     */
    CLOSED_ENUM(WireKind.VARINT),
    FIXED32(WireKind.FIXED32),
    SFIXED32(WireKind.FIXED32),
    FIXED64(WireKind.FIXED64),
    /** float as a signed order key, see {@link OrderKey}. */
    FLOAT(WireKind.FIXED32),
    /** float widened to double, as a signed order key. */
    FLOAT_AS_DOUBLE(WireKind.FIXED32),
    /** double as a signed order key. */
    DOUBLE(WireKind.FIXED64);

    private final WireKind wire;

    NumberForm(WireKind wire) {
        this.wire = wire;
    }

    public WireKind wire() {
        return wire;
    }

    /** The form of a singular number field. */
    public static NumberForm of(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32 -> INT32;
            case INT64, UINT64 -> PLAIN64;
            case UINT32 -> UINT32;
            case SINT32 -> SINT32;
            case SINT64 -> SINT64;
            case BOOL -> BOOL;
            case ENUM -> field.legacyEnumFieldTreatedAsClosed() ? CLOSED_ENUM : INT32;
            case FIXED32 -> FIXED32;
            case SFIXED32 -> SFIXED32;
            case FIXED64, SFIXED64 -> FIXED64;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case STRING, BYTES, MESSAGE, GROUP ->
                throw new IllegalArgumentException(field.getFullName() + " is no number");
        };
    }
}
