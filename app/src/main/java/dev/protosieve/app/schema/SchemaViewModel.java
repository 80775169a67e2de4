package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.protosieve.app.schema.SchemaLines.Branch;
import dev.protosieve.app.schema.SchemaNode.FieldNode;
import dev.protosieve.app.schema.SchemaNode.Note;
import dev.protosieve.app.schema.SchemaNode.UnlinkedNode;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.FieldUse;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Links;
import dev.protosieve.app.session.QuickFix;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** The schema as lines to show, or what a search in it found. */
public final class SchemaViewModel {

    private static final Duration PAUSE = Duration.ofMillis(120);
    /** A statement that names a schema, in a text that may not be read yet. */
    private static final Pattern NAMED = Pattern.compile("(?m)^\\s*schema\\s+\"[^\"]+\"");

    private final Workbench bench;
    private final Gestures gestures;
    private final Sources sources;
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Branch> top = new ReadOnlyObjectWrapper<>(note("No schema yet"));
    private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<Diagnostic>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper lacking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final LatestTask<Query, Answer> lines;
    private final LatestTask<Query, Answer> task;
    private final ConstraintsViewModel constraints;
    private final Map<String, Schema> linked = new HashMap<>();
    private final Map<String, List<Consumer<Optional<List<Branch>>>>> waiting = new HashMap<>();
    private Optional<Schema> schema = Optional.empty();
    private String schemaOf = "";
    private Optional<Descriptor> root = Optional.empty();
    private final ReadOnlyObjectWrapper<FieldUse> use = new ReadOnlyObjectWrapper<>(FieldUse.NONE);
    private @Nullable Searcher searcher;

    private record Query(Schema schema, Optional<Descriptor> root, String text) {
    }

    private record Answer(Query query, Branch top) {
    }

    /** The search is made once for a schema. */
    private record Searcher(Schema schema, Optional<Descriptor> root, SchemaSearch search) {
    }

    public SchemaViewModel(Workbench bench, Gestures gestures, Sources sources, Workers workers, Executor ui) {
        this.bench = bench;
        this.gestures = gestures;
        this.sources = sources;
        this.lines = new LatestTask<>(workers, ui, Duration.ZERO, SchemaViewModel::tree, this::show);
        this.task = new LatestTask<>(workers, ui, PAUSE, this::answer, found -> {
            if (!found.query().text().isBlank()) {
                show(found);
            }
        });
        this.constraints = new ConstraintsViewModel(bench, gestures, workers, ui);
        bench.check().subscribe(this::show);
        bench.document().subscribe((before, now) -> {
            said.set("");
            if (schema.isEmpty() || !before.name().equals(now.name())) {
                show(bench.check().get());
            }
        });
        search.subscribe((_, _) -> {
            said.set("");
            rebuild();
        });
    }

    private void show(Check check) {
        Optional<Schema> found = check.report().schema();
        check.report().typed().ifPresent(typed -> use.set(FieldUse.of(typed)));
        problem.set(check.diagnostics().stream().filter(d -> d.isError() && d.code().startsWith("schema."))
                .findFirst());
        if (!check.report().source().name().equals(schemaOf)) {
            // what another file had would be taken for this one's
            schemaOf = check.report().source().name();
            schema = Optional.empty();
            root = Optional.empty();
            use.set(check.report().typed().map(FieldUse::of).orElse(FieldUse.NONE));
        }
        message.set(check.report().syntax().flatMap(FieldUse::messageName).orElse(""));
        if (found.filter(s -> !s.files().isEmpty() || !s.index().entries().isEmpty()).isPresent()) {
            Optional<Descriptor> now = found.get().message(message.get());
            if (!found.equals(schema)) {
                forgetLinked();
            }
            if (!found.equals(schema) || !now.equals(root)) {
                schema = found;
                root = now;
                lacking.set(false);
                rebuild();
                return;
            }
        }
        if (schema.isEmpty()) {
            remark.set(problem.get().isPresent() ? "cannot be read" : "");
            String text = bench.document().get().text();
            boolean coming = NAMED.matcher(text).find() && !text.equals(check.report().source().content());
            top.set(note(problem.get().isPresent() ? "Nothing can be shown"
                    : coming ? "The schema is being read\u2026" : "No schema yet: open or drop one"));
            lacking.set(problem.get().isEmpty() && !coming);
        } else {
            lacking.set(false);
        }
    }

