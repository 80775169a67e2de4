package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.Map;
import java.util.function.Predicate;

/** Texts, and octets that are none (RFC 3629 section 4). */
final class TextCases {

    private static final String[] OVERLONG = {"c080", "c1bf", "e08080", "e09fbf", "f0808080", "f08fbfbf"};
    private static final String[] SURROGATE = {"eda080", "edafbf", "edb080", "edbfbf", "eda0bdedb880"};
    private static final String[] TOO_HIGH = {"f4908080", "f5808080", "f7bfbfbf"};
    private static final String[] CUT = {"c3", "e2", "e282", "f0", "f09f", "f09f98"};
    private static final String[] STRAY = {"80", "bf", "c3a980", "8080"};
    private static final String[] NO_LEAD = {"ff", "fe", "f8808080"};

    private final CaseTools tools;

    TextCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        Predicate<FieldDescriptor> text = FieldKinds::isVerifiedText;
        table.put(WireCase.UTF8_OVERLONG, tools.at(text, (d, f) -> bad(d, f, OVERLONG)));
        table.put(WireCase.UTF8_SURROGATE, tools.at(text, (d, f) -> bad(d, f, SURROGATE)));
        table.put(WireCase.UTF8_TOO_HIGH, tools.at(text, (d, f) -> bad(d, f, TOO_HIGH)));
        table.put(WireCase.UTF8_CUT, tools.at(text, this::cutAtTheEnd));
        table.put(WireCase.UTF8_STRAY, tools.at(text, (d, f) -> bad(d, f, STRAY)));
        table.put(WireCase.UTF8_NO_LEAD, tools.at(text, (d, f) -> bad(d, f, NO_LEAD)));
        table.put(WireCase.UTF8_IN_SINGULAR,
                tools.at(text.and(f -> !f.isRepeated() && f.getRealContainingOneof() == null), this::anyBad));
        table.put(WireCase.UTF8_IN_REPEATED, tools.at(text.and(FieldDescriptor::isRepeated), this::anyBad));
        table.put(WireCase.UTF8_IN_ONEOF, tools.at(text.and(f -> f.getRealContainingOneof() != null), this::anyBad));
        table.put(WireCase.UTF8_IN_MAP_KEY,
                tools.at(f -> f.isMapField() && FieldKinds.isText(FieldKinds.key(f)), (d, f) -> inMap(d, f, 1)));
        table.put(WireCase.UTF8_IN_MAP_VALUE,
                tools.at(f -> f.isMapField() && FieldKinds.isText(FieldKinds.value(f)), (d, f) -> inMap(d, f, 2)));
        table.put(WireCase.UTF8_IN_EXTENSION, tools.atExtension(FieldKinds::isText, this::anyBad));
        table.put(WireCase.UTF8_IN_BYTES, tools.at(f -> f.getJavaType() == JavaType.BYTE_STRING, this::anyBad));
        table.put(WireCase.UTF8_UNVERIFIED, tools.at(f -> FieldKinds.isText(f) && !f.needsUtf8Check(), this::anyBad));
        table.put(WireCase.TEXT_WITH_NUL, text("\0", "a\0b", "A\0"));
        table.put(WireCase.TEXT_MULTI_BYTE, text("\u00e9", "\u65e5\u672c", "\uD83D\uDE00", "\uD83D\uDE00x\u00e9",
                "\u07ff\u0800\uffff\uD800\uDC00\uDBFF\uDFFF"));
        table.put(WireCase.TEXT_EMPTY, text(""));
        table.put(WireCase.TEXT_LONG, tools.at(FieldKinds::isText, (d, f) -> tools.insert(d, tools.writer().scalar(f,
                tools.pick("a", "ab\u00e9", "\u65e5", "zebra crossing ")
                        .repeat(1 + tools.below(Math.max(1, tools.longest() / 20)))))));
    }

    private Change text(String... texts) {
        return tools.at(FieldKinds::isText, (d, f) -> tools.insert(d, tools.writer().scalar(f, tools.pick(texts))));
    }

    private void bad(Draft draft, FieldDescriptor field, String... octets) {
        ByteString before = ByteString.copyFromUtf8("abcdefghijk\u00e9".substring(tools.below(12)));
        ByteString behind = ByteString.copyFromUtf8("xyz \u65e5".substring(tools.below(5)));
        tools.insert(draft, tools.writer().scalar(field,
                before.concat(ByteString.fromHex(tools.pick(octets))).concat(behind)));
    }

    private void cutAtTheEnd(Draft draft, FieldDescriptor field) {
        tools.insert(draft, tools.writer().scalar(field,
                ByteString.copyFromUtf8("abcdefghijk\u00e9".substring(tools.below(12)))
                        .concat(ByteString.fromHex(tools.pick(CUT)))));
    }

    private void anyBad(Draft draft, FieldDescriptor field) {
        bad(draft, field, tools.pick(OVERLONG, SURROGATE, TOO_HIGH, CUT, STRAY, NO_LEAD));
    }

    private void inMap(Draft draft, FieldDescriptor map, int number) {
        Draft entry = draft.inside(map);
        FieldDescriptor key = FieldKinds.key(map);
        FieldDescriptor value = FieldKinds.value(map);
        if (number == 1) {
            anyBad(entry, key);
            entry.add(FieldKinds.isMessage(value) ? tools.some(entry, value) : tools.writer().scalar(value));
        } else {
            entry.add(tools.writer().scalar(key));
            anyBad(entry, value);
        }
        tools.insert(draft, DraftWriter.nested(map, entry));
    }
}
