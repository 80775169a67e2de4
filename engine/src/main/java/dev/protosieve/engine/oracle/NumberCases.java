package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.Map;
import java.util.function.Predicate;

/** Varints in all their forms, and the ends of each type's range. */
final class NumberCases {

    private static final Long[] SIGNED_32 = {0L, 1L, -1L, (long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE};
    private static final Long[] UNSIGNED_32 = {0L, 1L, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL};
    private static final Long[] ALL_64 = {0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, (1L << 32) - 1};
    private static final Double[] DOUBLES = {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL,
            Double.MAX_VALUE, -Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    private static final Double[] FLOATS = {0.0, -0.0, (double) Float.MIN_VALUE, (double) -Float.MIN_VALUE,
            (double) Float.MIN_NORMAL, (double) Float.MAX_VALUE, (double) -Float.MAX_VALUE, Double.NaN,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    private final CaseTools tools;

    NumberCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        table.put(WireCase.VARINT_PADDED, tools.at(FieldKinds::isVarint, this::padded));
        table.put(WireCase.LENGTH_PADDED, tools.at(FieldKinds::isLenMessage, (d, f) -> tools.insert(d,
                new Piece.Nested(f, f.getNumber(), false, tools.writer().small(d, f), 1 + tools.below(9)))));
        table.put(WireCase.ELEVEN_BYTES, tools.at(FieldKinds::isVarint, (d, f) -> tools.insert(d,
                tools.exact(f, new WireBytes().rawVarint(any(), 11 + tools.below(3)).toBytes()))));
        table.put(WireCase.TENTH_BYTE_SURPLUS, tools.at(FieldKinds::isVarint, (d, f) -> tools.insert(d,
                tools.exact(f, new WireBytes().surplusVarint(any()).toBytes()))));
        table.put(WireCase.INT32_WIDE, wide(f -> f.getType() == Type.INT32));
        table.put(WireCase.UINT32_WIDE, wide(f -> f.getType() == Type.UINT32));
        table.put(WireCase.ENUM_WIDE, wide(f -> f.getType() == Type.ENUM));
        table.put(WireCase.SINT32_WIDE, wide(f -> f.getType() == Type.SINT32));
        table.put(WireCase.BOOL_WIDE, tools.at(f -> f.getType() == Type.BOOL, (d, f) -> varint(d, f,
                1L << 32 + tools.below(31), 0)));
        table.put(WireCase.BOOL_PADDED_ZERO,
                tools.at(f -> f.getType() == Type.BOOL, (d, f) -> varint(d, f, 0, 1 + tools.below(9))));
        table.put(WireCase.NEGATIVE_IN_FIVE_BYTES, tools.at(f -> f.getType() == Type.INT32,
                (d, f) -> varint(d, f, Integer.toUnsignedLong(-1 - tools.below(5)), 0)));
        table.put(WireCase.NEGATIVE_IN_TEN_BYTES, tools.at(f -> f.getType() == Type.INT32,
                (d, f) -> varint(d, f, -1 - tools.below(5), 0)));
        table.put(WireCase.NEGATIVE_ENUM, tools.at(f -> f.getJavaType() == JavaType.ENUM,
                (d, f) -> varint(d, f, -1 - tools.below(5), 0)));
        extremes(table);
    }

    private void extremes(Map<WireCase, Change> table) {
        table.put(WireCase.EXTREME_INT32, extreme(Type.INT32, SIGNED_32));
        table.put(WireCase.EXTREME_INT64, extreme(Type.INT64, ALL_64));
        table.put(WireCase.EXTREME_UINT32, extreme(Type.UINT32, UNSIGNED_32));
        table.put(WireCase.EXTREME_UINT64, extreme(Type.UINT64, ALL_64));
        table.put(WireCase.EXTREME_SINT32, extreme(Type.SINT32, SIGNED_32));
        table.put(WireCase.EXTREME_SINT64, extreme(Type.SINT64, ALL_64));
        table.put(WireCase.EXTREME_FIXED32, extreme(Type.FIXED32, UNSIGNED_32));
        table.put(WireCase.EXTREME_FIXED64, extreme(Type.FIXED64, ALL_64));
        table.put(WireCase.EXTREME_SFIXED32, extreme(Type.SFIXED32, SIGNED_32));
        table.put(WireCase.EXTREME_SFIXED64, extreme(Type.SFIXED64, ALL_64));
        table.put(WireCase.EXTREME_FLOAT, extreme(Type.FLOAT, FLOATS));
        table.put(WireCase.EXTREME_DOUBLE, extreme(Type.DOUBLE, DOUBLES));
    }

    private Change extreme(Type type, Object[] values) {
        return tools.at(f -> f.getType() == type, (d, f) -> tools.insert(d, tools.value(f, tools.pick(values))));
    }

    /** Surplus bits above the 32 that count, over a value that is often one of interest. */
    private Change wide(Predicate<FieldDescriptor> which) {
        return tools.at(which, (d, f) -> varint(d, f, tools.below(8) | (1L + tools.below(0xffff)) << 32, 0));
    }

    private void padded(Draft draft, FieldDescriptor field) {
        varint(draft, field, any(), 1 + tools.below(9));
    }

    private void varint(Draft draft, FieldDescriptor field, long value, int padding) {
        tools.insert(draft, tools.exact(field, new WireBytes().varint(value, padding).toBytes()));
    }

    private long any() {
        return tools.random().nextLong() >>> tools.below(64);
    }
}
