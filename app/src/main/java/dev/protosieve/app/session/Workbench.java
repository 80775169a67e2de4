package dev.protosieve.app.session;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The one observable state of the window: rule text and its tree, the last compile and what the verifier said, the
 * selection, the place to run at, and the run. Used on the FX thread only.
 */
public final class Workbench {

    /** The text as it is now; unlike {@link #tree} it may have holes. */
    private RuleSyntax read;
    private final ObjectProperty<Runnable> schemaAsker = new SimpleObjectProperty<>(() -> {
    });
    private final ObjectProperty<Optional<Diagnostic>> textWanted = new SimpleObjectProperty<>(Optional.empty());
    /** Those of {@link #tree}: looked at for every line on the screen, and too many to be picked out each time. */
    private List<RuleSyntax.Statement.Rule> rules = List.of();
    private final History history = new History();
    private int openings;
    /** Which opened document {@link #tree} is of. */
    private int treeOf;
    private final ReadOnlyObjectWrapper<Document> document;
    private final ReadOnlyObjectWrapper<RuleSyntax> tree;
    private final ReadOnlyBooleanWrapper treeStale = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper undoName = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper redoName = new ReadOnlyStringWrapper("");
    private final ObjectProperty<Check> check;
    private final ObjectProperty<List<QuickFix>> fixes = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<ExpectResults> expectations = new SimpleObjectProperty<>(ExpectResults.NONE);
    private final ObjectProperty<Selection> selection = new SimpleObjectProperty<>(Selection.NONE);
    private final ObjectProperty<Hook> hook = new SimpleObjectProperty<>(Hook.XDP);
    private final ObjectProperty<@Nullable Place> place = new SimpleObjectProperty<>();
    private final ObservableList<Place> places = FXCollections.observableArrayList();
    private final StringProperty notice = new SimpleStringProperty("");
    private final ObjectProperty<RunState> run = new SimpleObjectProperty<>(new RunState.Stopped("", false));
    private final ObjectProperty<Probe> probe = new SimpleObjectProperty<>(Probe.NONE);
    private final ObjectProperty<Optional<LabReport>> lab = new SimpleObjectProperty<>(Optional.empty());
    private final IntegerProperty labStep = new SimpleIntegerProperty();
    private final ObjectProperty<Cost> cost = new SimpleObjectProperty<>(new Cost.Unknown(""));
    private final BooleanProperty labShown = new SimpleBooleanProperty();
    private final ObjectProperty<Optional<OpenedCapture>> captureFile = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<Capture>> capture = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<RunSnapshot>> snapshot = new SimpleObjectProperty<>(Optional.empty());
    private final CountedRules counted;

    public Workbench(Document first) {
        this.document = new ReadOnlyObjectWrapper<>(first);
        this.read = new RuleSyntax(first.source(), List.of());
        this.tree = new ReadOnlyObjectWrapper<>(read);
        this.check = new SimpleObjectProperty<>(new Check(CompileReport.nothing(first.source()),
                new VerifierAnswer.Pending()));
        reparse();
        this.counted = new CountedRules(this);
    }

    /** Takes another document in; its history begins anew. */
    public void open(Document next) {
        openings++;
        history.clear();
        selection.set(Selection.NONE);
        if (!run.get().isRunning()) {
            // the numbers of rules that are no longer there
            snapshot.set(Optional.empty());
        }
        if (!document.get().compilesLike(next)) {
            check.set(check.get().pending());
        }
        set(next);
    }

    /** How many documents were opened: as long as it stays, the document is the same, whatever its name. */
    public int openings() {
        return openings;
    }

    Opening opening() {
        return new Opening(openings, document.get());
    }

    /** Whether it is about the text as it is now, for the hook that is chosen now. */
    boolean isNewest(Check check) {
        return check.report().source().content().equals(document.get().text())
                && !(check.answer() instanceof VerifierAnswer.Pending)
                && check.report().filter().stream().allMatch(filter -> filter.hook() == hook.get());
    }

