package dev.protosieve.app.rule;

import dev.protosieve.app.session.QuickFix;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.session.TextChange;
import dev.protosieve.app.theme.HoverCard;
import dev.protosieve.engine.assist.Explainer;
import dev.protosieve.engine.assist.Proposal;
import dev.protosieve.engine.assist.Proposals;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.event.MouseOverTextEvent;
import org.fxmisc.richtext.model.TwoDimensional.Bias;
import org.fxmisc.richtext.util.UndoUtils;

/** The rule text as an editor: colours, completion, explanations, fixes, find and replace, and the list of problems. */
public final class RuleTextView extends BorderPane implements EditorKeys.Help {

    private static final Duration HOVER = Duration.ofMillis(350);

    private final RuleTextViewModel model;
    private final CodeArea area = new CodeArea();
    private final HoverCard hover = new HoverCard();
    private final Painter painter;
    private final EditorKeys keys;
    private final CompletionPopup completion;
    private final FindBar find;
    private final Gutter gutter;
    private final Label notice = new Label(
            "This text is too long to be coloured while you type. Everything else works as always.");
    private final VBox top = new VBox();
    private final Unrolling unrolling;
    private boolean taking;
    private int openings = -1;
    private int markedFrom = -1;
    private int markedTo = -1;

    /** Not visible at first; while it is not, it does nothing, and it catches up when it is shown. */
    public RuleTextView(RuleTextViewModel model) {
        this.model = model;
        setVisible(false);
        managedProperty().bind(visibleProperty());
        getStyleClass().add("rule-text");
        area.setId("rule-text");
        area.setAccessibleText("Rules as text");
        area.setUndoManager(UndoUtils.noOpUndoManager());
        area.setLineHighlighterOn(true);
        painter = new Painter(area, model);
        completion = new CompletionPopup(area, this::complete);
        keys = new EditorKeys(area, model, completion, this);
        find = new FindBar(area, keys::apply, painter::showFound);
        gutter = new Gutter(area, model, this::fixes);
        notice.getStyleClass().addAll("muted", "small", "find-bar");
        notice.managedProperty().bind(notice.visibleProperty());
        notice.setVisible(false);
        top.getChildren().add(notice);
        setTop(top);
        VirtualizedScrollPane<CodeArea> scroll = new VirtualizedScrollPane<>(area);
        StackPane room = new StackPane(scroll);
        setCenter(room);
        unrolling = new Unrolling(scroll, room);
        ProblemList problems = new ProblemList(model);
        problems.visibleProperty().bind(model.problems().map(found -> !found.isEmpty()));
        problems.managedProperty().bind(problems.visibleProperty());
        setBottom(problems);
        watch();
    }

