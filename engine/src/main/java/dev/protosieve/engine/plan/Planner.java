package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.plan.FilterPlan.Node;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Typed rules to plan: collects what the conditions read and arranges it along the message tree. */
public final class Planner {

    public FilterPlan plan(TypedRules rules) {
        SlotTable slots = new SlotTable();
        for (TypedRule rule : rules.rules()) {
            rule.exprs().forEach(e -> collect(e, slots));
        }
        List<Node> nodes = new ArrayList<>();
        walk(Optional.empty(), rules.message(), slots, nodes);
        return new FilterPlan(rules, nodes, slots.all());
    }

    private static void collect(Expr expr, SlotTable slots) {
        switch (expr) {
            case Expr.Literal _ -> {
            }
            case Expr.Field field -> slots.read(field.path());
            case Expr.Header header -> slots.read(header.field());
            case Expr.Not not -> collect(not.operand(), slots);
            case Expr.And and -> and.operands().forEach(e -> collect(e, slots));
            case Expr.Or or -> or.operands().forEach(e -> collect(e, slots));
            case Expr.Compare compare -> collectCompare(compare, slots);
            case Expr.StringTest test -> collect(test.subject(), slots);
        }
    }

    private static void collectCompare(Expr.Compare compare, SlotTable slots) {
        if (NumberForms.mixesFloatWidths(compare)) {
            List.of(compare.left(), compare.right())
                    .forEach(side -> slots.read(((Expr.Field) side).path(), NumberForms.widened((Expr.Field) side)));
            return;
        }
        collect(compare.left(), slots);
        collect(compare.right(), slots);
    }

    private static int walk(Optional<FieldPath> at, Descriptor type, SlotTable slots, List<Node> nodes) {
        int id = nodes.size();
        nodes.add(new Node(id, at, type, List.of()));
        List<PlanStep> steps = new ArrayList<>();
        for (FieldDescriptor field : type.getFields()) {
            FieldPath path = child(at, field);
            List<ValueSlot> resets = resets(at, field, slots);
            if (slots.reads(path)) {
                steps.add(keep(path, slots, resets));
            } else if (slots.readsBelow(path)) {
                steps.add(new PlanStep.Enter(field, walk(Optional.of(path), field.getMessageType(), slots, nodes),
                        resets));
            } else if (!resets.isEmpty()) {
                steps.add(new PlanStep.Unset(field, resets));
            }
        }
        nodes.set(id, new Node(id, at, type, steps));
        return id;
    }

    private static PlanStep keep(FieldPath path, SlotTable slots, List<ValueSlot> resets) {
        FieldDescriptor field = path.last();
        return switch (field.getType()) {
            case STRING -> new PlanStep.KeepText(field, slots.text(path), field.needsUtf8Check(), resets);
            case BYTES -> new PlanStep.KeepText(field, slots.text(path), false, resets);
            default -> new PlanStep.KeepNumber(field, slots.numbers(path), resets);
        };
    }

    /** What a member of a oneof unsets when it turns up: every slot at or below the other members. */
    private static List<ValueSlot> resets(Optional<FieldPath> at, FieldDescriptor field, SlotTable slots) {
        if (field.getRealContainingOneof() == null) {
            return List.of();
        }
        return field.getRealContainingOneof().getFields().stream().filter(member -> member != field)
                .flatMap(member -> slots.atOrBelow(child(at, member)).stream()).toList();
    }

    private static FieldPath child(Optional<FieldPath> at, FieldDescriptor field) {
        List<FieldDescriptor> fields = new ArrayList<>(at.map(FieldPath::fields).orElse(List.of()));
        fields.add(field);
        return new FieldPath(fields);
    }
}
