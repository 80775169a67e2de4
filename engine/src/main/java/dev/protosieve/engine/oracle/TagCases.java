package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.Map;

/** Tags that are none, or longer than they need be. */
final class TagCases {

    private static final int LARGEST = (1 << 29) - 1;

    private final CaseTools tools;

    TagCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        table.put(WireCase.FIELD_ZERO_VARINT, zero(WireFormat.WIRETYPE_VARINT));
        table.put(WireCase.FIELD_ZERO_FIXED64, zero(WireFormat.WIRETYPE_FIXED64));
        table.put(WireCase.FIELD_ZERO_LEN, zero(WireFormat.WIRETYPE_LENGTH_DELIMITED));
        table.put(WireCase.FIELD_ZERO_GROUP, zero(WireFormat.WIRETYPE_START_GROUP));
        table.put(WireCase.FIELD_ZERO_FIXED32, zero(WireFormat.WIRETYPE_FIXED32));
        table.put(WireCase.TRAILING_ZERO, tools.anywhere(d -> tools.append(d, new WireBytes().fixed(0, 1))));
        table.put(WireCase.WIRE_TYPE_6, noType(6));
        table.put(WireCase.WIRE_TYPE_7, noType(7));
        table.put(WireCase.TAG_PADDED, tools.at(f -> !FieldKinds.isGroup(f), this::padded));
        table.put(WireCase.TAG_OVER_32_BITS, long32());
        table.put(WireCase.TAG_OVERLONG, tools.at(FieldKinds::isScalar, (d, f) -> overlong(d, f, 6 + tools.below(5))));
        table.put(WireCase.TAG_ELEVEN_BYTES,
                tools.at(FieldKinds::isScalar, (d, f) -> overlong(d, f, 11 + tools.below(3))));
        table.put(WireCase.LARGEST_NUMBER, tools.anywhere(d -> tools.insert(d,
                tools.field(d.type().findFieldByNumber(LARGEST) == null ? LARGEST : LARGEST - 1, tools.wireType()))));
        table.put(WireCase.TAG_CUT, tools.anywhere(d -> tools.append(d,
                new WireBytes().fixed(-1, 1 + tools.below(4)))));
    }

    private Change zero(int wireType) {
        return tools.anywhere(d -> tools.insert(d, tools.field(0, wireType)));
    }

    private Change noType(int wireType) {
        return tools.anywhere(d -> tools.insert(d, CaseTools.tag(tools.below(4), wireType).fixed(tools.random()
                .nextLong(), tools.below(9))));
    }

    private void padded(Draft draft, FieldDescriptor field) {
        int padding = 1 + tools.below(4);
        Piece piece = FieldKinds.isMessage(field)
                ? tools.writer().len(field, tools.writer().small(draft, field).toBytes())
                : tools.value(field, tools.writer().values().any(field));
        Piece.Leaf leaf = (Piece.Leaf) piece;
        tools.insert(draft, new Piece.Leaf(field, leaf.number(), leaf.wireType(), leaf.value(), padding));
    }

    /** Five bytes hold 35 bits. */
    private Change long32() {
        return tools.at(FieldKinds::isScalar, (d, f) -> {
            Piece.Leaf leaf = tools.writer().scalar(f);
            tools.insert(d, new WireBytes().rawVarint(tagOf(leaf) | 1L << 32 + tools.below(3), 5).raw(leaf.value()));
        });
    }

    private void overlong(Draft draft, FieldDescriptor field, int length) {
        Piece.Leaf leaf = tools.writer().scalar(field);
        tools.insert(draft, new WireBytes().rawVarint(tagOf(leaf), length).raw(leaf.value()));
    }

    private static long tagOf(Piece.Leaf leaf) {
        return Integer.toUnsignedLong(leaf.number() << 3 | leaf.wireType());
    }
}
