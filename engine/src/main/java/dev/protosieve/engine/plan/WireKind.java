package dev.protosieve.engine.plan;

/** Wire types of the protobuf encoding page ("Message Structure"), as far as a value can have them. */
public enum WireKind {
    VARINT(0),
    FIXED64(1),
    LEN(2),
    GROUP(3),
    FIXED32(5);

    private final int number;

    WireKind(int number) {
        this.number = number;
    }

    /** The low three bits of a tag. */
    public int number() {
        return number;
    }

    /** The whole tag of a field of this wire type. */
    public int key(int fieldNumber) {
        return fieldNumber << 3 | number;
    }
}
