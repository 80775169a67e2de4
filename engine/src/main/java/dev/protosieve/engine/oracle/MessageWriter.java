package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.MessageGenerator.Category;
import dev.protosieve.engine.schema.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Writes one random well-formed message; a value wished for its path comes last of its field, so that it stays. */
final class MessageWriter {

    private static final int DEEPEST = 4;

    private final RandomGenerator random;
    private final Consumer<Category> counter;
    private final Map<FieldPath, Object> wishes;
    private final FieldValues values;

    /** @param key of fields that take each other's place: a oneof's name, or the field's own */
    private record Chunk(String key, byte[] bytes, boolean wished) {
    }

    MessageWriter(RandomGenerator random, Consumer<Category> counter, Map<FieldPath, Object> wishes) {
        this.random = random;
        this.counter = counter;
        this.wishes = wishes;
        this.values = new FieldValues(random, counter);
    }

    byte[] message(Descriptor type) {
        return message(type, List.of(), true);
    }

    /** @param wished whether the wishes under this path go into this occurrence */
    private byte[] message(Descriptor type, List<FieldDescriptor> path, boolean wished) {
        List<Chunk> chunks = new ArrayList<>();
        for (FieldDescriptor field : type.getFields()) {
            List<FieldDescriptor> inner = new ArrayList<>(path);
            inner.add(field);
            boolean wanted = wished && wishes.keySet().stream().anyMatch(p -> startsWith(p.fields(), inner));
            if (wanted) {
                chunks.add(chunk(field, inner, true));
            }
            if (path.size() < DEEPEST && random.nextInt(wanted ? 3 : 4 + 2 * path.size()) == 0) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    chunks.add(chunk(field, inner, false));
                }
            }
        }
        while (random.nextInt(3) == 0) {
            chunks.add(new Chunk("", noise(type, 0), false));
        }
        return joined(chunks);
    }

    private static boolean startsWith(List<FieldDescriptor> path, List<FieldDescriptor> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }

    private byte[] joined(List<Chunk> chunks) {
        if (random.nextBoolean()) {
            Collections.shuffle(chunks, new Random(random.nextLong()));
            counter.accept(Category.SHUFFLED);
        }
        for (int i = 0; i < chunks.size(); i++) {
            for (int later = chunks.size() - 1; later > i && chunks.get(i).wished; later--) {
                if (chunks.get(later).key.equals(chunks.get(i).key) && !chunks.get(later).wished) {
                    Collections.swap(chunks, i, later);
                }
            }
        }
        countRepeats(chunks);
        WireBytes bytes = new WireBytes();
        chunks.forEach(c -> bytes.raw(c.bytes));
        return bytes.toBytes();
    }

    private void countRepeats(List<Chunk> chunks) {
        long keys = chunks.stream().map(Chunk::key).filter(k -> k.startsWith("oneof")).distinct().count();
        if (chunks.stream().filter(c -> c.key.startsWith("oneof")).count() > keys) {
            counter.accept(Category.ONEOF_SWITCH);
        }
    }

    private Chunk chunk(FieldDescriptor field, List<FieldDescriptor> path, boolean wished) {
        String key = field.getRealContainingOneof() == null ? "field " + field.getNumber()
                : "oneof " + field.getRealContainingOneof().getName();
        return new Chunk(key, occurrence(field, path, wished), wished);
    }

    private byte[] occurrence(FieldDescriptor field, List<FieldDescriptor> path, boolean wished) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            byte[] content = message(field.getMessageType(), path, wished);
            if (!wished) {
                counter.accept(Category.MERGED_MESSAGE);
            }
            return field.getType() == FieldDescriptor.Type.GROUP
                    ? new WireBytes().group(field.getNumber(), content).toBytes()
                    : tag(field.getNumber(), WireFormat.WIRETYPE_LENGTH_DELIMITED).delimited(content, padding())
                            .toBytes();
        }
        if (field.isPackable() && random.nextInt(3) > 0) {
            return packed(field);
        }
        if (!wished) {
            counter.accept(field.isRepeated() ? Category.UNPACKED : Category.REPEATED_SCALAR);
        }
        @Nullable Object wish = wished ? wishes.get(new FieldPath(path)) : null;
        WireBytes bytes = tag(field.getNumber(), FieldValues.wireType(field));
        values.write(field, wish == null ? values.any(field) : wish, bytes);
        return bytes.toBytes();
    }

    private byte[] packed(FieldDescriptor field) {
        counter.accept(Category.PACKED);
        WireBytes elements = new WireBytes();
        for (int i = random.nextInt(5); i > 0; i--) {
            values.write(field, values.any(field), elements);
        }
        return tag(field.getNumber(), WireFormat.WIRETYPE_LENGTH_DELIMITED).delimited(elements.toBytes(), padding())
                .toBytes();
    }

    private WireBytes tag(int number, int wireType) {
        int padding = random.nextInt(8) == 0 ? 1 + random.nextInt(4) : 0;
        if (padding > 0) {
            counter.accept(Category.PADDED_TAG);
        }
        return new WireBytes().tag(number, wireType, padding);
    }

    private int padding() {
        return random.nextInt(12) == 0 ? 1 + random.nextInt(9) : 0;
    }

    /** An unknown field, or a known number with another wire type. */
    private byte[] noise(Descriptor type, int depth) {
        FieldDescriptor known = random.nextInt(3) > 0 || type.getFields().isEmpty() ? null
                : type.getFields().get(random.nextInt(type.getFields().size()));
        int number = known == null ? unknownNumber(type) : known.getNumber();
        int wireType = random.nextInt(6);
        wireType = wireType == WireFormat.WIRETYPE_END_GROUP ? WireFormat.WIRETYPE_VARINT : wireType;
        if (known != null && (wireType == FieldValues.wireType(known) || known.isPackable())) {
            wireType = WireFormat.WIRETYPE_START_GROUP;
        }
        if (wireType == WireFormat.WIRETYPE_START_GROUP) {
            return group(type,
                    known != null && known.getType() == FieldDescriptor.Type.GROUP ? unknownNumber(type) : number,
                    depth);
        }
        counter.accept(known == null ? Category.UNKNOWN_FIELD : Category.WRONG_WIRE_TYPE);
        WireBytes bytes = tag(number, wireType);
        return switch (wireType) {
            case WireFormat.WIRETYPE_VARINT ->
                bytes.varint(random.nextLong() >> random.nextInt(64), padding()).toBytes();
            case WireFormat.WIRETYPE_FIXED64 -> bytes.fixed(random.nextLong(), 8).toBytes();
            case WireFormat.WIRETYPE_FIXED32 -> bytes.fixed(random.nextLong(), 4).toBytes();
            default ->
                bytes.delimited(values.bytes(random.nextInt(20) == 0 ? 2000 : 20).toByteArray(), padding()).toBytes();
        };
    }

    private byte[] group(Descriptor type, int number, int depth) {
        counter.accept(Category.UNKNOWN_GROUP);
        WireBytes content = new WireBytes();
        while (random.nextInt(2) == 0 && depth < 8) {
            content.raw(noise(type, depth + 1));
        }
        return new WireBytes().group(number, content.toBytes()).toBytes();
    }

    private int unknownNumber(Descriptor type) {
        int number = switch (random.nextInt(4)) {
            case 0 -> (1 << 29) - 1;
            case 1 -> 1 + random.nextInt(1 << 20);
            default -> 1 + random.nextInt(60);
        };
        return type.findFieldByNumber(number) == null ? number : 5000 + random.nextInt(1000);
    }

    /** A wish's text or octets as they go on the wire. */
    static ByteString octets(Object value) {
        return value instanceof ByteString bytes ? bytes : ByteString.copyFromUtf8((String) value);
    }
}
