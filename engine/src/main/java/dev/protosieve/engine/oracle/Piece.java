package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import org.jspecify.annotations.Nullable;

/** One field of a message as it goes on the wire. */
sealed interface Piece {

    void write(WireBytes into);

    /** The declared field; null for unknown fields and mere bytes. */
    @Nullable FieldDescriptor field();

    /** @param value behind the tag, a length included */
    record Leaf(@Nullable FieldDescriptor field, int number, int wireType, byte[] value,
            int tagPadding) implements Piece {

        @Override
        public void write(WireBytes into) {
            into.tag(number, wireType, tagPadding).raw(value);
        }
    }

    /** A sub-message or group. */
    record Nested(@Nullable FieldDescriptor field, int number, boolean group, Draft content,
            int padding) implements Piece {

        @Override
        public void write(WireBytes into) {
            if (group) {
                into.group(number, content.toBytes());
            } else {
                into.tag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED, 0).delimited(content.toBytes(), padding);
            }
        }
    }

    /** Whatever it may be. */
    record Raw(byte[] bytes) implements Piece {

        @Override
        public void write(WireBytes into) {
            into.raw(bytes);
        }

        @Override
        public @Nullable FieldDescriptor field() {
            return null;
        }
    }
}
