package dev.protosieve.engine.wire;

import java.util.Optional;

/** How a value is laid out: the low three bits of a tag (protobuf.dev, "Encoding", section "Message Structure"). */
public enum WireType {
    VARINT,
    FIXED64,
    LEN,
    START_GROUP,
    END_GROUP,
    FIXED32;

    /** 0 to 5, as in the tag. */
    public int number() {
        return ordinal();
    }

    /** The type with that number; 6 and 7 are none. */
    public static Optional<WireType> numbered(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }
}
