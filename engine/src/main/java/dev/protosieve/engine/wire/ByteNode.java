package dev.protosieve.engine.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Optional;

/**
 * What some bytes of a packet are, and what their parts are.
 *
 * @param name of the field or header, as its specification has it
 * @param value in words; empty for what has parts instead
 * @param detail field number and wire type, or why the bytes are wrong
 * @param start offset of the first byte, from the Ethernet header on
 * @param end behind the last byte
 * @param path the fields from the message to here; empty outside of messages and for what the schema does not know
 */
public record ByteNode(Kind kind, String name, String value, String detail, int start, int end,
        List<FieldDescriptor> path, List<ByteNode> parts) {

    /** What a node stands for. */
    public enum Kind {
        /** A header, or a message. */
        LAYER,
        /** A field of a header or of a message, with its tag. */
        FIELD,
        TAG,
        LENGTH,
        VALUE,
        /** A field that the schema does not have, or has with another wire type. */
        UNKNOWN,
        /** Bytes that are not what they should be; the first byte is the wrong one. */
        BROKEN
    }

    public ByteNode {
        path = List.copyOf(path);
        parts = List.copyOf(parts);
    }

    static ByteNode leaf(Kind kind, String name, String value, int start, int end) {
        return new ByteNode(kind, name, value, "", start, end, List.of(), List.of());
    }

    /** The innermost node that holds a byte; of several it is the last. */
    public Optional<ByteNode> at(int offset) {
        return parts.reversed().stream().map(p -> p.at(offset)).flatMap(Optional::stream).findFirst()
                .or(() -> offset >= start && offset < end ? Optional.of(this) : Optional.empty());
    }

    /** The innermost node of the message's fields that holds a byte. */
    public Optional<ByteNode> fieldAt(int offset) {
        if (offset < start || offset >= end) {
            return Optional.empty();
        }
        return parts.stream().map(p -> p.fieldAt(offset)).flatMap(Optional::stream).findFirst()
                .or(() -> path.isEmpty() ? Optional.empty() : Optional.of(this));
    }

    /** The first node with wrong bytes. */
    public Optional<ByteNode> firstBroken() {
        return kind == Kind.BROKEN ? Optional.of(this)
                : parts.stream().map(ByteNode::firstBroken).flatMap(Optional::stream).findFirst();
    }
}
