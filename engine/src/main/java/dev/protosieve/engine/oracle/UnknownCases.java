package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Fields that the schema does not know, fields with another wire type, and enum numbers without a name. */
final class UnknownCases {

    private final CaseTools tools;

    UnknownCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        table.put(WireCase.UNKNOWN_VARINT, unknown(WireFormat.WIRETYPE_VARINT));
        table.put(WireCase.UNKNOWN_FIXED64, unknown(WireFormat.WIRETYPE_FIXED64));
        table.put(WireCase.UNKNOWN_LEN, unknown(WireFormat.WIRETYPE_LENGTH_DELIMITED));
        table.put(WireCase.UNKNOWN_GROUP, unknown(WireFormat.WIRETYPE_START_GROUP));
        table.put(WireCase.UNKNOWN_FIXED32, unknown(WireFormat.WIRETYPE_FIXED32));
        table.put(WireCase.UNKNOWN_FIRST, tools.anywhere(d -> d.pieces().add(0, some(d))));
        table.put(WireCase.UNKNOWN_BETWEEN, this::between);
        table.put(WireCase.UNKNOWN_LAST, tools.anywhere(d -> d.add(some(d))));
        table.put(WireCase.UNKNOWN_SEVERAL, tools.anywhere(this::several));
        table.put(WireCase.UNKNOWN_LONG, tools.anywhere(d -> tools.insert(d,
                CaseTools.tag(tools.unknown(d), WireFormat.WIRETYPE_LENGTH_DELIMITED).delimited(
                        new byte[128 + tools.below(Math.max(1, tools.longest() / 2))], 0))));
        table.put(WireCase.WRONG_TYPE_VARINT, wrong(WireFormat.WIRETYPE_VARINT));
        table.put(WireCase.WRONG_TYPE_FIXED64, wrong(WireFormat.WIRETYPE_FIXED64));
        table.put(WireCase.WRONG_TYPE_LEN, wrong(WireFormat.WIRETYPE_LENGTH_DELIMITED));
        table.put(WireCase.WRONG_TYPE_GROUP, wrong(WireFormat.WIRETYPE_START_GROUP));
        table.put(WireCase.WRONG_TYPE_FIXED32, wrong(WireFormat.WIRETYPE_FIXED32));
        enums(table);
    }

    private void enums(Map<WireCase, Change> table) {
        Predicate<FieldDescriptor> repeated = FieldDescriptor::isRepeated;
        Predicate<FieldDescriptor> closed = FieldKinds::isClosed;
        Predicate<FieldDescriptor> open = FieldKinds::isOpen;
        Predicate<FieldDescriptor> map = FieldDescriptor::isMapField;
        table.put(WireCase.CLOSED_ENUM_SINGULAR, tools.at(repeated.negate().and(closed), this::unnamed));
        table.put(WireCase.CLOSED_ENUM_REPEATED, tools.at(repeated.and(closed), this::unnamed));
        table.put(WireCase.CLOSED_ENUM_PACKED, tools.at(repeated.and(closed), this::unnamedPacked));
        table.put(WireCase.CLOSED_ENUM_IN_MAP,
                tools.at(map.and(f -> FieldKinds.isClosed(FieldKinds.value(f))), this::unnamedInMap));
        table.put(WireCase.OPEN_ENUM_SINGULAR, tools.at(repeated.negate().and(open), this::unnamed));
        table.put(WireCase.OPEN_ENUM_REPEATED, tools.at(repeated.and(open), this::unnamed));
        table.put(WireCase.OPEN_ENUM_PACKED, tools.at(repeated.and(open), this::unnamedPacked));
        table.put(WireCase.OPEN_ENUM_IN_MAP,
                tools.at(map.and(f -> FieldKinds.isOpen(FieldKinds.value(f))), this::unnamedInMap));
    }

    private Change unknown(int wireType) {
        return tools.anywhere(d -> tools.insert(d, tools.field(tools.unknown(d), wireType)));
    }

    private Piece some(Draft draft) {
        return new Piece.Raw(tools.field(tools.unknown(draft), tools.wireType()).toBytes());
    }

    private boolean between(Draft message) {
        var full = message.all().stream().filter(d -> d.pieces().size() > 1).toList();
        if (full.isEmpty()) {
            return false;
        }
        Draft draft = tools.pick(full);
        draft.pieces().add(1 + tools.below(draft.pieces().size() - 1), some(draft));
        return true;
    }

    private void several(Draft draft) {
        int number = tools.unknown(draft);
        for (int i = 2 + tools.below(4); i > 0; i--) {
            tools.insert(draft, tools.field(number, tools.wireType()));
        }
    }

    private Change wrong(int wireType) {
        return tools.at(f -> FieldValues.wireType(f) != wireType
                && !(f.isPackable() && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED),
                (d, f) -> tools.insert(d, tools.field(f.getNumber(), wireType)));
    }

    /** A number that the enum has not. */
    private long number(FieldDescriptor field) {
        long number;
        do {
            number = tools.below(3) == 0 ? tools.random().nextInt() : tools.below(40) - 20;
        } while (field.getEnumType().findValueByNumber((int) number) != null);
        return number;
    }

    private void unnamed(Draft draft, FieldDescriptor field) {
        tools.insert(draft, tools.writer().scalar(field, number(field)));
    }

    private void unnamedPacked(Draft draft, FieldDescriptor field) {
        long first = field.getEnumType().getValues().getFirst().getNumber();
        tools.insert(draft, tools.writer().packed(field, List.of(first, number(field), first)));
    }

    private void unnamedInMap(Draft draft, FieldDescriptor map) {
        Draft entry = draft.inside(map);
        entry.add(tools.writer().scalar(FieldKinds.key(map)));
        entry.add(tools.writer().scalar(FieldKinds.value(map), number(FieldKinds.value(map))));
        tools.insert(draft, DraftWriter.nested(map, entry));
    }
}