    // the lines that wait belong to a tree that is about to go
    private void forgetLinked() {
        linked.clear();
        waiting.clear();
        sources.forgetLinks();
    }

    /** Whether the rules name no schema yet. */
    ReadOnlyBooleanProperty lacking() {
        return lacking.getReadOnlyProperty();
    }

    /** Asks for the schema that the rules begin with. */
    void chooseFirst() {
        bench.schemaAsker().get().run();
    }

    private static Branch note(String words) {
        return Branch.of(new Note(""), true, () -> List.of(Branch.leaf(new Note(words))));
    }

    private void rebuild() {
        if (schema.isEmpty()) {
            return;
        }
        Schema all = schema.get();
        int asked = all.roots().size() + all.index().entries().size();
        remark.set(asked == 1 ? "1 file" : "%,d files".formatted(asked));
        if (search.get().isBlank()) {
            Query query = new Query(all, root, "");
            lines.submitNow(query);
            task.submitNow(query);
        } else {
            task.submit(new Query(all, root, search.get()));
        }
    }

    /** Off the FX thread, with the first lines: there may be thousands. */
    private static Answer tree(Query query) {
        Branch top = new SchemaLines(query.schema(), query.root()).top();
        List<Branch> first = top.lines();
        return new Answer(query, Branch.of(top.node(), top.open(), () -> first));
    }

    /** Off the FX thread. */
    private Answer answer(Query query) {
        Searcher known = searcher;
        if (known == null || known.schema() != query.schema() || !known.root().equals(query.root())) {
            known = new Searcher(query.schema(), query.root(), new SchemaSearch(query.schema(), query.root()));
            searcher = known;
        }
        return new Answer(query, query.text().isBlank() ? note("") : known.search().find(query.text()));
    }

    // what another schema or another search gave meanwhile is in nobody's interest
    private void show(Answer answer) {
        Query query = answer.query();
        boolean wanted = schema.filter(now -> now == query.schema()).isPresent() && root.equals(query.root());
        if (wanted && query.text().isBlank() == search.get().isBlank()) {
            top.set(answer.top());
        }
    }

    /** Links a file that is not linked yet; {@code done} gets its lines, or why there are none, or nothing when cancelled. */
    void link(UnlinkedNode node, Consumer<Optional<List<Branch>>> done) {
        String name = node.entry().path().toString();
        if (linked.containsKey(name)) {
            done.accept(Optional.of(lines(linked.get(name), node)));
        } else if (waiting.containsKey(name)) {
            waiting.get(name).add(done);
        } else {
            waiting.put(name, new ArrayList<>(List.of(done)));
            sources.link(node.entry().path(), outcome -> {
                Optional<List<Branch>> lines = outcome.map(o -> lines(o, node));
                waiting.remove(name).forEach(line -> line.accept(lines));
            });
        }
    }

    private List<Branch> lines(Outcome<Schema> outcome, UnlinkedNode node) {
        return switch (outcome) {
            case Outcome.Ok<Schema>(Schema found, var _) -> {
                linked.put(node.entry().path().toString(), found);
                yield lines(found, node);
            }
            case Outcome.Failed<Schema>(List<Diagnostic> errors) ->
                List.of(Branch.leaf(new Note(errors.getFirst().message())));
        };
    }

    private static List<Branch> lines(@Nullable Schema found, UnlinkedNode node) {
        if (found == null || found.files().isEmpty()) {
            return List.of();
        }
        FileDescriptor file = found.files().getFirst();
        List<Branch> lines = new SchemaLines(found, Optional.empty()).declarations(file);
        return lines.isEmpty() ? List.of(Branch.leaf(new Note(node.name() + " declares nothing"))) : lines;
    }

