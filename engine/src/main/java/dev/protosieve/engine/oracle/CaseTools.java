package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.typed.WalkLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What changes of drafts are made with: places chosen at random, those that rules read more often than others.
 *
 * @param longest about how many bytes a message may have
 */
record CaseTools(RandomGenerator random, DraftWriter writer, Extensions extensions, WalkLimits limits, int longest) {

    /** Makes a case of a message. */
    interface Change {
        /** Whether the message has a place for it. */
        boolean applyTo(Draft message);
    }

    private record Place(Draft draft, FieldDescriptor field) {
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T pick(T... things) {
        return things[random.nextInt(things.length)];
    }

    <T> T pick(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    /** Changes some message that has such a field, present or not. */
    Change at(Predicate<FieldDescriptor> which, BiConsumer<Draft, FieldDescriptor> change) {
        return at((_, field) -> which.test(field), change);
    }

    Change at(BiPredicate<Draft, FieldDescriptor> which, BiConsumer<Draft, FieldDescriptor> change) {
        return message -> applyAt(message, d -> d.type().getFields(), which, change);
    }

    Change atExtension(Predicate<FieldDescriptor> which, BiConsumer<Draft, FieldDescriptor> change) {
        return message -> applyAt(message, d -> extensions.of(d.type()), (_, field) -> which.test(field), change);
    }

    private boolean applyAt(Draft message, Function<Draft, List<FieldDescriptor>> fields,
            BiPredicate<Draft, FieldDescriptor> which, BiConsumer<Draft, FieldDescriptor> change) {
        List<Place> read = new ArrayList<>();
        List<Place> others = new ArrayList<>();
        for (Draft draft : message.all()) {
            for (FieldDescriptor field : fields.apply(draft)) {
                if (which.test(draft, field)) {
                    (draft.reads(field) ? read : others).add(new Place(draft, field));
                }
            }
        }
        if (read.isEmpty() && others.isEmpty()) {
            return false;
        }
        Place place = pick(others.isEmpty() || !read.isEmpty() && random.nextInt(4) > 0 ? read : others);
        change.accept(place.draft, place.field);
        return true;
    }

    /** Changes some message, mostly one that rules look into. */
    Change anywhere(Consumer<Draft> change) {
        return message -> {
            List<Draft> all = message.all();
            List<Draft> walked = all.stream().filter(Draft::isWalked).toList();
            change.accept(random.nextInt(4) == 0 || walked.isEmpty() ? pick(all) : pick(walked));
            return true;
        };
    }

    void insert(Draft draft, Piece piece) {
        draft.pieces().add(random.nextInt(draft.pieces().size() + 1), piece);
    }

    void insert(Draft draft, WireBytes bytes) {
        insert(draft, new Piece.Raw(bytes.toBytes()));
    }

    void append(Draft draft, WireBytes bytes) {
        draft.add(new Piece.Raw(bytes.toBytes()));
    }

    /** The field with some value; elements alone, in the form that the field is declared with or the other. */
    Piece some(Draft draft, FieldDescriptor field) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            return DraftWriter.nested(field, writer.small(draft, field));
        }
        Object value = writer.values().any(field);
        return value(field, value);
    }

    Piece value(FieldDescriptor field, Object value) {
        boolean packed = field.isPackable() && field.isPacked() != (random.nextInt(4) == 0);
        return packed ? writer.packed(field, List.of(value)) : writer.scalar(field, value);
    }

    /** A varint field, or an element of one, whose value is just these bytes. */
    Piece exact(FieldDescriptor field, byte[] varint) {
        return field.isPackable() && random.nextBoolean() ? writer.len(field, varint)
                : new Piece.Leaf(field, field.getNumber(), WireFormat.WIRETYPE_VARINT, varint, 0);
    }

    WireBytes bytes(Piece piece) {
        WireBytes bytes = new WireBytes();
        piece.write(bytes);
        return bytes;
    }

    static WireBytes tag(int number, int wireType) {
        return new WireBytes().tag(number, wireType, 0);
    }

    /** A tag and a value of that wire type; groups are empty. */
    WireBytes field(int number, int wireType) {
        WireBytes bytes = tag(number, wireType);
        return switch (wireType) {
            case WireFormat.WIRETYPE_VARINT -> bytes.varint(random.nextLong() >>> random.nextInt(64), padding());
            case WireFormat.WIRETYPE_FIXED64 -> bytes.fixed(random.nextLong(), 8);
            case WireFormat.WIRETYPE_FIXED32 -> bytes.fixed(random.nextLong(), 4);
            case WireFormat.WIRETYPE_START_GROUP -> bytes.tag(number, WireFormat.WIRETYPE_END_GROUP, 0);
            default -> bytes.delimited(writer.values().bytes(20).toByteArray(), padding());
        };
    }

    /** One of the five wire types that a field may have. */
    int wireType() {
        return pick(WireFormat.WIRETYPE_VARINT, WireFormat.WIRETYPE_FIXED64, WireFormat.WIRETYPE_LENGTH_DELIMITED,
                WireFormat.WIRETYPE_START_GROUP, WireFormat.WIRETYPE_FIXED32);
    }

    int unknown(Draft draft) {
        return writer.unknownNumber(draft.type());
    }

    private int padding() {
        return random.nextInt(8) == 0 ? random.nextInt(6) : 0;
    }
}
