package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Fields that come more than once: the last wins, messages merge, elements add up, packed or not. */
final class RepeatCases {

    private final CaseTools tools;

    RepeatCases(CaseTools tools) {
        this.tools = tools;
    }

    void addTo(Map<WireCase, Change> table) {
        table.put(WireCase.NUMBER_TWICE, twice(f -> FieldKinds.isSingular(f) && switch (f.getJavaType()) {
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN -> true;
            case STRING, BYTE_STRING, ENUM, MESSAGE -> false;
        }));
        table.put(WireCase.TEXT_TWICE, twice(f -> FieldKinds.isSingular(f)
                && (f.getJavaType() == JavaType.STRING || f.getJavaType() == JavaType.BYTE_STRING)));
        table.put(WireCase.ENUM_TWICE, twice(f -> FieldKinds.isSingular(f) && f.getJavaType() == JavaType.ENUM));
        Predicate<FieldDescriptor> message = f -> FieldKinds.isMessage(f) && !f.isRepeated();
        table.put(WireCase.MESSAGE_TWICE, tools.at(message, (d, f) -> {
            int at = tools.below(d.pieces().size() + 1);
            d.pieces().add(at, tools.some(d, f));
            d.pieces().add(at, tools.some(d, f));
        }));
        table.put(WireCase.MESSAGE_TWICE_APART, tools.at(message, (d, f) -> {
            d.pieces().add(0, tools.some(d, f));
            d.add(new Piece.Raw(tools.field(tools.unknown(d), tools.wireType()).toBytes()));
            d.add(tools.some(d, f));
        }));
        table.put(WireCase.MERGED_TWO_LEVELS, tools.at(message.and(f -> has(f, message)), this::twoLevels));
        table.put(WireCase.MERGED_CONCATENATES, tools.at(message.and(f -> has(f, FieldDescriptor::isRepeated)),
                (d, f) -> split(d, f, FieldDescriptor::isRepeated)));
        table.put(WireCase.MERGED_LAST_WINS, tools.at(message.and(f -> has(f, FieldKinds::isSingular)),
                (d, f) -> split(d, f, FieldKinds::isSingular)));
        table.put(WireCase.MESSAGE_EMPTY, tools.at(FieldKinds::isMessage,
                (d, f) -> tools.insert(d, DraftWriter.nested(f, d.inside(f)))));
        packed(table);
    }

    private void packed(Map<WireCase, Change> table) {
        Predicate<FieldDescriptor> packable = FieldDescriptor::isPackable;
        table.put(WireCase.PACKED_SENT_UNPACKED, tools.at(packable.and(FieldDescriptor::isPacked),
                (d, f) -> elements(1, 4).forEach(_ -> tools.insert(d, tools.writer().scalar(f)))));
        table.put(WireCase.UNPACKED_SENT_PACKED, tools.at(packable.and(f -> !f.isPacked()), this::run));
        table.put(WireCase.PACKED_MIXED, tools.at(packable, (d, f) -> {
            run(d, f);
            tools.insert(d, tools.writer().scalar(f));
            run(d, f);
        }));
        table.put(WireCase.PACKED_RUNS, tools.at(packable, (d, f) -> elements(2, 4).forEach(_ -> run(d, f))));
        table.put(WireCase.PACKED_EMPTY,
                tools.at(packable, (d, f) -> tools.insert(d, tools.writer().packed(f, List.of()))));
        table.put(WireCase.MANY_ELEMENTS, tools.at(f -> f.isRepeated() && FieldKinds.isScalar(f), this::many));
    }

    private Change twice(Predicate<FieldDescriptor> which) {
        return tools.at(which, (d, f) -> {
            tools.insert(d, tools.writer().scalar(f));
            tools.insert(d, tools.writer().scalar(f));
        });
    }

    private static boolean has(FieldDescriptor field, Predicate<FieldDescriptor> which) {
        return field.getMessageType().getFields().stream().anyMatch(which);
    }

    /** Two occurrences that both have such fields. */
    private void split(Draft draft, FieldDescriptor field, Predicate<FieldDescriptor> which) {
        List<FieldDescriptor> shared = field.getMessageType().getFields().stream().filter(which).toList();
        for (int i = 0; i < 2; i++) {
            Draft inner = draft.inside(field);
            shared.stream().filter(f -> inner.reads(f) || tools.below(3) == 0)
                    .forEach(f -> inner.add(tools.some(inner, f)));
            tools.insert(draft, DraftWriter.nested(field, inner));
        }
    }

    private void twoLevels(Draft draft, FieldDescriptor field) {
        List<FieldDescriptor> below = field.getMessageType().getFields().stream()
                .filter(f -> FieldKinds.isMessage(f) && !f.isRepeated()).toList();
        Draft sample = draft.inside(field);
        FieldDescriptor second = below.stream().filter(sample::reads).findFirst().orElseGet(() -> tools.pick(below));
        for (int i = 0; i < 2; i++) {
            Draft inner = draft.inside(field);
            inner.add(tools.some(inner, second));
            tools.insert(draft, DraftWriter.nested(field, inner));
        }
    }

    private List<Integer> elements(int least, int most) {
        return Collections.nCopies(least + tools.below(most - least + 1), 0);
    }

    private void run(Draft draft, FieldDescriptor field) {
        List<Object> values = new ArrayList<>();
        elements(1, 5).forEach(_ -> values.add(tools.writer().values().any(field)));
        tools.insert(draft, tools.writer().packed(field, values));
    }

    private void many(Draft draft, FieldDescriptor field) {
        int room = Math.max(2, tools.longest() / 12);
        List<Object> values = new ArrayList<>();
        for (int i = tools.below(room); i >= 0; i--) {
            values.add(FieldKinds.isText(field) ? "e" + i % 50 : FieldKinds.zero(field));
        }
        if (field.isPackable() && tools.below(3) > 0) {
            tools.insert(draft, tools.writer().packed(field, values));
        } else {
            values.forEach(v -> tools.insert(draft, tools.writer().scalar(field, v)));
        }
    }
}
