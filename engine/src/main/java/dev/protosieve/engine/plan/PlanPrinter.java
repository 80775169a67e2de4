package dev.protosieve.engine.plan;

import dev.protosieve.engine.plan.FilterPlan.Node;
import dev.protosieve.engine.schema.FieldPath;
import java.util.List;
import java.util.stream.Collectors;

/** A plan as text, for people and for golden cases: nodes with their steps, then the slots. */
public final class PlanPrinter {

    private PlanPrinter() {
    }

    /** One line a step and a slot, each ended by a newline. */
    public static String print(FilterPlan plan) {
        StringBuilder text = new StringBuilder();
        for (Node node : plan.nodes()) {
            text.append("node ").append(node.id()).append(' ').append(node.at().map(FieldPath::text).orElse("message"))
                    .append(" : ").append(node.type().getFullName()).append('\n');
            node.steps().forEach(step -> text.append("  ").append(step(step)).append('\n'));
        }
        plan.slots().forEach(slot -> text.append(slot(slot)).append('\n'));
        return text.toString();
    }

    private static String step(PlanStep step) {
        String field = step.field().getNumber() + " " + step.wire() + " " + step.field().getName() + ": ";
        String resets = step.resets().isEmpty() ? "" : ", unset " + indexes(step.resets());
        return field + switch (step) {
            case PlanStep.KeepNumber keep -> "keep number in " + indexes(keep.slots());
            case PlanStep.KeepText keep ->
                "keep place in " + keep.slot().index() + (keep.utf8() ? ", must be UTF-8" : "");
            case PlanStep.Enter enter -> "enter node " + enter.node();
            case PlanStep.Unset _ -> "skip";
        } + resets;
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
        };
    }
}
