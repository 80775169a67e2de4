package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.Map;

/** Groups, known and unknown, and all the ways in which their two tags may not match. */
final class GroupCases {

    private static final int START = WireFormat.WIRETYPE_START_GROUP;
    private static final int END = WireFormat.WIRETYPE_END_GROUP;

    private final CaseTools tools;

    GroupCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        table.put(WireCase.GROUP_FIELD, tools.at(FieldKinds::isGroup,
                (d, f) -> tools.insert(d, DraftWriter.nested(f, tools.writer().small(d, f)))));
        table.put(WireCase.GROUP_AS_LEN, tools.at(FieldKinds::isGroup,
                (d, f) -> tools.insert(d, tools.writer().len(f, tools.writer().small(d, f).toBytes()))));
        table.put(WireCase.GROUP_IN_GROUP, tools.anywhere(d -> tools.insert(d, groups(d, 2 + tools.below(4)))));
        table.put(WireCase.GROUP_OTHER_END, tools.anywhere(d -> {
            int number = 1 + tools.below(30);
            tools.insert(d, CaseTools.tag(number, START).raw(inner(d)).tag(number + 1, END, 0));
        }));
        table.put(WireCase.GROUP_END_IN_OTHER, tools.anywhere(d -> {
            int number = 1 + tools.below(30);
            tools.insert(d, CaseTools.tag(number, START).tag(number + 1, START, 0).tag(number, END, 0)
                    .tag(number + 1, END, 0));
        }));
        table.put(WireCase.GROUP_NOT_ENDED, tools.anywhere(d -> tools.append(d,
                CaseTools.tag(tools.unknown(d), START).raw(inner(d)))));
        table.put(WireCase.GROUP_END_CLOSES_MESSAGE, inMessage((d, f, inner) -> {
            tools.append(inner, CaseTools.tag(f.getNumber(), END));
            tools.append(inner, tools.field(tools.unknown(d), tools.wireType()));
        }));
        table.put(WireCase.MESSAGE_END_IN_GROUP, inMessage((d, f, inner) -> {
            int number = tools.unknown(inner);
            tools.append(inner, CaseTools.tag(number, START));
            tools.append(d, CaseTools.tag(number, END));
        }));
        unmatched(table);
    }

    /** A start without an end, or an end without a start: alone, with data, unknown, in a group, in a message, of a scalar. */
    private void unmatched(Map<WireCase, Change> table) {
        table.put(WireCase.START_BARE, message -> bare(message, START));
        table.put(WireCase.END_BARE, message -> bare(message, END));
        table.put(WireCase.START_WITH_DATA, tools.at(FieldKinds::isMessage, (d, f) -> tools.append(d,
                CaseTools.tag(f.getNumber(), START).raw(inner(d)))));
        table.put(WireCase.END_WITH_DATA, tools.at(FieldKinds::isMessage, (d, f) -> tools.append(d,
                new WireBytes().raw(inner(d)).tag(f.getNumber(), END, 0))));
        table.put(WireCase.START_UNKNOWN, tools.anywhere(d -> tools.append(d, CaseTools.tag(tools.unknown(d), START))));
        table.put(WireCase.END_UNKNOWN, tools.anywhere(d -> tools.insert(d, CaseTools.tag(tools.unknown(d), END))));
        table.put(WireCase.START_NESTED, tools.anywhere(d -> nested(d, START)));
        table.put(WireCase.END_NESTED, tools.anywhere(d -> nested(d, END)));
        table.put(WireCase.START_IN_LEN, inMessage((d, _, inner) -> tools.append(inner,
                CaseTools.tag(tools.unknown(d), START))));
        table.put(WireCase.END_IN_LEN, inMessage((d, _, inner) -> tools.append(inner,
                CaseTools.tag(tools.unknown(d), END))));
        table.put(WireCase.START_WRONG_TYPE, tools.at(FieldKinds::isScalar, (d, f) -> tools.append(d,
                CaseTools.tag(f.getNumber(), START))));
        table.put(WireCase.END_WRONG_TYPE, tools.at(FieldKinds::isScalar, (d, f) -> tools.insert(d,
                CaseTools.tag(f.getNumber(), END))));
    }

    /** At the end of the whole message. */
    private boolean bare(Draft message, int wireType) {
        tools.append(message, CaseTools.tag(1 + tools.below(20), wireType));
        return true;
    }

    private void nested(Draft draft, int wireType) {
        int number = tools.unknown(draft);
        tools.insert(draft, CaseTools.tag(number, START).tag(number % 1000 + 1, wireType, 0).tag(number, END, 0));
    }

    private byte[] inner(Draft draft) {
        return tools.field(tools.unknown(draft), tools.wireType()).toBytes();
    }

    private WireBytes groups(Draft draft, int levels) {
        int number = tools.unknown(draft);
        WireBytes content = levels == 0 ? new WireBytes() : groups(draft, levels - 1).raw(inner(draft));
        return new WireBytes().group(number, content.toBytes());
    }

    private interface Inner {
        void change(Draft holder, FieldDescriptor field, Draft inner);
    }

    private Change inMessage(Inner change) {
        return tools.at(FieldKinds::isLenMessage, (d, f) -> {
            Draft inner = tools.writer().small(d, f);
            tools.insert(d, DraftWriter.nested(f, inner));
            change.change(d, f, inner);
        });
    }
}
