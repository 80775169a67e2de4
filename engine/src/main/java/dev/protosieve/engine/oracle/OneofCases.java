package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Members of one oneof that meet. Its pieces are appended, so that their order is the one meant. */
final class OneofCases {

    private final CaseTools tools;

    OneofCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        Predicate<FieldDescriptor> member = f -> f.getRealContainingOneof() != null
                && f.getRealContainingOneof().getFieldCount() > 1;
        Predicate<FieldDescriptor> message = member.and(FieldKinds::isMessage);
        table.put(WireCase.ONEOF_LAST_WINS, tools.at(member, (d, f) -> {
            boolean first = tools.random().nextBoolean();
            d.add(tools.some(d, first ? f : other(f)));
            d.add(tools.some(d, first ? other(f) : f));
        }));
        table.put(WireCase.ONEOF_MESSAGE_TWICE, tools.at(message, (d, f) -> {
            d.add(tools.some(d, f));
            d.add(tools.some(d, f));
        }));
        table.put(WireCase.ONEOF_MESSAGE_AGAIN, tools.at(message, (d, f) -> {
            d.add(tools.some(d, f));
            d.add(tools.some(d, other(f)));
            d.add(tools.some(d, f));
        }));
        table.put(WireCase.ONEOF_ZERO, tools.at(member.and(FieldKinds::isScalar), (d, f) -> {
            d.add(tools.some(d, other(f)));
            d.add(tools.writer().scalar(f, FieldKinds.zero(f)));
        }));
        table.put(WireCase.ONEOF_WRONG_TYPE, tools.at(member, (d, f) -> {
            d.add(tools.some(d, f));
            FieldDescriptor next = other(f);
            int wireType = FieldValues.wireType(next) == WireFormat.WIRETYPE_FIXED32 ? WireFormat.WIRETYPE_FIXED64
                    : WireFormat.WIRETYPE_FIXED32;
            tools.append(d, tools.field(next.getNumber(), wireType));
        }));
        table.put(WireCase.ONEOF_CLOSED_ENUM, tools.at(member.and(FieldKinds::isClosed), (d, f) -> {
            d.add(tools.some(d, other(f)));
            d.add(tools.writer().scalar(f, 1L + f.getEnumType().getValues().stream().mapToLong(v -> v.getNumber() >> 1)
                    .map(Math::abs).sum() % Integer.MAX_VALUE));
        }));
    }

    private FieldDescriptor other(FieldDescriptor member) {
        List<FieldDescriptor> others = member.getRealContainingOneof().getFields().stream()
                .filter(f -> !f.equals(member)).toList();
        return tools.pick(others);
    }
}
