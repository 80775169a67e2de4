package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.protosieve.engine.plan.FilterPlan.Node;
import dev.protosieve.engine.plan.PlanStep.Effects;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Typed rules to plan: collects what the conditions read and arranges it along the message tree. */
public final class Planner {

    public FilterPlan plan(TypedRules rules) {
        SlotTable slots = new SlotTable();
        ReadCollector collector = new ReadCollector(slots);
        for (TypedRule rule : rules.rules()) {
            rule.exprs().forEach(collector::collect);
        }
        Optional<WholeMessages> whole = rules.validateFull() ? Optional.of(new WholeMessages(rules.schema()))
                : Optional.empty();
        whole.ifPresent(_ -> WholeMessages.keepTexts(slots));
        List<FilterPlan.Pass> passes = new ArrayList<>();
        for (int pass = 0; pass < slots.passes(); pass++) {
            List<Node> nodes = new ArrayList<>();
            Walk walk = new Walk(nodes, pass == 0 ? whole : Optional.empty());
            walk.message(Optional.empty(), rules.message(), slots.tree(pass));
            walk.fillUnread();
            passes.add(new FilterPlan.Pass(numberedRuns(nodes)));
        }
        return new FilterPlan(rules, passes, slots);
    }

    /** Packed runs get their numbers by the width of their elements, which is how the scan tells them apart. */
    private static List<Node> numberedRuns(List<Node> nodes) {
        List<PlanStep.KeepNumber> elements = nodes.stream().flatMap(n -> n.steps().stream())
                .filter(PlanStep.Packed.class::isInstance).map(s -> ((PlanStep.Packed) s).element())
                .sorted(Comparator.comparing(PlanStep.KeepNumber::wire)).toList();
        Map<PlanStep.KeepNumber, Integer> runs = new IdentityHashMap<>();
        elements.forEach(e -> runs.putIfAbsent(e, runs.size()));
        List<Node> numbered = new ArrayList<>();
        for (Node node : nodes) {
            List<PlanStep> steps = node.steps().stream()
                    .map(s -> s instanceof PlanStep.Packed packed
                            ? new PlanStep.Packed(packed.field(), packed.element(), runs.get(packed.element())) : s)
                    .toList();
            numbered.add(new Node(node.id(), node.at(), node.type(), steps, node.onEntry(), node.onLeave()));
        }
        return numbered;
    }

    /** Arranges what is read as nodes and steps. */
    private record Walk(List<Node> nodes, Optional<WholeMessages> whole) {

        private static final int UNNUMBERED = -1;

        /** The id of the node for a message. */
        int message(Optional<FieldPath> at, Descriptor type, ReadTree reads) {
            int id = reserve(at, type);
            fill(id, at, type, reads);
            return id;
        }

        private int reserve(Optional<FieldPath> at, Descriptor type) {
            nodes.add(new Node(nodes.size(), at, type, List.of(), List.of(), List.of()));
            return nodes.size() - 1;
        }

        private void fill(int id, Optional<FieldPath> at, Descriptor type, ReadTree reads) {
            List<PlanStep> steps = new ArrayList<>();
            for (FieldDescriptor field : concerned(type, reads)) {
                ReadTree here = reads.inner(field);
                step(child(at, field), here == null ? new ReadTree() : here, resets(field, reads), steps);
            }
            boolean element = at.isPresent() && at.get().last().isRepeated();
            nodes.set(id, new Node(id, at, type, steps, element ? reads.below() : List.of(),
                    element ? folds(reads) : List.of()));
        }

        /** Types may hold each other in long chains, so their nodes are filled one after the other. */
        void fillUnread() {
            whole.ifPresent(w -> {
                for (Descriptor type = w.next(); type != null; type = w.next()) {
                    fill(w.nodes().get(type), Optional.empty(), type, new ReadTree());
                }
            });
        }

        /** The id of the node for a message that nobody reads and that must be well-formed nevertheless. */
        private int unread(Descriptor type, WholeMessages messages) {
            if (!messages.nodes().containsKey(type)) {
                messages.open(type, reserve(Optional.empty(), type));
            }
            return messages.nodes().get(type);
        }

