package dev.protosieve.engine.plan;

import dev.protosieve.engine.plan.FilterPlan.Node;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.TypedPrinter;
import java.util.List;
import java.util.stream.Collectors;

/** A plan as text, for people and for golden cases: nodes with their steps, then the slots. */
public final class PlanPrinter {

    private PlanPrinter() {
    }

    /** One line a step and a slot, each ended by a newline. */
    public static String print(FilterPlan plan) {
        StringBuilder text = new StringBuilder();
        for (int pass = 0; pass < plan.passes().size(); pass++) {
            if (pass > 0) {
                text.append("pass ").append(pass + 1).append('\n');
            }
            for (Node node : plan.passes().get(pass).nodes()) {
                text.append("node ").append(node.id()).append(' ')
                        .append(node.at().map(FieldPath::text).orElse(node.id() == 0 ? "message" : "wherever it is"))
                        .append(" : ").append(node.type().getFullName()).append('\n');
                if (!node.onEntry().isEmpty()) {
                    text.append("  on entry: unset ").append(indexes(node.onEntry())).append('\n');
                }
                node.steps().forEach(step -> text.append("  ").append(step(step)).append('\n'));
                node.onLeave().forEach(f -> text.append("  at its end: ").append(fold(f)).append('\n'));
            }
        }
        plan.slots().forEach(slot -> text.append(slot(slot)).append('\n'));
        return text.toString();
    }

    private static String step(PlanStep step) {
        String field = step.field().getNumber() + " " + step.wire() + " " + step.field().getName() + ": ";
        return field + switch (step) {
            case PlanStep.KeepNumber keep ->
                keep.slots().isEmpty() ? "skip" : "keep number in " + indexes(keep.slots());
            case PlanStep.KeepText keep ->
                "keep place in " + keep.slot().index() + (keep.utf8() ? ", must be UTF-8" : "");
            case PlanStep.Enter enter -> "enter node " + enter.node();
            case PlanStep.Mark mark -> mark.utf8() ? "must be UTF-8" : "skip";
            case PlanStep.Packed packed -> "packed run " + packed.run();
        } + effects(step.effects());
    }

    private static String effects(PlanStep.Effects effects) {
        StringBuilder text = new StringBuilder();
        effects.presence().ifPresent(p -> text.append(", set ").append(p.index()));
        if (!effects.resets().isEmpty()) {
            text.append(", unset ").append(indexes(effects.resets()));
        }
        effects.folds().forEach(f -> text.append(", ").append(fold(f)));
        return text.toString();
    }

    private static String fold(Fold fold) {
        return switch (fold) {
            case Fold.Quantify quantify -> "tally " + quantify.tally().index();
            case Fold.Distinguish distinguish -> "distinguish keys in " + distinguish.rows().index();
            case Fold.Take take -> "take " + take.picked().index();
            case Fold.Add add -> "count " + add.count().index();
        };
    }

    private static String indexes(List<? extends ValueSlot> slots) {
        return slots.stream().map(slot -> Integer.toString(slot.index())).collect(Collectors.joining(" "));
    }

    private static String slot(ValueSlot slot) {
        return "slot " + slot.index() + " " + switch (slot) {
            case ValueSlot.Number number ->
                number.path() + " as " + number.form() + ", absent " + number.initial();
            case ValueSlot.Text text -> text.path() + " as place, absent " + text.whenAbsent().length + " bytes";
            case ValueSlot.Header header -> header.field().text();
            case ValueSlot.Presence presence -> "has(" + presence.path() + ")";
            case ValueSlot.Count count -> "count of " + count.list();
            case ValueSlot.Tally tally -> TypedPrinter.expr(tally.of());
            case ValueSlot.Rows rows -> "different keys of " + rows.map() + rows.asked().stream()
                    .map(q -> ", " + TypedPrinter.expr(q)).collect(Collectors.joining());
            case ValueSlot.Status status -> "whether " + TypedPrinter.expr(status.of());
            case ValueSlot.Picked picked -> "value of it, an element of " + picked.of().list();
        };
    }
}
