package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.DistinctKeys;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;
import dev.protosieve.engine.typed.HeaderField;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives a slot to everything that an expression reads, and says in which pass over the message it is written. What compares
 * elements with the rest of the message, which is known at its end only, needs one pass more than what it compares with.
 */
final class ReadCollector {

    private final SlotTable slots;

    ReadCollector(SlotTable slots) {
        this.slots = slots;
    }

    /** A condition of a rule. */
    void collect(Expr condition) {
        collect(condition, Optional.empty(), 0);
    }

    /**
     * @param list the outermost list whose elements are looked at
     * @param pass in which they are
     */
    private void collect(Expr expr, Optional<FieldPath> list, int pass) {
        if (list.isPresent() && !isInside(expr, list.get())) {
            collect(expr, Optional.empty(), 0);
            return;
        }
        switch (expr) {
            case Expr.Field field -> value(field, () -> NumberForms.value(field), pass);
            case Expr.Compare compare -> {
                side(compare, compare.left(), list, pass);
                side(compare, compare.right(), list, pass);
            }
            case Expr.Has has -> slots.readPresence(has.path(), pass);
            case Expr.Header header when header.field().kind() == HeaderField.Kind.ADDRESS -> {
                // stays in the packet
            }
            case Expr.Header header -> slots.read(header.field());
            case Expr.Count count -> count(count, pass);
            case Expr.Position position -> slots.readPosition(position, pass);
            case Expr.Quantified all -> quantified(all, list, list.isPresent() ? pass : pass(all));
            case Expr.Pick pick -> pick(pick, list, list.isPresent() ? pass : pass(pick));
            case Expr.Literal _, Expr.Not _, Expr.And _, Expr.Or _, Expr.StringTest _, Expr.Size _, Expr.Arithmetic _,
                    Expr.Negate _, Expr.Choice _, Expr.Time _, Expr.Decoded _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _ ->
                expr.parts().forEach(e -> collect(e, list, pass));
        }
    }

    private void side(Expr.Compare compare, Expr side, Optional<FieldPath> list, int pass) {
        if (side instanceof Expr.Field field && list.map(l -> isInside(side, l)).orElse(true)) {
            value(field, () -> NumberForms.compared(field, compare), pass);
        } else if (side instanceof Expr.Field field) {
            value(field, () -> NumberForms.compared(field, compare), 0);
        } else {
            collect(side, list, pass);
        }
    }

    private void value(Expr.Field field, Supplier<NumberForm> form, int pass) {
        if (field.type() == ExprType.STRING || field.type() == ExprType.BYTES) {
            slots.readText(field.path(), pass);
        } else {
            slots.readNumber(field.path(), form.get(), pass);
        }
    }

    private void count(Expr.Count count, int pass) {
        if (DistinctKeys.matter(count)) {
            slots.readRows(count.list(), pass);
            key(count.list(), pass);
        } else {
            slots.readCount(count.list(), pass);
        }
        entryEnum(count.list(), pass);
    }

    /** Too many keys are found in the first pass, as everything that is wrong with a message is. */
    private void quantified(Expr.Quantified all, Optional<FieldPath> list, int pass) {
        boolean isNew = DistinctKeys.matter(all) ? slots.ask(all, pass) : slots.read(all, pass);
        if (isNew) {
            collect(all.body(), list.or(() -> Optional.of(all.list())), pass);
        }
        if (DistinctKeys.matter(all)) {
            slots.readRows(all.list(), 0);
            key(all.list(), pass);
        }
        entryEnum(all.list(), pass);
    }

    private void pick(Expr.Pick pick, Optional<FieldPath> list, int pass) {
        if (slots.read(pick, pass)) {
            Optional<FieldPath> outermost = list.or(() -> Optional.of(pick.list()));
            collect(pick.when(), outermost, pass);
            collect(pick.value(), outermost, pass);
        }
        entryEnum(pick.list(), pass);
    }

    private void key(FieldPath map, int pass) {
        FieldPath key = map.mapKey();
        if (key.last().getJavaType() == FieldDescriptor.JavaType.STRING) {
            slots.readText(key, pass);
        } else {
            slots.readNumber(key, NumberForm.of(key.last()), pass);
        }
    }

    /** An entry whose value is an unknown number of a closed enum is none, so the value is read in any case. */
    private void entryEnum(FieldPath list, int pass) {
        if (list.last().isMapField()) {
            FieldDescriptor value = list.mapValue().last();
            if (value.getJavaType() == FieldDescriptor.JavaType.ENUM && value.legacyEnumFieldTreatedAsClosed()) {
                slots.readNumber(list.mapValue(), NumberForm.INT32, pass);
            }
        }
    }

    /** The pass in which a question about a list of the message can be decided. */
    private static int pass(Expr expr) {
        return switch (expr) {
            case Expr.Quantified all -> after(all.body(), all.list());
            case Expr.Pick pick -> Math.max(after(pick.when(), pick.list()), after(pick.value(), pick.list()));
            default -> expr.parts().stream().mapToInt(ReadCollector::pass).max().orElse(0);
        };
    }

    /** One more than the pass of anything outside the list. */
    private static int after(Expr expr, FieldPath list) {
        if (!isInside(expr, list)) {
            return 1 + pass(expr);
        }
        return expr.parts().stream().mapToInt(e -> after(e, list)).max().orElse(0);
    }

    /** Whether it is no reading of the message outside of that list's elements, which the list as a whole is. */
    private static boolean isInside(Expr expr, FieldPath list) {
        return switch (expr) {
            case Expr.Field field -> field.path().startsWith(list);
            case Expr.Has has -> has.path().startsWith(list);
            case Expr.Position position -> position.list().startsWith(list);
            case Expr.Count count -> isBelow(count.list(), list);
            case Expr.Quantified all -> isBelow(all.list(), list);
            case Expr.Pick pick -> isBelow(pick.list(), list);
            case Expr.Literal _, Expr.Header _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _,
                    Expr.Size _, Expr.Arithmetic _, Expr.Negate _, Expr.Choice _, Expr.Time _, Expr.Decoded _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _ ->
                true;
        };
    }

    private static boolean isBelow(FieldPath path, FieldPath list) {
        return path.startsWith(list) && !path.equals(list);
    }
}
