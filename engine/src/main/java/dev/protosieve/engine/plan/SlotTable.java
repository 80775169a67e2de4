package dev.protosieve.engine.plan;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.HeaderField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hands out slots, one for each thing that conditions read. */
final class SlotTable {

    private record NumberKey(FieldPath path, NumberForm form) {
    }

    private final Map<Object, ValueSlot> slots = new LinkedHashMap<>();

    void read(FieldPath path) {
        switch (path.last().getType()) {
            case STRING, BYTES ->
                slots.computeIfAbsent(path, _ -> new ValueSlot.Text(slots.size(), path, absentBytes(path.last())));
            default -> read(path, NumberForm.of(path.last()));
        }
    }

    void read(FieldPath path, NumberForm form) {
        slots.computeIfAbsent(new NumberKey(path, form),
                _ -> new ValueSlot.Number(slots.size(), path, form, absentNumber(path.last(), form)));
    }

    void read(HeaderField field) {
        slots.computeIfAbsent(field, _ -> new ValueSlot.Header(slots.size(), field));
    }

    List<ValueSlot> all() {
        return new ArrayList<>(slots.values());
    }

    boolean reads(FieldPath path) {
        return slots.values().stream().anyMatch(s -> path.equals(path(s)));
    }

    boolean readsBelow(FieldPath path) {
        return !atOrBelow(path).isEmpty();
    }

    List<ValueSlot> atOrBelow(FieldPath path) {
        return slots.values().stream().filter(s -> isAtOrBelow(s, path)).toList();
    }

    ValueSlot.Text text(FieldPath path) {
        return (ValueSlot.Text) slots.get(path);
    }

    List<ValueSlot.Number> numbers(FieldPath path) {
        return slots.values().stream().filter(ValueSlot.Number.class::isInstance).map(ValueSlot.Number.class::cast)
                .filter(s -> s.path().equals(path)).toList();
    }

    private static boolean isAtOrBelow(ValueSlot slot, FieldPath path) {
        List<FieldDescriptor> have = switch (slot) {
            case ValueSlot.Number number -> number.path().fields();
            case ValueSlot.Text text -> text.path().fields();
            case ValueSlot.Header _ -> List.of();
        };
        int length = path.fields().size();
        return have.size() >= length && have.subList(0, length).equals(path.fields());
    }

    private static Object path(ValueSlot slot) {
        return switch (slot) {
            case ValueSlot.Number number -> number.path();
            case ValueSlot.Text text -> text.path();
            case ValueSlot.Header header -> header.field();
        };
    }

    private static byte[] absentBytes(FieldDescriptor field) {
        Object value = field.getDefaultValue();
        return value instanceof ByteString bytes ? bytes.toByteArray()
                : ((String) value).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static long absentNumber(FieldDescriptor field, NumberForm form) {
        return switch (field.getDefaultValue()) {
            case Boolean value -> value ? 1 : 0;
            case Integer value ->
                form == NumberForm.UINT32 || form == NumberForm.FIXED32 ? Integer.toUnsignedLong(value) : value;
            case Long value -> value;
            case Float value -> form == NumberForm.FLOAT ? OrderKey.of(value) : OrderKey.of((double) value);
            case Double value -> OrderKey.of(value);
            case EnumValueDescriptor value -> value.getNumber();
            default -> throw new IllegalStateException("default of " + field.getFullName());
        };
    }
}
