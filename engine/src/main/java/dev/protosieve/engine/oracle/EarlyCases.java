package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.Map;

/** What a filter gets wrong that answers before it has seen all, or looks at what no rule asks for. */
final class EarlyCases {

    private final CaseTools tools;

    EarlyCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        table.put(WireCase.DECIDED_THEN_MALFORMED, message -> {
            if (!message.isWished()) {
                return false;
            }
            tools.append(message, switch (tools.below(4)) {
                case 0 -> new WireBytes().fixed(0, 1);
                case 1 -> CaseTools.tag(tools.unknown(message), WireFormat.WIRETYPE_END_GROUP);
                case 2 -> CaseTools.tag(tools.unknown(message), WireFormat.WIRETYPE_LENGTH_DELIMITED).varint(5, 0);
                default -> CaseTools.tag(tools.unknown(message), 6);
            });
            return true;
        });
        Change later = tools.at((d, f) -> d.reads(f), (d, f) -> d.add(tools.some(d, f)));
        table.put(WireCase.DECIDED_THEN_OVERTURNED, message -> message.isWished() && later.applyTo(message));
        table.put(WireCase.SKIPPED_MALFORMED, tools.at(
                (d, f) -> !d.reads(f) && FieldValues.wireType(f) == WireFormat.WIRETYPE_LENGTH_DELIMITED,
                this::malformed));
        table.put(WireCase.SKIPPED_NOT_UTF8, tools.at((d, f) -> !d.reads(f) && FieldKinds.isText(f),
                (d, f) -> tools.insert(d, tools.writer().scalar(f, ByteString.fromHex("61ff62")))));
    }

    private void malformed(Draft draft, FieldDescriptor field) {
        byte[] content = switch (tools.below(4)) {
            case 0 -> new byte[]{0};
            case 1 -> new byte[]{(byte) 0x80};
            case 2 -> CaseTools.tag(1, WireFormat.WIRETYPE_END_GROUP).toBytes();
            default -> CaseTools.tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED).varint(200, 0).toBytes();
        };
        tools.insert(draft, tools.writer().len(field, content));
    }
}