    /** A keystroke in the editor, or anything else that gives a whole new text a little different from the last. */
    public void type(String text) {
        if (!text.equals(document.get().text())) {
            history.keystroke(document.get().text(), selection.get().rule(), System.nanoTime());
            set(document.get().withText(text));
        }
    }

    /** A gesture on the blocks: always one step of undo; nothing happens when it changes nothing. */
    public void apply(RuleEdit edit) {
        apply(edit, "change");
    }

    /** @param name what the step is called behind "Undo: " */
    public void apply(RuleEdit edit, String name) {
        RuleEdit.Applied applied = edit.applyTo(read);
        String text = applied.after().source().content();
        if (!text.equals(document.get().text())) {
            history.gesture(new History.Step(applied.inverse(), name, selection.get().rule()));
            set(document.get().withText(text));
        }
    }

    public void undo() {
        history.back().ifPresent(step -> history.undone(go(step)));
        tellHistory();
    }

    public void redo() {
        history.forward().ifPresent(step -> history.redone(go(step)));
        tellHistory();
    }

    /** Goes there and selects what was selected there; gives the step that leads back. */
    private History.Step go(History.Step step) {
        int selected = selection.get().rule();
        RuleEdit.Applied applied = step.edit().applyTo(read);
        set(document.get().withText(applied.after().source().content()));
        boolean known = step.rule() > 0 && step.rule() <= rules.size();
        selectRule(known ? step.rule() : Math.min(selected, rules.size()));
        return new History.Step(applied.inverse(), step.name(), selected);
    }

    /** The text is on disk now. */
    public void saved(Path file) {
        String before = document.get().name();
        document.set(document.get().savedAs(file));
        if (!before.equals(document.get().name())) {
            reparse(); // what is found from now on stands in a file of this name
        }
    }

    /** What is on the disk now; the text in the window stays as it is. */
    void onDisk(RulesOnDisk rules) {
        document.set(document.get().withSaved(rules));
    }

    /** Takes over what is on the disk as one step of undo: the text that was in the window is one step away. */
    public void take(RulesOnDisk rules) {
        apply(new RuleEdit.ReplaceText(rules.text()));
        onDisk(rules);
    }

    private void set(Document next) {
        TextChange change = new TextChange(document.get().text(), next.text());
        boolean same = next.text().equals(document.get().text());
        fixes.set(List.of());
        document.set(next);
        tellHistory();
        reparse();
        if (!same) {
            follow(change);
        }
    }

    /** The instruction that was clicked belongs to the text of before; the rule stays selected. */
    private void follow(TextChange change) {
        Selection now = selection.get();
        Selection next = now.within(change.stretched(now.span())).atSlot(-1);
        if (!next.equals(now)) {
            selection.set(next);
        }
    }

    private void tellHistory() {
        canUndo.set(history.canUndo());
        canRedo.set(history.canRedo());
        undoName.set(history.undoName());
        redoName.set(history.redoName());
    }

    private void reparse() {
        List<Diagnostic> found = new ArrayList<>();
        read = RuleParser.parse(document.get().source(), found);
        boolean broken = found.stream().anyMatch(d -> d.isError() && !isMissing(d));
        if (broken && treeOf != openings) {
            // no rules of another document: while that is known, nothing is behind the text
            treeStale.set(false);
            show(new RuleSyntax(document.get().source(), List.of()));
        }
        treeStale.set(broken);
        if (!broken) {
            show(read);
        }
    }

    private void show(RuleSyntax next) {
        treeOf = openings;
        rules = next.rules();
        tree.set(next);
    }

    /** Whether it says that a file has no schema or no message yet: it can be read all the same. */
    public static boolean isMissing(Diagnostic diagnostic) {
        return diagnostic.code().startsWith("rule.missing-");
    }

    /** Selects the rule with that number; nothing when there is none. */
    public void selectRule(int number) {
        selection.set(number < 1 || number > rules.size() ? Selection.NONE
                : Selection.ofRule(number, rules.get(number - 1).span()));
    }

    /** Selects the rule whose text holds that offset; nothing between rules. */
    public void selectAt(int offset) {
        selectRule(ruleAt(offset));
    }