    private void watch() {
        // the first text is taken before anybody sees it, since a whole document takes some time
        take(model.text());
        visibleProperty().subscribe(this::shown);
        model.textValue().subscribe(this::catchUp);
        model.problems().subscribe(_ -> {
            paint();
            if (area.isFocused()) {
                area.requestFollowCaret();
            }
        });
        model.selection().subscribe(this::mark);
        model.wanted().subscribe(w -> w.ifPresent(this::goTo));
        area.textProperty().addListener((_, _, text) -> typed(text));
        area.caretPositionProperty().addListener((_, _, at) -> {
            if (!taking && area.isFocused()) {
                model.caretAt(at);
                paint();
            }
        });
        area.focusedProperty().subscribe(on -> {
            if (!on) {
                completion.hide();
            }
        });
        area.setMouseOverTextDelay(HOVER);
        area.addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_BEGIN,
                e -> explain(e.getCharacterIndex(), e.getScreenPosition()));
        area.addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_END, _ -> hover.hide());
    }

    private void shown(boolean visible) {
        gutter.watch(visible);
        if (visible) {
            unrolling.start();
            catchUp(model.text());
            mark(model.selection().getValue());
        }
    }

    private void paint() {
        if (isVisible()) {
            painter.paintSoon();
        }
    }

    private void catchUp(String text) {
        if (isVisible()) {
            take(text);
        }
    }

    private void take(String text) {
        boolean another = openings != model.openings() || area.getLength() == 0;
        openings = model.openings();
        if (!another && area.getText().equals(text)) {
            return;
        }
        taking = true;
        replaceChanged(area.getText(), text);
        if (another) {
            area.moveTo(0);
            area.scrollXToPixel(0);
            area.requestFollowCaret();
        }
        taking = false;
        changed(text);
        mark(model.selection().getValue());
    }

    // only the part that differs, so that caret and scroll position stay
    private void replaceChanged(String old, String text) {
        RuleEdit.ReplaceSpan edit = new TextChange(old, text).edit();
        area.replaceText(edit.span().start(), edit.span().end(), edit.text());
    }

    private void typed(String text) {
        hover.hide();
        if (!taking) {
            model.type(text);
            changed(text);
        }
    }

    private void changed(String text) {
        notice.setVisible(Painter.isTooLong(text));
        find.look();
        painter.paintSoon();
    }

    private void complete(Proposals offered, Proposal proposal) {
        int start = offered.typed().start();
        String written = proposal.written();
        String text = area.getText();
        int end = offered.typed().end();
        boolean closed = written.endsWith("\"") && end < text.length() && text.charAt(end) == '"';
        keys.apply(TextEdit.at("complete " + proposal.name(), new Span(start, closed ? end + 1 : end), written,
                start + proposal.caret()));
        if (written.startsWith(".", proposal.caret() - 1)) {
            keys.offer(false);
        }
    }

    private void mark(Selection selection) {
        if (!isVisible()) {
            return;
        }
        Span span = selection.span();
        boolean any = selection.rule() > 0 && span.end() <= area.getLength();
        int from = any ? line(span.start()) : -1;
        int to = any ? line(span.end()) : -2;
        int last = area.getParagraphs().size() - 1;
        for (int i = Math.max(0, markedFrom); i <= Math.min(markedTo, last); i++) {
            if (i < from || i > to) {
                style(i, List.of());
            }
        }
        for (int i = Math.max(0, from); i <= to; i++) {
            style(i, List.of("selected-line"));
        }
        markedFrom = from;
        markedTo = to;
        painter.paintSoon();
        if (any && !area.isFocused()) {
            area.showParagraphInViewport(from);
        }
    }

    // a line whose style is set is laid out anew, even if it is the style that it has
    private void style(int line, List<String> style) {
        if (!List.copyOf(area.getParagraph(line).getParagraphStyle()).equals(style)) {
            area.setParagraphStyle(line, style);
        }
    }

    private int line(int offset) {
        return area.offsetToPosition(offset, Bias.Backward).getMajor();
    }

    private void goTo(Span span) {
        area.requestFocus();
        area.moveTo(Math.min(span.start(), area.getLength()));
        area.requestFollowCaret();
    }

    private boolean explain(int offset, Point2D screen) {
        List<Node> cards = new ArrayList<>();
        model.at(offset).forEach(d -> cards.add(ProblemList.card(d)));
        model.explain(offset).ifPresent(e -> cards.add(card(e)));
        if (!cards.isEmpty() && !completion.isShowing()) {
            hover.show(area, screen, cards);
        }
        return !cards.isEmpty();
    }

    /** Below the letter before the caret. */
    private Point2D caretOnScreen() {
        int at = Math.max(1, area.getCaretPosition());
        Bounds bounds = area.getCharacterBoundsOnScreen(at - 1, Math.min(at, area.getLength()))
                .orElseGet(() -> area.localToScreen(area.getLayoutBounds()));
        return new Point2D(bounds.getMaxX(), bounds.getMaxY());
    }

    private static Node card(Explainer.Explained explained) {
        Label title = new Label(explained.meaning().title());
        title.getStyleClass().addAll("mono", "strong");
        title.setWrapText(true);
        VBox box = new VBox(3, title);
        if (!explained.meaning().words().isBlank()) {
            Label words = new Label(explained.meaning().words());
            words.setWrapText(true);
            box.getChildren().add(words);
        }
        return box;
    }

    @Override
    public void explainAtCaret() {
        int at = area.getCaretPosition();
        Point2D screen = caretOnScreen();
        if (!explain(at, screen) && at > 0) {
            explain(at - 1, screen);
        }
    }

    @Override
    public void fixes() {
        List<QuickFix> fixes = model.fixesAround(area.getCaretPosition());
        ContextMenu menu = new ContextMenu();
        for (QuickFix fix : fixes) {
            MenuItem item = new MenuItem(fix.title());
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> {
                model.mend(fix);
                area.requestFocus();
            });
            menu.getItems().add(item);
        }
        if (fixes.isEmpty()) {
            MenuItem nothing = new MenuItem(model.problemsAround(area.getCaretPosition()).isEmpty()
                    ? "There is nothing to mend here" : "There is no quick fix for this one");
            nothing.setDisable(true);
            menu.getItems().add(nothing);
        }
        Point2D screen = caretOnScreen();
        menu.show(area, screen.getX(), screen.getY() + 4);
    }

    @Override
    public void find(boolean replace) {
        if (find.getParent() == null) {
            top.getChildren().addFirst(find);
        }
        find.open(replace);
    }

    @Override
    public void goToProblem(boolean forward) {
        model.next(area.getCaretPosition(), forward).ifPresent(model::goTo);
    }

    @Override
    public boolean leave() {
        hover.hide();
        return find.close();
    }

    /** Gives the keys to the text, where the caret is. */
    @Override
    public void requestFocus() {
        area.requestFocus();
    }

    /** Gives the keys to the text, at the place of a problem. */
    public void goTo(Diagnostic problem) {
        model.goTo(problem);
    }

    /** Gives the keys to the text, at the beginning of the selected rule. */
    public void goToSelected() {
        goTo(model.selection().getValue().span());
    }
}