    /** Changes when other rules read other fields. */
    ReadOnlyObjectProperty<FieldUse> use() {
        return use.getReadOnlyProperty();
    }

    /** Numbers of the rules that read the field, at most the ones there is room for. */
    List<Integer> rulesReading(SchemaNode node) {
        return SchemaNode.target(node) instanceof FieldNode field && !field.path().isEmpty()
                ? use.get().rulesReading(field.path()) : List.of();
    }

    /** The comment in the .proto, or empty. */
    String comment(SchemaNode node) {
        String name = node.fullName();
        return schema.map(s -> s.comments().get(name))
                .or(() -> linked.values().stream().map(s -> s.comments().getOrDefault(name, ""))
                        .filter(c -> !c.isEmpty()).findFirst())
                .orElse("");
    }

    /** Adds a rule for a field, or says why there is none. */
    void addRule(SchemaNode node) {
        if (canBegin(node)) {
            gestures.addRuleFor(wayTo(node));
        }
    }

    /** Whether a rule can begin with it; says why where none can. */
    boolean canBegin(SchemaNode node) {
        boolean stale = bench.treeStale().get();
        boolean possible = !stale && !wayTo(node).isEmpty();
        said.set(possible ? "" : stale ? "The rules cannot be read now: mend their text first."
                : new FieldWays(root).whyNone(node));
        return possible;
    }

    /** What was asked for and could not be done; empty for nothing. */
    ReadOnlyStringProperty said() {
        return said.getReadOnlyProperty();
    }

    /** As {@link Selection#field()}. */
    ObservableValue<List<String>> selectedField() {
        return bench.selection().map(Selection::field);
    }

    /** Whether the line is the one of the field that is selected in the window. */
    boolean isSelected(SchemaNode node) {
        return FieldUse.names(wayTo(node)).equals(bench.selection().get().field());
    }

    /** As {@link FieldWays#along}. */
    List<FieldDescriptor> along(List<String> names) {
        return new FieldWays(root).along(names);
    }

    /** As {@link FieldWays#to}: a rule can begin with what has a way. */
    List<FieldDescriptor> wayTo(SchemaNode node) {
        return new FieldWays(root).to(node);
    }

    /** Makes the field the selected one, and the first rule that reads it the selected rule; none when none does. */
    void select(SchemaNode node) {
        said.set("");
        List<Integer> rules = rulesReading(node);
        if (!rules.isEmpty() && !rules.contains(bench.selection().get().rule())) {
            bench.selectRule(rules.getFirst());
        } else if (rules.isEmpty() && SchemaNode.target(node) instanceof SchemaNode.FieldNode) {
            bench.selectRule(0);
        }
        new Links(bench).field(FieldUse.names(wayTo(node)));
    }

    /** What mends the problem that {@link #problem()} shows. */
    List<QuickFix> fixes() {
        return problem.get().map(p -> bench.fixes().get().stream().filter(f -> f.mends().equals(p)).toList())
                .orElse(List.of());
    }

    void mend(QuickFix fix) {
        bench.mend(fix);
    }

    ObservableValue<?> fixesChanged() {
        return bench.fixes();
    }

    ConstraintsViewModel constraints() {
        return constraints;
    }

    Sources sources() {
        return sources;
    }

    StringProperty search() {
        return search;
    }

    ReadOnlyObjectProperty<Branch> top() {
        return top.getReadOnlyProperty();
    }

    /** As {@link dev.protosieve.app.session.Document#nearby}. */
    String nearby(String words) {
        return bench.document().get().nearby(words);
    }

    /** The first thing that is wrong with the schema. */
    ReadOnlyObjectProperty<Optional<Diagnostic>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** The message that the rules are about, or empty. */
    ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty remark() {
        return remark.getReadOnlyProperty();
    }
}
