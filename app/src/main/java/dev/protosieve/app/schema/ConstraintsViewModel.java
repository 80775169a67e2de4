package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.app.schema.SchemaNode.FieldNode;
import dev.protosieve.app.schema.SchemaNode.MessageNode;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.FieldUse;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.constraint.ConstraintRules;
import dev.protosieve.engine.constraint.ConstraintRules.Drop;
import dev.protosieve.engine.constraint.ConstraintRules.Offer;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.schema.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What the schema demands of the message that the rules are about, and rules that drop what violates it. */
final class ConstraintsViewModel {

    private static final Duration PAUSE = Duration.ofMillis(150);

    private record Question(Schema schema, Descriptor message) {
    }

    private final Workbench bench;
    private final Gestures gestures;
    private final LatestTask<Optional<Question>, List<Offer>> task;
    private final ReadOnlyObjectWrapper<List<Offer>> offers = new ReadOnlyObjectWrapper<>(List.of());
    private Optional<Question> asked = Optional.empty();

    ConstraintsViewModel(Workbench bench, Gestures gestures, Workers workers, Executor ui) {
        this.bench = bench;
        this.gestures = gestures;
        this.task = new LatestTask<>(workers, ui, PAUSE,
                question -> question.map(q -> ConstraintRules.of(q.schema(), q.message(), Set.of()))
                        .orElse(List.of()),
                offers::set);
        bench.check().subscribe(this::ask);
    }

    private void ask(Check check) {
        Optional<Question> question = check.report().schema().flatMap(schema -> check.report().syntax()
                .flatMap(FieldUse::messageName).flatMap(schema::message).map(m -> new Question(schema, m)));
        if (question.isPresent() && !question.equals(asked)) {
            asked = question;
            task.submit(question);
        }
    }

    /** Those of the whole message; found a moment after the schema was read. */
    ReadOnlyObjectProperty<List<Offer>> offers() {
        return offers.getReadOnlyProperty();
    }

    /** Those of a line of the tree: of a field all that is demanded of it and inside of it, of the rules' message all. */
    List<Offer> of(SchemaNode node) {
        return switch (SchemaNode.target(node)) {
            case MessageNode message when message.root() -> offers.get();
            case FieldNode field when !field.path().isEmpty() -> {
                String path = field.path().stream().map(FieldDescriptor::getName).collect(Collectors.joining("."));
                yield offers.get().stream().filter(o -> isAt(o, path)).toList();
            }
            default -> List.of();
        };
    }

    private static boolean isAt(Offer offer, String path) {
        String plain = offer.constraint().path().replaceAll("\\[]|\\{key}", "");
        return plain.equals(path) || plain.startsWith(path + ".");
    }

    /** Those for which there is a rule that the file does not have yet. */
    List<Drop> missing(List<Offer> among) {
        Set<String> present = bench.tree().get().rules().stream().flatMap(r -> r.condition().stream())
                .map(Condition::text).collect(Collectors.toSet());
        return among.stream().filter(Drop.class::isInstance).map(Drop.class::cast)
                .filter(drop -> !present.contains(condition(drop))).toList();
    }

    private static String condition(Drop drop) {
        return drop.line().substring(drop.line().indexOf("\" drop if ") + "\" drop if ".length());
    }

    /** Adds their rules behind the others, as one step. */
    void drop(List<Drop> drops) {
        if (!bench.treeStale().get() && !drops.isEmpty()) {
            gestures.insertRules(drops.stream().map(Drop::line).collect(Collectors.joining("\n")) + "\n",
                    bench.tree().get().rules().size());
        }
    }
}
