package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Map entries that lack something, have it twice, or have the key of another. */
final class MapCases {

    private final CaseTools tools;

    MapCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        table.put(WireCase.MAP_NO_KEY, entry((e, f) -> e.add(value(e, f))));
        table.put(WireCase.MAP_NO_VALUE, entry((e, f) -> e.add(key(f))));
        table.put(WireCase.MAP_EMPTY_ENTRY, entry((_, _) -> {
        }));
        table.put(WireCase.MAP_VALUE_FIRST, entry((e, f) -> add(e, value(e, f), key(f))));
        table.put(WireCase.MAP_UNKNOWN_INSIDE, entry((e, f) -> {
            add(e, key(f), value(e, f));
            tools.insert(e, tools.field(3 + tools.below(20), tools.wireType()));
            tools.insert(e, tools.field(3 + tools.below(20), tools.wireType()));
        }));
        table.put(WireCase.MAP_KEY_TWICE, entry((e, f) -> add(e, key(f), value(e, f), key(f))));
        table.put(WireCase.MAP_VALUE_TWICE, entry((e, f) -> add(e, key(f), value(e, f), value(e, f))));
        table.put(WireCase.MAP_MESSAGE_TWICE,
                tools.at(f -> f.isMapField() && FieldKinds.isMessage(FieldKinds.value(f)), (d, f) -> {
                    Draft entry = d.inside(f);
                    add(entry, value(entry, f), key(f), value(entry, f));
                    tools.insert(d, DraftWriter.nested(f, entry));
                }));
        table.put(WireCase.MAP_SAME_KEY, tools.at(FieldDescriptor::isMapField, this::sameKey));
        table.put(WireCase.MAP_SAME_KEY_MESSAGES,
                tools.at(f -> f.isMapField() && FieldKinds.isMessage(FieldKinds.value(f)), this::sameKey));
        table.put(WireCase.MAP_WRONG_TYPE_INSIDE, entry((e, f) -> {
            add(e, key(f), value(e, f));
            wrongType(e, tools.random().nextBoolean() ? FieldKinds.key(f) : FieldKinds.value(f));
        }));
        table.put(WireCase.MAP_ENTRY_CUT, tools.at(FieldDescriptor::isMapField, this::cut));
        table.put(WireCase.MAP_MANY, tools.at(FieldDescriptor::isMapField, (d, f) -> {
            for (int i = tools.below(Math.max(2, tools.longest() / 60)); i >= 0; i--) {
                entry(d, f, (e, m) -> add(e, key(m), value(e, m)));
            }
        }));
        keys(table);
    }

    private void keys(Map<WireCase, Change> table) {
        table.put(WireCase.MAP_KEY_INT32, keyed(Type.INT32));
        table.put(WireCase.MAP_KEY_INT64, keyed(Type.INT64));
        table.put(WireCase.MAP_KEY_UINT32, keyed(Type.UINT32));
        table.put(WireCase.MAP_KEY_UINT64, keyed(Type.UINT64));
        table.put(WireCase.MAP_KEY_SINT32, keyed(Type.SINT32));
        table.put(WireCase.MAP_KEY_SINT64, keyed(Type.SINT64));
        table.put(WireCase.MAP_KEY_FIXED32, keyed(Type.FIXED32));
        table.put(WireCase.MAP_KEY_FIXED64, keyed(Type.FIXED64));
        table.put(WireCase.MAP_KEY_SFIXED32, keyed(Type.SFIXED32));
        table.put(WireCase.MAP_KEY_SFIXED64, keyed(Type.SFIXED64));
        table.put(WireCase.MAP_KEY_BOOL, keyed(Type.BOOL));
        table.put(WireCase.MAP_KEY_STRING, keyed(Type.STRING));
    }

    /** Keys at the ends of the type's range. */
    private Change keyed(Type type) {
        return tools.at(f -> f.isMapField() && FieldKinds.key(f).getType() == type,
                (d, f) -> entry(d, f, (e, m) -> add(e, tools.writer().scalar(FieldKinds.key(m), switch (type) {
                    case BOOL -> tools.random().nextBoolean();
                    case STRING -> tools.pick("", "\u00e9", "a", "\0", "key");
                    default -> tools.pick(0L, -1L, 1L, (long) Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE);
                }), value(e, m))));
    }

    private Change entry(BiConsumer<Draft, FieldDescriptor> content) {
        return tools.at(FieldDescriptor::isMapField, (d, f) -> entry(d, f, content));
    }

    private void entry(Draft draft, FieldDescriptor map, BiConsumer<Draft, FieldDescriptor> content) {
        Draft entry = draft.inside(map);
        content.accept(entry, map);
        tools.insert(draft, DraftWriter.nested(map, entry));
    }

    private static void add(Draft entry, Piece... pieces) {
        entry.pieces().addAll(Arrays.asList(pieces));
    }

    private Piece key(FieldDescriptor map) {
        return tools.writer().scalar(FieldKinds.key(map));
    }

    private Piece value(Draft entry, FieldDescriptor map) {
        FieldDescriptor value = FieldKinds.value(map);
        return FieldKinds.isMessage(value) ? tools.some(entry, value) : tools.writer().scalar(value);
    }

    /** With a key that is there already, if there is one. */
    private void sameKey(Draft draft, FieldDescriptor map) {
        List<Piece> keys = draft.pieces().stream().filter(p -> map.equals(p.field()))
                .flatMap(
                        p -> p instanceof Piece.Nested n ? n.content().pieces().stream() : Stream.of())
                .filter(p -> FieldKinds.key(map).equals(p.field())).toList();
        Piece key = keys.isEmpty() ? key(map) : tools.pick(keys);
        for (int i = keys.isEmpty() ? 2 : 1 + tools.below(2); i > 0; i--) {
            entry(draft, map, (e, m) -> add(e, key, value(e, m)));
        }
    }

    private void wrongType(Draft entry, FieldDescriptor field) {
        int wireType;
        do {
            wireType = tools.wireType();
        } while (wireType == FieldValues.wireType(field));
        tools.insert(entry, tools.field(field.getNumber(), wireType));
    }

    private void cut(Draft draft, FieldDescriptor map) {
        byte[] key = tools.bytes(key(map)).toBytes();
        byte[] whole = new WireBytes().raw(key).fixed(0x12, 1).toBytes();
        tools.insert(draft, tools.writer().len(map, Arrays.copyOf(whole, whole.length - tools.below(2))));
    }
}
