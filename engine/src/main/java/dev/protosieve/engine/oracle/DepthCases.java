package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.Comparator;
import java.util.Map;
import java.util.function.IntSupplier;

/** Messages that are deep, long, or nothing at all. */
final class DepthCases {

    /** protobuf-java and others stop at 100; where a filter only skips, nothing does. */
    private static final int DEEP = 300;
    private static final int FAR_OVER = 20_000;

    private final CaseTools tools;

    DepthCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        table.put(WireCase.DEEP_ON_PATH_AT_LIMIT, message -> onPath(message, 0));
        table.put(WireCase.DEEP_ON_PATH_OVER_LIMIT, message -> onPath(message, 1 + tools.below(3)));
        table.put(WireCase.DEEP_OFF_PATH, tools.at((d, f) -> FieldKinds.isLenMessage(f) && !d.reads(f),
                (d, f) -> tools.insert(d, tools.writer().len(f, messages(f.getNumber(), tools.below(DEEP))))));
        table.put(WireCase.DEEP_RECURSIVE,
                tools.at((d, f) -> FieldKinds.isMessage(f) && f.getMessageType().equals(d.type()), this::recursive));
        table.put(WireCase.DEEP_GROUPS_AT_LIMIT, groups(() -> tools.limits().depth()));
        table.put(WireCase.DEEP_GROUPS_OVER_LIMIT,
                groups(() -> tools.limits().depth() + 1 + tools.below(3)));
        table.put(WireCase.DEEP_FAR_OVER, groups(
                () -> tools.limits().depth() + 1 + tools.below(Math.min(FAR_OVER, Math.max(1, tools.longest() / 4)))));
        table.put(WireCase.EMPTY, message -> {
            message.pieces().clear();
            return true;
        });
        table.put(WireCase.MANY_FIELDS, tools.anywhere(d -> {
            for (int i = tools.below(Math.max(2, tools.longest() / 24)); i >= 0; i--) {
                d.add(tools.below(3) == 0 || d.type().getFields().isEmpty()
                        ? new Piece.Raw(CaseTools.tag(1 + tools.below(15), WireFormat.WIRETYPE_VARINT).varint(i, 0)
                                .toBytes())
                        : small(d));
            }
        }));
        table.put(WireCase.MANY_EMPTY_FIELDS, tools.at((_, f) -> FieldValues.wireType(f) == 2 || FieldKinds.isGroup(f),
                (d, f) -> {
                    for (int i = tools.below(Math.max(2, tools.longest() / 10)); i >= 0; i--) {
                        tools.append(d, FieldKinds.isGroup(f) ? tools.field(f.getNumber(), 3)
                                : CaseTools.tag(f.getNumber(), 2).varint(0, 0));
                    }
                }));
        table.put(WireCase.LONG_LEN, longLen());
    }

    private Change longLen() {
        return tools.at(f -> FieldValues.wireType(f) == WireFormat.WIRETYPE_LENGTH_DELIMITED && FieldKinds.isScalar(f),
                (d, f) -> tools.insert(d, tools.writer().scalar(f, "lorem ipsum dolor sit amet, A "
                        .repeat(1 + tools.below(Math.max(1, tools.longest() / 40))))));
    }

    private Piece small(Draft draft) {
        FieldDescriptor field = tools.pick(draft.type().getFields());
        return FieldKinds.isMessage(field) ? DraftWriter.nested(field, draft.inside(field))
                : tools.writer().scalar(field, FieldKinds.zero(field));
    }

    /** Groups within the innermost message that rules look into, so many that just the limit is met, or more. */
    private boolean onPath(Draft message, int over) {
        Draft innermost = message.all().stream().filter(Draft::isWalked).max(Comparator.comparingInt(Draft::depth))
                .orElse(message);
        if (innermost.depth() == 0) {
            return false;
        }
        groups(innermost, tools.limits().depth() - innermost.depth() + over);
        return true;
    }

    private Change groups(IntSupplier levels) {
        return message -> {
            groups(message, levels.getAsInt());
            return true;
        };
    }

    private void groups(Draft at, int levels) {
        int number = tools.below(4) == 0 ? 536_870_911 : 16 + tools.below(100);
        WireBytes bytes = new WireBytes();
        for (int i = 0; i < levels; i++) {
            bytes.tag(number, WireFormat.WIRETYPE_START_GROUP, 0);
        }
        for (int i = 0; i < levels; i++) {
            bytes.tag(number, WireFormat.WIRETYPE_END_GROUP, 0);
        }
        tools.insert(at, bytes);
    }

    private byte[] messages(int number, int levels) {
        byte[] content = new byte[0];
        for (int i = 0; i < levels; i++) {
            content = CaseTools.tag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED).delimited(content, 0).toBytes();
        }
        return content;
    }

    /** The field within itself. */
    private void recursive(Draft draft, FieldDescriptor field) {
        Draft at = draft;
        for (int i = tools.below(60); i >= 0; i--) {
            Draft inner = at.inside(field);
            at.add(DraftWriter.nested(field, inner));
            at = inner;
        }
    }
}
