package dev.protosieve.app.rule;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Links;
import dev.protosieve.app.session.QuickFix;
import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.TextChange;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.assist.Completer;
import dev.protosieve.engine.assist.Explainer;
import dev.protosieve.engine.assist.Proposals;
import dev.protosieve.engine.assist.Scope;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/** The rule text with what was found in it, what may be written in it, and what is linked to it. */
public final class RuleTextViewModel {

    /** Of a folder with more files nobody chooses from a list. */
    private static final int MOST_FILES = 300;

    private final Workbench bench;
    private final ReadOnlyObjectWrapper<List<Diagnostic>> problems = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Optional<Span>> wanted = new SimpleObjectProperty<>(Optional.empty());
    private final Links links;
    private Scope scope = Scope.NONE;
    private SourceText source = new SourceText("", "");
    /** From the text that was checked to the text of now. */
    private TextChange change = new TextChange("", "");

    public RuleTextViewModel(Workbench bench) {
        this.bench = bench;
        this.links = new Links(bench);
        bench.document().subscribe(_ -> compare());
        bench.check().subscribe(this::show);
    }

    private void compare() {
        source = bench.document().get().source();
        change = new TextChange(bench.check().get().report().source().content(), text());
    }

    private void show(Check check) {
        compare();
        Optional<Schema> schema = check.report().schema();
        schema.ifPresent(s -> scope = Scope.of(s, messageName()));
        problems.set(check.diagnostics().stream()
                .sorted(Comparator.comparing(Diagnostic::severity).thenComparingInt(d -> d.place().line())).toList());
    }

    private String messageName() {
        return bench.tree().get().statements().stream().filter(Statement.Message.class::isInstance)
                .map(s -> ((Statement.Message) s).name().text()).findFirst().orElse("");
    }

    void type(String text) {
        bench.type(text);
    }

    /** One step of undo. */
    void edit(TextEdit edit) {
        if (edit.name().equals("typing")) {
            bench.type(edit.applied(text()));
        } else {
            bench.apply(new RuleEdit.ReplaceSpan(edit.span(), edit.text()), edit.name());
        }
    }

    /** A step back in the history that text and blocks share, or forward again. */
    void undo(boolean back) {
        if (back) {
            bench.undo();
        } else {
            bench.redo();
        }
    }

    String text() {
        return bench.document().get().text();
    }

    /** As {@link Workbench#openings}. */
    int openings() {
        return bench.openings();
    }

    ObservableValue<String> textValue() {
        return bench.document().map(d -> d.text());
    }

    ReadOnlyObjectProperty<List<Diagnostic>> problems() {
        return problems.getReadOnlyProperty();
    }

    ObservableValue<Selection> selection() {
        return bench.selection();
    }

    void caretAt(int offset) {
        int rule = bench.ruleAt(offset);
        if (rule != bench.selection().get().rule()) {
            bench.selectRule(rule);
        }
    }

    /** What may be written at that offset of a text. */
    Proposals complete(String text, int offset) {
        return Completer.at(text, offset, scope, schemaFiles());
    }

    /** What the word at that offset is. */
    Optional<Explainer.Explained> explain(int offset) {
        return Explainer.at(text(), offset, scope);
    }

