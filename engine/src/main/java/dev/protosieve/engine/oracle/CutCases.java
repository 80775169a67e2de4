package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;

/** Messages that end too early, and lengths that lie. */
final class CutCases {

    private final CaseTools tools;

    CutCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        Predicate<FieldDescriptor> repeated = FieldDescriptor::isRepeated;
        table.put(WireCase.CUT_AFTER_TAG_SINGULAR, tools.at(repeated.negate(), this::afterTag));
        table.put(WireCase.CUT_AFTER_TAG_REPEATED, tools.at(repeated, this::afterTag));
        table.put(WireCase.CUT_AFTER_TAG_UNKNOWN,
                tools.anywhere(d -> tools.append(d, CaseTools.tag(tools.unknown(d), tools.wireType()))));
        table.put(WireCase.CUT_IN_VALUE_SINGULAR, tools.at(FieldKinds::isSingular, this::inValue));
        table.put(WireCase.CUT_IN_VALUE_REPEATED,
                tools.at(f -> f.isRepeated() && FieldKinds.isScalar(f), this::inValue));
        table.put(WireCase.CUT_IN_VALUE_UNKNOWN, tools.anywhere(this::inUnknown));
        table.put(WireCase.LEN_SHORT, tools.anywhere(d -> tools.append(d, longer(tools.unknown(d)))));
        table.put(WireCase.INNER_CUT, tools.at(FieldKinds::isLenMessage, this::innerCut));
        table.put(WireCase.PACKED_ELEMENT_CUT, tools.at(f -> f.isPackable() && FieldKinds.isVarint(f),
                (d, f) -> tools.insert(d, tools.writer().len(f, new byte[]{1, 2, (byte) 0x80}))));
        table.put(WireCase.PACKED_OVERRUN,
                tools.at(FieldDescriptor::isPackable, (d, f) -> tools.append(d, longer(f.getNumber()))));
        table.put(WireCase.PACKED_FIXED_BAD_LENGTH,
                tools.at(f -> f.isPackable() && !FieldKinds.isVarint(f), (d, f) -> tools.insert(d,
                        tools.writer().len(f, new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9}))));
        table.put(WireCase.PARENT_OVERRUN, tools.at(FieldKinds::isLenMessage, this::overrun));
        table.put(WireCase.LENGTH_NEGATIVE, length(-1, 3));
        table.put(WireCase.LENGTH_2_31, length(1L << 31, 1));
        table.put(WireCase.LENGTH_2_32_PLUS, length((1L << 32) + 2, 3));
    }

    private void afterTag(Draft draft, FieldDescriptor field) {
        tools.append(draft, CaseTools.tag(field.getNumber(), FieldValues.wireType(field)));
    }

    private void inValue(Draft draft, FieldDescriptor field) {
        tools.append(draft, cut(field));
    }

    /** The field without the last of its bytes. */
    private WireBytes cut(FieldDescriptor field) {
        Piece.Leaf leaf = tools.writer().scalar(field);
        WireBytes bytes = CaseTools.tag(field.getNumber(), leaf.wireType());
        byte[] value = leaf.value();
        if (value.length > 1) {
            return bytes.raw(Arrays.copyOf(value, 1 + tools.below(value.length - 1)));
        }
        return FieldKinds.isVarint(field) ? bytes.fixed(0x80, 1) : bytes.varint(3, 0).raw(new byte[2]);
    }

    private void inUnknown(Draft draft) {
        int number = tools.unknown(draft);
        tools.append(draft, switch (tools.below(3)) {
            case 0 -> CaseTools.tag(number, WireFormat.WIRETYPE_VARINT).fixed(-1, 1 + tools.below(7));
            case 1 -> CaseTools.tag(number, WireFormat.WIRETYPE_FIXED64).fixed(-1, 1 + tools.below(7));
            default -> CaseTools.tag(number, WireFormat.WIRETYPE_FIXED32).fixed(-1, 1 + tools.below(3));
        });
    }

    /** A length that is more than what comes. */
    private WireBytes longer(int number) {
        byte[] content = new byte[tools.below(12)];
        return CaseTools.tag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED).varint(content.length + 1 + tools.below(200),
                0).raw(content);
    }

    private void innerCut(Draft draft, FieldDescriptor field) {
        Draft inner = tools.writer().small(draft, field);
        tools.append(inner, field.getMessageType().getFields().stream().filter(FieldKinds::isScalar).findFirst()
                .map(this::cut).orElseGet(() -> longer(1)));
        tools.insert(draft, DraftWriter.nested(field, inner));
    }

    /** What is behind the sub-message is long enough for the length within it. */
    private void overrun(Draft draft, FieldDescriptor field) {
        Draft inner = tools.writer().small(draft, field);
        tools.append(inner, CaseTools.tag(1 + tools.below(20), WireFormat.WIRETYPE_LENGTH_DELIMITED)
                .varint(1 + tools.below(9), 0));
        tools.insert(draft, DraftWriter.nested(field, inner));
        tools.append(draft, CaseTools.tag(tools.unknown(draft), WireFormat.WIRETYPE_LENGTH_DELIMITED)
                .delimited(new byte[12], 0));
    }

    /** With enough bytes behind it for its lower 32 bits, when those are few. */
    private Change length(long from, int spread) {
        return tools.anywhere(d -> {
            int number = tools.below(3) == 0 || d.type().getFields().isEmpty() ? tools.unknown(d)
                    : tools.pick(d.type().getFields()).getNumber();
            tools.append(d, CaseTools.tag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED)
                    .varint(from - tools.below(spread), 0).varint(8, 0).varint(1, 0));
        });
    }
}
