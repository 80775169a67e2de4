package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Extensions, the items of message sets, required fields that are not there, and defaults that are. */
final class ExtensionCases {

    /** Of an item, its type and its message (WireFormat.MESSAGE_SET_* in protobuf). */
    private static final int ITEM = 1;
    private static final int TYPE_ID = 2;
    private static final int MESSAGE = 3;

    private final CaseTools tools;

    ExtensionCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        table.put(WireCase.EXTENSION, tools.atExtension(_ -> true, (d, f) -> tools.insert(d, tools.some(d, f))));
        table.put(WireCase.EXTENSION_PACKED, tools.atExtension(FieldDescriptor::isPackable, (d, f) -> tools.insert(d,
                tools.writer().packed(f, List.of(FieldKinds.zero(f), tools.writer().values().any(f))))));
        table.put(WireCase.EXTENSION_GROUP,
                tools.atExtension(FieldKinds::isGroup, (d, f) -> tools.insert(d, tools.some(d, f))));
        table.put(WireCase.MESSAGE_SET_ITEM, item(() -> type().raw(message())));
        table.put(WireCase.MESSAGE_SET_MESSAGE_FIRST, item(() -> new WireBytes().raw(message()).raw(type().toBytes())));
        table.put(WireCase.MESSAGE_SET_NO_TYPE, item(() -> new WireBytes().raw(message())));
        table.put(WireCase.MESSAGE_SET_TWICE,
                item(() -> type().raw(message()).raw(type().toBytes()).raw(message())));
        table.put(WireCase.REQUIRED_ABSENT, tools.at(FieldDescriptor::isRequired,
                (d, f) -> d.pieces().removeIf(p -> f.equals(p.field()))));
        presence(table);
    }

    private void presence(Map<WireCase, Change> table) {
        table.put(WireCase.DEFAULT_SENT, tools.at(f -> f.hasDefaultValue() && FieldKinds.isSingular(f),
                (d, f) -> tools.insert(d, tools.writer().scalar(f, FieldKinds.defaultOf(f)))));
        table.put(WireCase.ZERO_SENT_IMPLICIT, zero(f -> FieldKinds.isSingular(f) && !f.hasPresence()));
        table.put(WireCase.ZERO_SENT_EXPLICIT, zero(f -> FieldKinds.isSingular(f) && f.hasPresence()));
        table.put(WireCase.ZERO_ELEMENT, zero(f -> FieldKinds.isScalar(f) && f.isRepeated()));
    }

    private Change zero(Predicate<FieldDescriptor> which) {
        return tools.at(which, (d, f) -> tools.insert(d, tools.value(f, FieldKinds.zero(f))));
    }

    private Change item(Supplier<WireBytes> content) {
        return tools.anywhere(d -> tools.insert(d, new WireBytes().group(ITEM, content.get().toBytes())));
    }

    private WireBytes type() {
        return CaseTools.tag(TYPE_ID, WireFormat.WIRETYPE_VARINT).varint(1 + tools.below(5000), 0);
    }

    private byte[] message() {
        return tools.field(MESSAGE, WireFormat.WIRETYPE_LENGTH_DELIMITED).toBytes();
    }
}