    private List<String> schemaFiles() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(bench.document().get().folder(),
                "{" + String.join(",", Sources.PATTERNS) + "}")) {
            for (Path file : files) {
                if (names.size() < MOST_FILES) {
                    names.add(String.valueOf(file.getFileName()));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return names.stream().sorted().toList();
    }

    /** The text to underline for a diagnostic; nothing for one in another file or on words that have changed since. */
    Optional<Span> underline(Diagnostic diagnostic) {
        Place place = diagnostic.place();
        SourceText checked = bench.check().get().report().source();
        if (!place.file().equals(bench.document().get().name()) || place.line() < 1
                || place.line() > checked.lineCount()) {
            return Optional.empty();
        }
        Span span = place.span();
        return change.moved(span.length() > 0 && span.end() <= checked.content().length() ? span
                : words(checked, place.line()));
    }

    private static Span words(SourceText source, int number) {
        Span line = source.lineSpan(number);
        int indent = source.slice(line).length() - source.slice(line).stripLeading().length();
        return new Span(line.start() + indent, line.end());
    }

    /** Diagnostics whose underlined text holds the offset. */
    List<Diagnostic> at(int offset) {
        return problems.get().stream().filter(d -> underline(d).filter(s -> s.touches(offset)).isPresent()).toList();
    }

    /** The first diagnostic behind that offset, or before it; goes on at the other end. */
    Optional<Diagnostic> next(int offset, boolean forward) {
        List<Diagnostic> inOrder = problems.get().stream().filter(d -> underline(d).isPresent())
                .sorted(Comparator.comparingInt(this::start)).toList();
        List<Diagnostic> way = forward ? inOrder : inOrder.reversed();
        return way.stream().filter(d -> forward ? start(d) > offset : start(d) < offset).findFirst()
                .or(() -> way.stream().findFirst());
    }

    private int start(Diagnostic diagnostic) {
        return underline(diagnostic).map(Span::start).orElse(0);
    }

    /** The worst diagnostic that begins in that line (from 0). */
    Optional<Diagnostic> worstIn(int line) {
        return problems.get().stream()
                .filter(d -> underline(d).filter(s -> source.line(s.start()) == line + 1).isPresent()).findFirst();
    }

    /** What would mend it. */
    List<QuickFix> fixes(Diagnostic diagnostic) {
        return bench.fixes().get().stream().filter(f -> f.mends().equals(diagnostic)).toList();
    }

    /** What would mend something in the line that holds the offset; what stands at the offset comes first. */
    List<QuickFix> fixesAround(int offset) {
        return problemsAround(offset).stream().flatMap(d -> fixes(d).stream()).toList();
    }

    /** Those in the line that holds the offset; what stands at the offset comes first. */
    List<Diagnostic> problemsAround(int offset) {
        int line = source.line(Math.min(offset, source.content().length()));
        return problems.get().stream()
                .filter(d -> underline(d)
                        .filter(s -> s.touches(offset) || source.line(s.start()) == line).isPresent())
                .sorted(Comparator.comparing(d -> !underline(d).orElse(Span.NONE).touches(offset)))
                .toList();
    }

    ObservableValue<List<QuickFix>> fixesChanged() {
        return bench.fixes();
    }

    void mend(QuickFix fix) {
        bench.mend(fix);
    }

    /** Selects the rule of a diagnostic and wants its text to be seen. */
    void goTo(Diagnostic diagnostic) {
        underline(diagnostic).ifPresent(span -> {
            bench.selectAt(span.start());
            wanted.set(Optional.empty());
            wanted.set(Optional.of(span));
        });
    }

    /** The text that somebody wants to go to. */
    ObservableValue<Optional<Span>> wanted() {
        return wanted;
    }

    /** Rules that are kept and not used. */
    List<Span> disabled() {
        return bench.treeStale().get() ? List.of() : bench.tree().get().rules().stream().filter(r -> !r.enabled())
                .map(Statement.Rule::span).toList();
    }

    /** The text that belongs to what is selected in any pane. */
    List<Span> linked() {
        return links.texts();
    }

    /** The number of the rule that begins in that line (counted from 0), or 0. */
    int ruleBeginningAt(int line) {
        if (bench.treeStale().get() || line >= source.lineCount()) {
            return 0;
        }
        Span span = source.lineSpan(line + 1);
        int rule = bench.firstRuleFrom(span.start());
        return rule <= bench.rules().size() && bench.rules().get(rule - 1).span().start() <= span.end() ? rule : 0;
    }

    /** What the rule with that number has counted in the run that is at work; empty without one. */
    Optional<RunSnapshot.RuleCount> count(int rule) {
        return bench.counted().of(rule);
    }

    ObservableValue<?> snapshot() {
        return bench.snapshot();
    }

    /** Changes whenever rule numbers may stand at other lines. */
    ObservableValue<?> tree() {
        return bench.tree();
    }

    ObservableValue<Boolean> stale() {
        return bench.treeStale();
    }

    /** As {@link dev.protosieve.app.session.Document#nearby}. */
    String nearby(String words) {
        return bench.document().get().nearby(words);
    }
}
