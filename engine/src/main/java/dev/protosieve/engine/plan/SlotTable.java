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
import org.jspecify.annotations.Nullable;

/** Hands out slots, one for each thing that conditions read, and finds them again. */
public final class SlotTable {

    private record NumberKey(FieldPath path, NumberForm form) {
    }

    private record TextKey(FieldPath path) {
    }

    private record PresenceKey(FieldPath path) {
    }

    private record CountKey(FieldPath list, int pass) {
    }

    private record RowsKey(FieldPath map, int pass) {
    }

    private final List<ValueSlot> all = new ArrayList<>();
    private final Map<Object, ValueSlot> slots = new HashMap<>();
    private final Map<Expr, ValueSlot> bySource = new IdentityHashMap<>();
    private final Map<Expr.Pick, ValueSlot.Picked> picked = new IdentityHashMap<>();
    private final List<ReadTree> passes = new ArrayList<>(List.of(new ReadTree()));

    SlotTable() {
    }

    private <S extends ValueSlot> S add(IntFunction<S> maker) {
        S slot = maker.apply(all.size());
        all.add(slot);
        return slot;
    }

    /**
     * The slot is written in that pass, and also in the first one, which validates all that is walked.
     */
    private ValueSlot once(Object key, int pass, IntFunction<ValueSlot> maker) {
        ValueSlot slot = slots.get(key);
        if (slot == null) {
            slot = add(maker);
            slots.put(key, slot);
        }
        FieldPath path = slot.at().orElseThrow();
        tree(0).at(path).keep(slot);
        tree(pass).at(path).keep(slot);
        return slot;
    }

    void readText(FieldPath path, int pass) {
        once(new TextKey(path), pass, i -> new ValueSlot.Text(i, path, absentBytes(path.last())));
    }

    void readNumber(FieldPath path, NumberForm form, int pass) {
        once(new NumberKey(path, form), pass,
                i -> new ValueSlot.Number(i, path, form, absentNumber(path.last(), form)));
    }

    void read(HeaderField field) {
        slots.computeIfAbsent(field, _ -> add(i -> new ValueSlot.Header(i, field)));
    }

    void readPresence(FieldPath path, int pass) {
        once(new PresenceKey(path), pass, i -> new ValueSlot.Presence(i, path));
    }

    /** How many elements there were at the end of the first pass; inside of elements, of any pass. */
    void readCount(FieldPath list, int pass) {
        once(new CountKey(list, 0), pass, i -> new ValueSlot.Count(i, list));
    }

    /** The index of the element that is looked at in that pass. */
    void readPosition(Expr.Position position, int pass) {
        FieldPath list = position.list();
        boolean inElement = list.fields().subList(0, list.fields().size() - 1).stream()
                .anyMatch(FieldDescriptor::isRepeated);
        CountKey key = new CountKey(list, inElement ? 0 : pass);
        if (inElement || pass == 0) {
            bySource.put(position, once(key, pass, i -> new ValueSlot.Count(i, list)));
            return;
        }
        ValueSlot slot = slots.computeIfAbsent(key, _ -> add(i -> new ValueSlot.Count(i, list)));
        tree(pass).at(list).keep(slot);
        bySource.put(position, slot);
    }

    /** The elements of the list are met in that pass; the first one validates them. */
    private ReadTree list(FieldPath list, int pass) {
        tree(0).at(list);
        return tree(pass).at(list);
    }

    /** Whether it was new. */
    boolean read(Expr.Quantified of, int pass) {
        if (bySource.containsKey(of)) {
            return false;
        }
        ValueSlot.Tally tally = add(i -> new ValueSlot.Tally(i, of));
        bySource.put(of, tally);
        list(of.list(), pass).keep(tally);
        list(of.list(), pass).folds().add(new Fold.Quantify(tally));
        return true;
    }

    ValueSlot.Rows readRows(FieldPath map, int pass) {
        RowsKey key = new RowsKey(map, pass);
        ValueSlot known = slots.get(key);
        if (known instanceof ValueSlot.Rows rows) {
            return rows;
        }
        ValueSlot.Rows rows = add(i -> new ValueSlot.Rows(i, map, new ArrayList<>()));
        slots.put(key, rows);
        list(map, pass).keep(rows);
        list(map, pass).folds().add(new Fold.Distinguish(rows));
        return rows;
    }

    /** Whether it was new. */
    boolean ask(Expr.Quantified of, int pass) {
        if (bySource.containsKey(of)) {
            return false;
        }
        ValueSlot.Rows rows = readRows(of.list(), pass);
        rows.asked().add(of);
        bySource.put(of, rows);
        return true;
    }

    /** Whether it was new. */
    boolean read(Expr.Pick of, int pass) {
        if (bySource.containsKey(of)) {
            return false;
        }
        ValueSlot.Status status = add(i -> new ValueSlot.Status(i, of));
        ValueSlot.Picked value = add(i -> new ValueSlot.Picked(i, of));
        bySource.put(of, status);
        picked.put(of, value);
        list(of.list(), pass).keep(status);
        list(of.list(), pass).keep(value);
        list(of.list(), pass).folds().add(new Fold.Take(status, value));
        return true;
    }

    List<ValueSlot> all() {
        return List.copyOf(all);
    }

    int passes() {
        return passes.size();
    }

    /** What is read in a pass, along the message tree. */
    ReadTree tree(int pass) {
        while (passes.size() <= pass) {
            passes.add(new ReadTree());
        }
        return passes.get(pass);
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
        return (ValueSlot.Count) found(slots.get(new CountKey(list, 0)));
    }

    /** The keys of a map at the end of the first pass. */
    ValueSlot.Rows rows(FieldPath map) {
        return (ValueSlot.Rows) found(slots.get(new RowsKey(map, 0)));
    }

    /** What the folds of an expression, or the elements before an index, left. */
    ValueSlot source(Expr expr) {
        return found(bySource.get(expr));
    }

    ValueSlot.Picked picked(Expr.Pick of) {
        return found(picked.get(of));
    }

    private static <S extends ValueSlot> S found(@Nullable S slot) {
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
