package dev.protosieve.engine.plan;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.HeaderField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** Hands out slots, one for each thing that conditions read, and finds them again. */
public final class SlotTable {

    private record NumberKey(FieldPath path, NumberForm form) {
    }

    private record TextKey(FieldPath path) {
    }

    private record PresenceKey(FieldPath path) {
    }

    private record RowsKey(FieldPath map) {
    }

    private record CountKey(FieldPath list) {
    }

    private final List<ValueSlot> all = new ArrayList<>();
    private final Map<Object, ValueSlot> slots = new HashMap<>();
    private final Map<Expr.Quantified, ValueSlot.Tally> tallies = new IdentityHashMap<>();
    private final Map<Expr.Pick, ValueSlot.Status> statuses = new IdentityHashMap<>();
    private final Map<Expr.Pick, ValueSlot.Picked> picked = new IdentityHashMap<>();
    private final ReadTree tree = new ReadTree();

    SlotTable() {
    }

    private <S extends ValueSlot> S add(IntFunction<S> maker) {
        S slot = maker.apply(all.size());
        all.add(slot);
        slot.at().ifPresent(path -> tree.at(path).slots().add(slot));
        return slot;
    }

    private void once(Object key, IntFunction<ValueSlot> maker) {
        if (!slots.containsKey(key)) {
            slots.put(key, add(maker));
        }
    }

    void readText(FieldPath path) {
        once(new TextKey(path), i -> new ValueSlot.Text(i, path, absentBytes(path.last())));
    }

    void readNumber(FieldPath path, NumberForm form) {
        once(new NumberKey(path, form), i -> new ValueSlot.Number(i, path, form, absentNumber(path.last(), form)));
    }

    void read(HeaderField field) {
        once(field, i -> new ValueSlot.Header(i, field));
    }

    void readPresence(FieldPath path) {
        once(new PresenceKey(path), i -> new ValueSlot.Presence(i, path));
    }

    void readCount(FieldPath list) {
        once(new CountKey(list), i -> new ValueSlot.Count(i, list));
    }

    /** Whether it was new. */
    boolean read(Expr.Quantified of) {
        if (tallies.containsKey(of)) {
            return false;
        }
        ValueSlot.Tally tally = add(i -> new ValueSlot.Tally(i, of));
        tallies.put(of, tally);
        tree.at(of.list()).folds().add(new Fold.Quantify(tally));
        return true;
    }

    ValueSlot.Rows readRows(FieldPath map) {
        RowsKey key = new RowsKey(map);
        if (!slots.containsKey(key)) {
            ValueSlot.Rows rows = add(i -> new ValueSlot.Rows(i, map, new ArrayList<>()));
            slots.put(key, rows);
            tree.at(map).folds().add(new Fold.Distinguish(rows));
        }
        return rows(map);
    }

    /** Whether it was new. */
    boolean ask(Expr.Quantified of) {
        List<Expr.Quantified> asked = readRows(of.list()).asked();
        if (asked.stream().anyMatch(known -> known == of)) {
            return false;
        }
        asked.add(of);
        return true;
    }

    /** Whether it was new. */
    boolean read(Expr.Pick of) {
        if (statuses.containsKey(of)) {
            return false;
        }
        ValueSlot.Status status = add(i -> new ValueSlot.Status(i, of));
        ValueSlot.Picked value = add(i -> new ValueSlot.Picked(i, of));
        statuses.put(of, status);
        picked.put(of, value);
        tree.at(of.list()).folds().add(new Fold.Take(status, value));
        return true;
    }

    List<ValueSlot> all() {
        return List.copyOf(all);
    }

    /** What is read, along the message tree. */
    ReadTree tree() {
        return tree;
    }

    ValueSlot.Number number(FieldPath path, NumberForm form) {
        return (ValueSlot.Number) found(slots.get(new NumberKey(path, form)));
    }

    ValueSlot.Text text(FieldPath path) {
        return (ValueSlot.Text) found(slots.get(new TextKey(path)));
    }

    ValueSlot.Header header(HeaderField field) {
        return (ValueSlot.Header) found(slots.get(field));
    }

    ValueSlot.Presence presence(FieldPath path) {
        return (ValueSlot.Presence) found(slots.get(new PresenceKey(path)));
    }

    ValueSlot.Count count(FieldPath list) {
        return (ValueSlot.Count) found(slots.get(new CountKey(list)));
    }

    ValueSlot.Rows rows(FieldPath map) {
        return (ValueSlot.Rows) found(slots.get(new RowsKey(map)));
    }

    ValueSlot.Tally tally(Expr.Quantified of) {
        return found(tallies.get(of));
    }

    ValueSlot.Status status(Expr.Pick of) {
        return found(statuses.get(of));
    }

    ValueSlot.Picked picked(Expr.Pick of) {
        return found(picked.get(of));
    }

    private static <S extends ValueSlot> S found(@org.jspecify.annotations.Nullable S slot) {
        return Objects.requireNonNull(slot, "the planner gave no slot to what the emitter reads");
    }

    private static byte[] absentBytes(FieldDescriptor field) {
        if (field.isRepeated()) {
            return new byte[0];
        }
        Object value = field.getDefaultValue();
        return value instanceof ByteString bytes ? bytes.toByteArray()
                : ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    private static long absentNumber(FieldDescriptor field, NumberForm form) {
        if (field.isRepeated()) {
            return 0;
        }
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