        /**
         * Fields that rules read, and the other members of their oneofs, in the order of the schema; extensions last. All fields
         * when the whole message is validated.
         */
        private Set<FieldDescriptor> concerned(Descriptor type, ReadTree reads) {
            Set<OneofDescriptor> oneofs = new LinkedHashSet<>();
            reads.inner().keySet().stream().filter(f -> f.getRealContainingOneof() != null)
                    .forEach(f -> oneofs.add(f.getRealContainingOneof()));
            Set<FieldDescriptor> fields = new LinkedHashSet<>();
            type.getFields().stream().filter(f -> whole.isPresent() || reads.inner(f) != null
                    || oneofs.contains(f.getRealContainingOneof())).forEach(fields::add);
            fields.addAll(reads.inner().keySet());
            whole.ifPresent(w -> fields.addAll(w.extensions(type)));
            return fields;
        }

        private void step(FieldPath path, ReadTree here, List<ValueSlot> resets, List<PlanStep> into) {
            FieldDescriptor field = path.last();
            Optional<ValueSlot.Presence> presence = here.slots().stream().filter(ValueSlot.Presence.class::isInstance)
                    .map(ValueSlot.Presence.class::cast).findFirst();
            boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (whole.isPresent() && message && here.inner().isEmpty() && folds(here).isEmpty()) {
                into.add(new PlanStep.Enter(field, unread(field.getMessageType(), whole.get()),
                        new Effects(presence, resets, List.of())));
                return;
            }
            if (whole.isPresent() && message || !here.inner().isEmpty()) {
                into.add(new PlanStep.Enter(field, message(Optional.of(path), field.getMessageType(), here),
                        new Effects(presence, resets, List.of())));
                return;
            }
            Effects effects = new Effects(presence, resets, folds(here));
            List<ValueSlot.Number> numbers = here.slots().stream().filter(ValueSlot.Number.class::isInstance)
                    .map(ValueSlot.Number.class::cast).toList();
            Optional<ValueSlot.Text> text = here.slots().stream().filter(ValueSlot.Text.class::isInstance)
                    .map(ValueSlot.Text.class::cast).findFirst();
            if (text.isPresent()) {
                into.add(new PlanStep.KeepText(field, text.get(), field.needsUtf8Check(), effects));
            } else if (numbers.isEmpty() && !field.isPackable()) {
                boolean utf8 = whole.isPresent() && field.needsUtf8Check();
                if (utf8 || !effects.isEmpty()) {
                    into.add(new PlanStep.Mark(field, utf8, effects));
                }
            } else {
                number(new PlanStep.KeepNumber(field, numbers, effects), into);
            }
        }

        private void number(PlanStep.KeepNumber keep, List<PlanStep> into) {
            boolean read = !keep.slots().isEmpty() || !keep.effects().isEmpty();
            PlanStep.KeepNumber element = read || whole.isEmpty() ? keep : whole.get().element(keep);
            if (element == keep) {
                into.add(keep);
            }
            if (keep.field().isPackable()) {
                into.add(new PlanStep.Packed(keep.field(), element, UNNUMBERED));
            }
        }

        private static List<Fold> folds(ReadTree here) {
            List<Fold> folds = new ArrayList<>(here.folds());
            here.slots().stream().filter(ValueSlot.Count.class::isInstance)
                    .forEach(s -> folds.add(new Fold.Add((ValueSlot.Count) s)));
            return folds;
        }

        /** What a member of a oneof unsets when it turns up: every slot at or below the other members. */
        private static List<ValueSlot> resets(FieldDescriptor field, ReadTree reads) {
            List<ValueSlot> found = new ArrayList<>();
            if (field.getRealContainingOneof() != null) {
                reads.inner().forEach((member, inner) -> {
                    if (member != field && member.getRealContainingOneof() == field.getRealContainingOneof()) {
                        found.addAll(inner.slots());
                        found.addAll(inner.below());
                    }
                });
            }
            return found;
        }
    }

    private static FieldPath child(Optional<FieldPath> at, FieldDescriptor field) {
        List<FieldDescriptor> fields = new ArrayList<>(at.map(FieldPath::fields).orElse(List.of()));
        fields.add(field);
        return new FieldPath(fields);
    }
}
