package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.RuleWishes.Elements;
import dev.protosieve.engine.oracle.RuleWishes.Something;
import dev.protosieve.engine.schema.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Drafts random well-formed messages; a value wished for its path comes last of its field, so that it stays. */
final class DraftWriter {

    private static final int DEEPEST = 4;

    private final RandomGenerator random;
    private final FieldValues values;
    private final Extensions extensions;

    DraftWriter(RandomGenerator random, Extensions extensions) {
        this.random = random;
        this.values = new FieldValues(random);
        this.extensions = extensions;
    }

    FieldValues values() {
        return values;
    }

    /** @param wishes values by path from the root; a path through a map goes on with its entry's key or value */
    Draft message(Descriptor type, @Nullable WalkedTree walked, Map<FieldPath, Object> wishes, boolean shuffled) {
        Draft draft = new Draft(type, walked, 0);
        fill(draft, List.of(), wishes, shuffled);
        if (!wishes.isEmpty()) {
            draft.setWished();
        }
        return draft;
    }

    /** A small message, without wishes, for that field of {@code holder}. */
    Draft small(Draft holder, FieldDescriptor field) {
        Draft draft = holder.inside(field);
        for (FieldDescriptor inner : field.getMessageType().getFields()) {
            if (inner.getJavaType() != JavaType.MESSAGE
                    && (field.isMapField() || draft.reads(inner) || random.nextInt(3) == 0)) {
                draft.add(scalar(inner));
            } else if (inner.getJavaType() == JavaType.MESSAGE && draft.depth() < 8 && draft.reads(inner)) {
                draft.add(nested(inner, small(draft, inner)));
            }
        }
        return draft;
    }

    Piece.Leaf scalar(FieldDescriptor field) {
        return scalar(field, values.any(field));
    }

    /** @param value Boolean, Long, Double, String or ByteString */
    Piece.Leaf scalar(FieldDescriptor field, Object value) {
        WireBytes bytes = new WireBytes();
        values.write(field, value, bytes);
        return new Piece.Leaf(field, field.getNumber(), FieldValues.wireType(field), bytes.toBytes(), tagPadding());
    }

    static Piece.Nested nested(FieldDescriptor field, Draft content) {
        return new Piece.Nested(field, field.getNumber(), field.getType() == FieldDescriptor.Type.GROUP, content, 0);
    }

    Piece.Leaf packed(FieldDescriptor field, List<?> elements) {
        WireBytes bytes = new WireBytes();
        elements.forEach(e -> values.write(field, e, bytes));
        return len(field, bytes.toBytes());
    }

    /** A field of that number with a length and that content. */
    Piece.Leaf len(FieldDescriptor field, byte[] content) {
        return new Piece.Leaf(field, field.getNumber(), WireFormat.WIRETYPE_LENGTH_DELIMITED,
                new WireBytes().delimited(content, values.padding()).toBytes(), tagPadding());
    }

    private int tagPadding() {
        return random.nextInt(20) == 0 ? 1 + random.nextInt(4) : 0;
    }

    private void fill(Draft draft, List<FieldDescriptor> path, Map<FieldPath, Object> wishes, boolean shuffled) {
        Set<Piece> wished = Collections.newSetFromMap(new IdentityHashMap<>());
        for (FieldDescriptor field : fields(draft.type())) {
            List<FieldDescriptor> inner = new ArrayList<>(path);
            inner.add(field);
            if (!wishes.isEmpty() && wishes.keySet().stream().anyMatch(p -> startsWith(p.fields(), inner))) {
                addElements(draft, field, inner, wishes, shuffled);
                Piece piece = piece(draft, field, inner, wishes, shuffled);
                wished.add(piece);
                draft.add(piece);
            }
            if (path.size() < DEEPEST && likely(draft, field)) {
                for (int i = field.isRepeated() ? random.nextInt(4) : random.nextInt(8) / 7; i >= 0; i--) {
                    draft.add(piece(draft, field, inner, Map.of(), shuffled));
                }
            }
        }
        if (shuffled) {
            Collections.shuffle(draft.pieces(), new Random(random.nextLong()));
        }
        wishedLast(draft.pieces(), wished);
    }

    private List<FieldDescriptor> fields(Descriptor type) {
        List<FieldDescriptor> extending = extensions.of(type);
        return extending.isEmpty() ? type.getFields()
                : Stream.concat(type.getFields().stream(), extending.stream()).toList();
    }

    /** All but the one that the other wishes are about. */
    private void addElements(Draft draft, FieldDescriptor field, List<FieldDescriptor> path,
            Map<FieldPath, Object> wishes, boolean shuffled) {
        if (wishes.get(new FieldPath(path)) instanceof Elements elements) {
            for (int i = 1; i < elements.count(); i++) {
                draft.add(FieldKinds.isMessage(field) ? piece(draft, field, path, Map.of(), shuffled) : scalar(field));
            }
        }
    }

    private boolean likely(Draft draft, FieldDescriptor field) {
        if (draft.type().getOptions().getMapEntry()) {
            return random.nextInt(12) > 0;
        }
        return random.nextInt(draft.reads(field) ? 2 : 4 + draft.type().getFields().size() / 4 + draft.depth()) == 0;
    }

    private static boolean startsWith(List<FieldDescriptor> path, List<FieldDescriptor> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }

    /** What takes each other's place: the members of a oneof, or the occurrences of a field. */
    private static Object key(Piece piece) {
        FieldDescriptor field = piece.field();
        OneofDescriptor oneof = field == null ? null : field.getContainingOneof();
        return oneof != null ? oneof : field != null ? field : piece;
    }

    private static void wishedLast(List<Piece> pieces, Set<Piece> wished) {
        for (int i = 0; i < pieces.size(); i++) {
            for (int later = pieces.size() - 1; later > i && wished.contains(pieces.get(i)); later--) {
                if (key(pieces.get(later)).equals(key(pieces.get(i))) && !wished.contains(pieces.get(later))) {
                    Collections.swap(pieces, i, later);
                }
            }
        }
    }

    private Piece piece(Draft draft, FieldDescriptor field, List<FieldDescriptor> path, Map<FieldPath, Object> wishes,
            boolean shuffled) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            Draft content = draft.inside(field);
            fill(content, path, wishes, shuffled && !field.isMapField());
            return nested(field, content);
        }
        Object wish = wishes.isEmpty() ? null : wishes.get(new FieldPath(path));
        wish = wish instanceof Elements || wish instanceof Something ? values.any(field) : wish;
        if (field.isPackable() && (wish == null ? field.isPacked() != (random.nextInt(6) == 0) : field.isPacked())) {
            List<Object> elements = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                elements.add(values.any(field));
            }
            if (wish != null) {
                elements.add(random.nextInt(elements.size() + 1), wish);
            }
            return packed(field, elements);
        }
        return wish == null ? scalar(field) : scalar(field, wish);
    }

    /** Numbers that no field of the type has. */
    int unknownNumber(Descriptor type) {
        Set<Integer> taken = new HashSet<>();
        extensions.of(type).forEach(f -> taken.add(f.getNumber()));
        int number;
        do {
            number = switch (random.nextInt(4)) {
                case 0 -> 1 + random.nextInt((1 << 29) - 1);
                case 1 -> 1 + random.nextInt(1 << 20);
                default -> 1 + random.nextInt(60);
            };
        } while (type.findFieldByNumber(number) != null || taken.contains(number));
        return number;
    }
}
