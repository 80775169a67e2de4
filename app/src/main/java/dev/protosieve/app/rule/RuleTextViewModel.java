package dev.protosieve.app.rule;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.QuickFix;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Place;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/** The rule text with what was found in it. */
public final class RuleTextViewModel {

    private final Workbench bench;
    private final ReadOnlyObjectWrapper<List<Diagnostic>> problems = new ReadOnlyObjectWrapper<>(List.of());

    public RuleTextViewModel(Workbench bench) {
        this.bench = bench;
        bench.check().subscribe(this::show);
    }

    private void show(Check check) {
        problems.set(check.diagnostics().stream()
                .sorted(Comparator.comparing(Diagnostic::severity).thenComparingInt(d -> d.place().line())).toList());
    }

    void type(String text) {
        bench.type(text);
    }

    String text() {
        return bench.document().get().text();
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

    /** The text to underline for a diagnostic; nothing for one in another file or on an older text. */
    Optional<Span> underline(Diagnostic diagnostic) {
        Place place = diagnostic.place();
        SourceText source = bench.document().get().source();
        if (!place.file().equals(source.name()) || place.line() < 1 || place.line() > source.lineCount()) {
            return Optional.empty();
        }
        Span span = place.span();
        if (span.length() > 0 && span.end() <= source.content().length()) {
            return Optional.of(span);
        }
        Span line = source.lineSpan(place.line());
        int indent = source.slice(line).length() - source.slice(line).stripLeading().length();
        return Optional.of(new Span(line.start() + indent, line.end()));
    }

    /** Diagnostics whose underlined text holds the offset. */
    List<Diagnostic> at(int offset) {
        return problems.get().stream().filter(d -> underline(d).filter(s -> s.touches(offset)).isPresent()).toList();
    }

    /** What would mend it. */
    List<QuickFix> fixes(Diagnostic diagnostic) {
        return bench.fixes().get().stream().filter(f -> f.mends().equals(diagnostic)).toList();
    }

    ObservableValue<?> fixesChanged() {
        return bench.fixes();
    }

    void mend(QuickFix fix) {
        bench.mend(fix);
    }

    void goTo(Diagnostic diagnostic) {
        underline(diagnostic).ifPresent(span -> bench.selectAt(span.start()));
    }

    /** The number of the rule that begins in that line (counted from 0), or 0. */
    int ruleBeginningAt(int line) {
        SourceText source = bench.document().get().source();
        if (bench.treeStale().get() || line >= source.lineCount()) {
            return 0;
        }
        Span span = source.lineSpan(line + 1);
        var rules = bench.tree().get().rules();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).span().start() >= span.start() && rules.get(i).span().start() <= span.end()) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Changes whenever rule numbers may stand at other lines. */
    ObservableValue<?> tree() {
        return bench.tree();
    }

    ObservableValue<Boolean> stale() {
        return bench.treeStale();
    }
}
