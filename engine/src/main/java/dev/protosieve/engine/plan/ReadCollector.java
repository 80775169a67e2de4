package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.DistinctKeys;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;
import java.util.function.Supplier;

/** Gives a slot to everything that an expression reads. */
final class ReadCollector {

    private final SlotTable slots;

    ReadCollector(SlotTable slots) {
        this.slots = slots;
    }

    void collect(Expr expr) {
        switch (expr) {
            case Expr.Field field -> value(field, () -> NumberForms.value(field));
            case Expr.Compare compare -> compare(compare);
            case Expr.Has has -> slots.readPresence(has.path());
            case Expr.Header header -> slots.read(header.field());
            case Expr.Count count when DistinctKeys.matter(count) -> {
                slots.readRows(count.list());
                key(count.list());
            }
            case Expr.Count count -> slots.readCount(count.list());
            case Expr.Position position -> slots.readCount(position.list());
            case Expr.Quantified all when DistinctKeys.matter(all) -> {
                key(all.list());
                if (slots.ask(all)) {
                    parts(all);
                }
            }
            case Expr.Quantified all -> {
                if (slots.read(all)) {
                    parts(all);
                }
            }
            case Expr.Pick pick -> {
                if (slots.read(pick)) {
                    parts(pick);
                    entryEnum(pick.list());
                }
            }
            case Expr.Literal _, Expr.Not _, Expr.And _, Expr.Or _, Expr.StringTest _, Expr.Size _, Expr.Arithmetic _,
                    Expr.Negate _, Expr.Choice _, Expr.Time _, Expr.Failure _ ->
                parts(expr);
        }
        if (expr instanceof Expr.Quantified all) {
            entryEnum(all.list());
        } else if (expr instanceof Expr.Count count) {
            entryEnum(count.list());
        }
    }

    private void parts(Expr expr) {
        expr.parts().forEach(this::collect);
    }

    private void value(Expr.Field field, Supplier<NumberForm> form) {
        if (field.type() == ExprType.STRING || field.type() == ExprType.BYTES) {
            slots.readText(field.path());
        } else {
            slots.readNumber(field.path(), form.get());
        }
    }

    private void compare(Expr.Compare compare) {
        side(compare, compare.left());
        side(compare, compare.right());
    }

    private void side(Expr.Compare compare, Expr side) {
        if (side instanceof Expr.Field field) {
            value(field, () -> NumberForms.compared(field, compare));
        } else {
            collect(side);
        }
    }

    private void key(FieldPath map) {
        FieldDescriptor key = map.last().getMessageType().findFieldByNumber(1);
        if (key.getJavaType() == FieldDescriptor.JavaType.STRING) {
            slots.readText(map.then(key));
        } else {
            slots.readNumber(map.then(key), NumberForm.of(key));
        }
    }

    /** An entry whose value is an unknown number of a closed enum is none, so the value is read in any case. */
    private void entryEnum(FieldPath list) {
        if (list.last().isMapField()) {
            FieldDescriptor value = list.last().getMessageType().findFieldByNumber(2);
            if (value.getJavaType() == FieldDescriptor.JavaType.ENUM && value.legacyEnumFieldTreatedAsClosed()) {
                slots.readNumber(list.then(value), NumberForm.INT32);
            }
        }
    }
}
