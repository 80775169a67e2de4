package dev.protosieve.engine.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.wire.ByteNode.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of a message as a tree of fields: tag, length and value of each, down to the first byte that is wrong. */
public final class MessageTree {

    /** Deeper messages are shown as bytes; protobuf-java parses no deeper either (CodedInputStream). */
    private static final int DEEPEST = 100;

    private final byte[] bytes;

    private MessageTree(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The message of that type in {@code [start, end)}. */
    public static ByteNode of(byte[] bytes, int start, int end, Descriptor type) {
        List<ByteNode> fields = new MessageTree(bytes).fields(new WireReader(bytes, start, end), type, List.of());
        return new ByteNode(Kind.LAYER, type.getFullName(), end == start ? "empty" : "", (end - start) + " bytes",
                start, end, List.of(), fields);
    }

    private List<ByteNode> fields(WireReader reader, Descriptor type, List<FieldDescriptor> above) {
        List<ByteNode> found = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case WireReader.Field field -> found.add(node(field, type, above, reader));
                case WireReader.End _ -> {
                    return found;
                }
                case WireReader.Broken(int offset, String reason) -> {
                    found.add(new ByteNode(Kind.BROKEN, "malformed", reason, reason, offset,
                            Math.max(offset, reader.end()), List.of(), List.of()));
                    return found;
                }
            }
        }
    }

    private ByteNode node(WireReader.Field field, Descriptor type, List<FieldDescriptor> above, WireReader reader) {
        Optional<FieldDescriptor> declared = Optional.ofNullable(type.findFieldByNumber(field.number()));
        String detail = "field " + field.number() + ", " + WireValues.name(field.type());
        boolean packed = declared.filter(f -> isPacked(f, field.type())).isPresent();
        if (declared.isEmpty() || !packed && wireType(declared.get()) != field.type()) {
            String why = declared.isEmpty() ? "" : ", but " + declared.get().getName() + " is "
                    + WireValues.name(wireType(declared.get()));
            return new ByteNode(Kind.UNKNOWN, declared.isEmpty() ? "unknown field" : "unknown form",
                    WireValues.raw(bytes, field), detail + why, field.start(), field.end(), List.of(),
                    frame(field, ByteNode.leaf(Kind.VALUE, "value", WireValues.raw(bytes, field), field.content(),
                            field.contentEnd())));
        }
        FieldDescriptor known = declared.get();
        List<FieldDescriptor> path = new ArrayList<>(above);
        path.add(known);
        if (known.getJavaType() == FieldDescriptor.JavaType.MESSAGE && above.size() < DEEPEST) {
            List<ByteNode> inner = fields(reader.inside(field), known.getMessageType(), path);
            return new ByteNode(Kind.FIELD, known.getName(), "", detail, field.start(), field.end(), path,
                    frame(field, inner));
        }
        String value = packed ? WireValues.packed(bytes, field, known) : WireValues.text(bytes, field, known);
        return new ByteNode(Kind.FIELD, known.getName(), value, detail, field.start(), field.end(), path,
                frame(field, value(field, known, value)));
    }

    private ByteNode value(WireReader.Field field, FieldDescriptor known, String text) {
        int bad = known.getType() == FieldDescriptor.Type.STRING && known.needsUtf8Check()
                ? Utf8.firstBad(bytes, field.content(), field.contentEnd()) : -1;
        if (bad < 0) {
            return ByteNode.leaf(Kind.VALUE, "value", text, field.content(), field.contentEnd());
        }
        return new ByteNode(Kind.BROKEN, "malformed", "no UTF-8 from here", "no UTF-8 from here", bad,
                field.contentEnd(), List.of(), List.of());
    }

    private List<ByteNode> frame(WireReader.Field field, ByteNode value) {
        return frame(field, List.of(value));
    }

    private List<ByteNode> frame(WireReader.Field field, List<ByteNode> inner) {
        List<ByteNode> parts = new ArrayList<>();
        int tag = Varint.length(bytes, field.start(), field.end());
        parts.add(ByteNode.leaf(Kind.TAG, "tag", field.number() + " << 3 | " + field.type().number(), field.start(),
                field.start() + tag));
        if (field.type() == WireType.LEN) {
            parts.add(ByteNode.leaf(Kind.LENGTH, "length", Long.toString(field.value()), field.start() + tag,
                    field.content()));
        }
        parts.addAll(inner);
        if (field.contentEnd() < field.end()) {
            parts.add(ByteNode.leaf(Kind.TAG, "end tag", field.number() + " << 3 | " + WireFormat.WIRETYPE_END_GROUP,
                    field.contentEnd(), field.end()));
        }
        return parts;
    }

    private static boolean isPacked(FieldDescriptor field, WireType type) {
        return field.isPackable() && type == WireType.LEN;
    }

    private static WireType wireType(FieldDescriptor field) {
        return WireType.numbered(field.getLiteType().getWireType()).orElseThrow();
    }
}