    /** The number of the rule whose text holds that offset, or 0. */
    public int ruleAt(int offset) {
        int from = firstRuleFrom(offset) - 1;
        if (from > 0 && rules.get(from - 1).span().touches(offset)) {
            return from;
        }
        return from < rules.size() && rules.get(from).span().touches(offset) ? from + 1 : 0;
    }

    /** The number of the first rule that begins at that offset or behind it; one more than there are when none does. */
    public int firstRuleFrom(int offset) {
        int low = 0;
        int high = rules.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rules.get(middle).span().start() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low + 1;
    }

    /** The rules of {@link #tree}, in file order. */
    public List<RuleSyntax.Statement.Rule> rules() {
        return rules;
    }

    /** The rule that a diagnostic stands on, or 0 when it stands elsewhere. */
    public int ruleOf(Diagnostic diagnostic) {
        Span span = diagnostic.place().span();
        return span.equals(Span.NONE) || !diagnostic.place().file().equals(document.get().name()) ? 0
                : ruleAt(span.start());
    }

    /** What somebody wants to see in the text. */
    public ObservableValue<Optional<Diagnostic>> textWanted() {
        return textWanted;
    }

    /** Shows the rules as text, at the place of the diagnostic. */
    public void showText(Diagnostic diagnostic) {
        textWanted.set(Optional.of(diagnostic));
        textWanted.set(Optional.empty());
    }

    /** Asks the user for the schema that the open rules begin with; who can ask sets it. */
    public ObjectProperty<Runnable> schemaAsker() {
        return schemaAsker;
    }

    public ReadOnlyObjectProperty<Document> document() {
        return document.getReadOnlyProperty();
    }

    /** The last text of this document that could be read, as a tree; without rules when there was none. */
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

    /** What the step is called that undo would take back: {@code delete rule "no A"}; empty without one. */
    public ReadOnlyStringProperty undoName() {
        return undoName.getReadOnlyProperty();
    }

    /** The same for redo. */
    public ReadOnlyStringProperty redoName() {
        return redoName.getReadOnlyProperty();
    }

    /** What the rules made of their {@code expect} lines, a moment behind {@link #check()}. */
    public ObjectProperty<ExpectResults> expectations() {
        return expectations;
    }

    /** The newest compile that is done; behind the text for a moment after each edit, and pending after opening. */
    public ObjectProperty<Check> check() {
        return check;
    }

    /** What would mend the diagnostics of {@link #check()}; found a moment after it. */
    public ObjectProperty<List<QuickFix>> fixes() {
        return fixes;
    }

    /** Mends a diagnostic; an edit for a text that has changed since is left alone. */
    public void mend(QuickFix fix) {
        if (fixes.get().contains(fix)) {
            switch (fix.cure()) {
                case QuickFix.Edit(RuleEdit edit) -> apply(edit);
                case QuickFix.Action(Runnable action) -> action.run();
            }
        }
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

    /** The packet in the lab. */
    public ObjectProperty<Probe> probe() {
        return probe;
    }

    /** What the engines said about it; empty while there is no packet or no filter. */
    public ObjectProperty<Optional<LabReport>> lab() {
        return lab;
    }

    /** What rules cost; putting {@link Cost.Measuring} here asks for it. */
    public ObjectProperty<Cost> cost() {
        return cost;
    }

    /** Whether the lab is in front of the monitor. */
    public BooleanProperty labShown() {
        return labShown;
    }

    /** The capture file that packets are taken from. */
    public ObjectProperty<Optional<OpenedCapture>> captureFile() {
        return captureFile;
    }

    /** Its packets; a moment behind. */
    public ObjectProperty<Optional<Capture>> capture() {
        return capture;
    }

    /** The position in the trace of the lab's run. */
    public IntegerProperty labStep() {
        return labStep;
    }

    public ObjectProperty<RunState> run() {
        return run;
    }

    /** The newest numbers of the run that is at work or was the last. */
    public ObjectProperty<Optional<RunSnapshot>> snapshot() {
        return snapshot;
    }

    /** Which rule of the open document has which of these numbers. */
    public CountedRules counted() {
        return counted;
    }
}
