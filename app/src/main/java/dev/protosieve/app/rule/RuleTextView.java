package dev.protosieve.app.rule;

import dev.protosieve.app.session.Selection;
import dev.protosieve.app.theme.HoverCard;
import dev.protosieve.app.theme.RuleBadge;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.event.MouseOverTextEvent;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;
import org.fxmisc.richtext.util.UndoUtils;

/** The rule text: line and rule numbers, colours, squiggles, and the list of problems under it. */
public final class RuleTextView extends BorderPane {

    private static final Duration HOVER = Duration.ofMillis(350);

    private final RuleTextViewModel model;
    private final CodeArea area = new CodeArea();
    private final HoverCard hover = new HoverCard();
    private boolean taking;
    private int markedFrom = -1;
    private int markedTo = -1;

    public RuleTextView(RuleTextViewModel model) {
        this.model = model;
        getStyleClass().add("rule-text");
        area.setId("rule-text");
        area.setUndoManager(UndoUtils.noOpUndoManager());
        area.setParagraphGraphicFactory(this::gutter);
        setCenter(new StackPane(new VirtualizedScrollPane<>(area)));
        ProblemList problems = new ProblemList(model);
        problems.visibleProperty().bind(model.problems().map(found -> !found.isEmpty()));
        problems.managedProperty().bind(problems.visibleProperty());
        setBottom(problems);
        model.textValue().subscribe(this::take);
        model.problems().subscribe(_ -> restyle());
        model.selection().subscribe(this::mark);
        model.tree().subscribe(_ -> regutter());
        model.stale().subscribe(_ -> regutter());
        area.textProperty().addListener((_, _, text) -> typed(text));
        area.caretPositionProperty().addListener((_, _, at) -> {
            if (!taking && area.isFocused()) {
                model.caretAt(at);
            }
        });
        area.setMouseOverTextDelay(HOVER);
        area.addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_BEGIN, this::explain);
        area.addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_END, _ -> hover.hide());
    }

    private void take(String text) {
        if (area.getText().equals(text)) {
            return;
        }
        taking = true;
        replaceChanged(area.getText(), text);
        taking = false;
        restyle();
        mark(model.selection().getValue());
    }

    // only the part that differs, so that caret and scroll position stay
    private void replaceChanged(String old, String text) {
        int shorter = Math.min(old.length(), text.length());
        int head = 0;
        while (head < shorter && old.charAt(head) == text.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && old.charAt(old.length() - 1 - tail) == text.charAt(text.length() - 1 - tail)) {
            tail++;
        }
        area.replaceText(head, old.length() - tail, text.substring(head, text.length() - tail));
    }

    private void typed(String text) {
        if (!taking) {
            model.type(text);
            restyle();
        }
    }

    private void restyle() {
        String text = area.getText();
        if (!text.isEmpty()) {
            area.setStyleSpans(0, words(text).overlay(squiggles(text), RuleTextView::both));
        }
    }

    private static StyleSpans<Collection<String>> words(String text) {
        StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
        int[] at = {0};
        RuleWords.scan(text, (start, end, style) -> {
            spans.add(List.of(), start - at[0]);
            spans.add(List.of(style), end - start);
            at[0] = end;
        });
        spans.add(List.of(), text.length() - at[0]);
        return spans.create();
    }

    private StyleSpans<Collection<String>> squiggles(String text) {
        BitSet errors = new BitSet();
        BitSet warnings = new BitSet();
        for (Diagnostic problem : model.problems().get()) {
            model.underline(problem).filter(s -> s.end() <= text.length())
                    .ifPresent(s -> (problem.isError() ? errors : warnings).set(s.start(),
                            Math.max(s.end(), s.start() + 1)));
        }
        StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
        int at = 0;
        while (at < text.length()) {
            boolean error = errors.get(at);
            boolean warning = warnings.get(at);
            int end = Math.min(change(errors, at, error, text.length()), change(warnings, at, warning, text.length()));
            spans.add(error ? List.of("squiggle-error") : warning ? List.of("squiggle-warning") : List.of(), end - at);
            at = end;
        }
        return spans.create();
    }

    private static int change(BitSet bits, int at, boolean set, int end) {
        int next = set ? bits.nextClearBit(at) : bits.nextSetBit(at);
        return next < 0 ? end : Math.min(next, end);
    }

    private static Collection<String> both(Collection<String> first, Collection<String> second) {
        if (second.isEmpty()) {
            return first;
        }
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private void mark(Selection selection) {
        int last = area.getParagraphs().size() - 1;
        for (int i = markedFrom; i >= 0 && i <= Math.min(markedTo, last); i++) {
            area.setParagraphStyle(i, List.of());
        }
        markedFrom = -1;
        markedTo = -1;
        Span span = selection.span();
        if (selection.rule() == 0 || span.end() > area.getLength()) {
            return;
        }
        markedFrom = line(span.start());
        markedTo = line(span.end());
        for (int i = markedFrom; i <= markedTo; i++) {
            area.setParagraphStyle(i, List.of("selected-line"));
        }
        if (!area.isFocused()) {
            area.showParagraphInViewport(markedFrom);
        }
    }

    private int line(int offset) {
        return area.offsetToPosition(offset, org.fxmisc.richtext.model.TwoDimensional.Bias.Backward).getMajor();
    }

    private void regutter() {
        // only those on the screen exist, and asking for another one would make it
        if (area.getVisibleParagraphs().isEmpty()) {
            return;
        }
        int last = Math.min(area.lastVisibleParToAllParIndex(), area.getParagraphs().size() - 1);
        for (int i = area.firstVisibleParToAllParIndex(); i <= last; i++) {
            area.recreateParagraphGraphic(i);
        }
    }

    private Node gutter(int line) {
        Label number = new Label(Integer.toString(line + 1));
        number.getStyleClass().addAll("line-number", "mono");
        int rule = model.ruleBeginningAt(line);
        StackPane sign = new StackPane();
        sign.getStyleClass().add("gutter-sign");
        if (rule > 0) {
            sign.getChildren().add(new RuleBadge(rule));
        }
        HBox box = new HBox(number, sign);
        box.setAlignment(Pos.TOP_LEFT);
        box.getStyleClass().add("gutter");
        return box;
    }

    private void explain(MouseOverTextEvent event) {
        List<Diagnostic> here = model.at(event.getCharacterIndex());
        if (!here.isEmpty()) {
            hover.show(area, event.getScreenPosition(), here.stream().map(ProblemList::card).toList());
        }
    }
}
