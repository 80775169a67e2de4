package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The one observable state of the window: rule text and its tree, the last compile and what the verifier said, the
 * selection, the place to run at, and the run. Used on the FX thread only.
 */
public final class Workbench {

    private final BiFunction<SourceText, List<Diagnostic>, RuleSyntax> parser;
    private final History history = new History();
    private final ReadOnlyObjectWrapper<Document> document;
    private final ReadOnlyObjectWrapper<RuleSyntax> tree;
    private final ReadOnlyBooleanWrapper treeStale = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final ObjectProperty<Check> check;
    private final ObjectProperty<Selection> selection = new SimpleObjectProperty<>(Selection.NONE);
    private final ObjectProperty<Hook> hook = new SimpleObjectProperty<>(Hook.XDP);
    private final ObjectProperty<@Nullable Place> place = new SimpleObjectProperty<>();
    private final ObservableList<Place> places = FXCollections.observableArrayList();
    private final StringProperty notice = new SimpleStringProperty("");
    private final ObjectProperty<RunState> run = new SimpleObjectProperty<>(new RunState.Stopped("", false));
    private final ObjectProperty<Optional<RunSnapshot>> snapshot = new SimpleObjectProperty<>(Optional.empty());

    /** @param parser rule text to tree; total, mistakes go to the list */
    public Workbench(Document first, BiFunction<SourceText, List<Diagnostic>, RuleSyntax> parser) {
        this.parser = parser;
        this.document = new ReadOnlyObjectWrapper<>(first);
        this.tree = new ReadOnlyObjectWrapper<>(new RuleSyntax(first.source(), List.of()));
        this.check = new SimpleObjectProperty<>(new Check(CompileReport.nothing(first.source()),
                new VerifierAnswer.NotAsked("not compiled yet")));
        reparse();
    }

    /** Takes another document in; its history begins anew. */
    public void open(Document next) {
        history.clear();
        selection.set(Selection.NONE);
        set(next);
    }

    /** A keystroke in the editor, or anything else that gives a whole new text a little different from the last. */
    public void type(String text) {
        if (!text.equals(document.get().text())) {
            history.keystroke(document.get().text(), System.nanoTime());
            set(document.get().withText(text));
        }
    }

    /** A gesture on the blocks: always one step of undo. */
    public void gesture(String text) {
        if (!text.equals(document.get().text())) {
            history.gesture(document.get().text());
            set(document.get().withText(text));
        }
    }

    public void undo() {
        history.undo(document.get().text()).ifPresent(text -> set(document.get().withText(text)));
    }

    public void redo() {
        history.redo(document.get().text()).ifPresent(text -> set(document.get().withText(text)));
    }

    /** The text is on disk now. */
    public void saved(Path file) {
        document.set(document.get().savedAs(file));
    }

    private void set(Document next) {
        document.set(next);
        canUndo.set(history.canUndo());
        canRedo.set(history.canRedo());
        reparse();
    }

    private void reparse() {
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax next = parser.apply(document.get().source(), found);
        boolean broken = found.stream().anyMatch(Diagnostic::isError);
        if (!broken) {
            tree.set(next);
        }
        treeStale.set(broken);
    }

    /** Selects the rule with that number; nothing when there is none. */
    public void selectRule(int number) {
        List<RuleSyntax.Statement.Rule> rules = tree.get().rules();
        selection.set(number < 1 || number > rules.size() ? Selection.NONE
                : Selection.ofRule(number, rules.get(number - 1).span()));
    }

    /** Selects the rule whose text holds that offset; nothing between rules. */
    public void selectAt(int offset) {
        selectRule(ruleAt(offset));
    }

    /** The number of the rule whose text holds that offset, or 0. */
    public int ruleAt(int offset) {
        List<RuleSyntax.Statement.Rule> rules = tree.get().rules();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).span().touches(offset)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The rule that a diagnostic stands on, or 0 when it stands elsewhere. */
    public int ruleOf(Diagnostic diagnostic) {
        Span span = diagnostic.place().span();
        return span.equals(Span.NONE) || !diagnostic.place().file().equals(document.get().name()) ? 0
                : ruleAt(span.start());
    }

    public ReadOnlyObjectProperty<Document> document() {
        return document.getReadOnlyProperty();
    }

    /** The last text that could be read, as a tree. */
    public ReadOnlyObjectProperty<RuleSyntax> tree() {
        return tree.getReadOnlyProperty();
    }

    /** Whether the text has moved on from {@link #tree()} and cannot be read. */
    public ReadOnlyBooleanProperty treeStale() {
        return treeStale.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canUndo() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedo() {
        return canRedo.getReadOnlyProperty();
    }

    /** The newest compile that is done; behind the text for a moment after each edit. */
    public ObjectProperty<Check> check() {
        return check;
    }

    public ObjectProperty<Selection> selection() {
        return selection;
    }

    public ObjectProperty<Hook> hook() {
        return hook;
    }

    /** Where a filter would be loaded; null until a target was found. */
    public ObjectProperty<@Nullable Place> place() {
        return place;
    }

    public ObservableList<Place> places() {
        return places;
    }

    /** What this machine cannot do and why, in one sentence; empty when nothing is missing. */
    public StringProperty notice() {
        return notice;
    }

    public ObjectProperty<RunState> run() {
        return run;
    }

    /** The newest numbers of the run that is at work or was the last. */
    public ObjectProperty<Optional<RunSnapshot>> snapshot() {
        return snapshot;
    }
}
