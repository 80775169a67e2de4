package dev.protosieve.app.listing;

import dev.protosieve.app.session.Selection;
import dev.protosieve.app.theme.HoverCard;
import dev.protosieve.app.theme.Palette;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.StyleClassedTextArea;
import org.fxmisc.richtext.event.MouseOverTextEvent;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;
import org.fxmisc.richtext.util.UndoUtils;

/**
 * The assembly rows. Only the visible ones exist as nodes, and a selection restyles only those: one that spans thousands of
 * rows costs as much as one that spans ten.
 */
public final class ListingView extends BorderPane {

    private static final Duration HOVER = Duration.ofMillis(300);
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass CLICKED = PseudoClass.getPseudoClass("clicked");
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    /** Lines above one that is scrolled to, since what was proven before it matters. */
    private static final int CONTEXT = 6;

    private final ListingViewModel model;
    private final RowArea area = new RowArea();
    private final HoverCard hover = new HoverCard();
    private final Set<Node> shown = Collections.newSetFromMap(new WeakHashMap<>());

    /** Marks each row's nodes with the line they show, so that they can be found again. */
    private static final class RowArea extends StyleClassedTextArea {
        RowArea() {
            super(false);
        }
    }

    public ListingView(ListingViewModel model) {
        this.model = model;
        getStyleClass().add("listing");
        area.setId("listing");
        area.setEditable(false);
        area.setUndoManager(UndoUtils.noOpUndoManager());
        area.setParagraphGraphicFactory(this::gutter);
        area.setMouseOverTextDelay(HOVER);
        area.addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_BEGIN, this::explain);
        area.addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_END, _ -> hover.hide());
        area.setOnMouseClicked(_ -> model.select(area.getCurrentParagraph()));
        setCenter(new VirtualizedScrollPane<>(area));
        model.lines().subscribe(this::fill);
        model.selection().subscribe((old, now) -> select(old, now));
        model.refused().subscribe(line -> refuse(line.intValue()));
        model.stale().subscribe(stale -> area.pseudoClassStateChanged(STALE, stale));
    }

    private void fill(List<ListingLine> lines) {
        StringBuilder text = new StringBuilder();
        StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
        for (ListingLine line : lines) {
            if (!text.isEmpty()) {
                text.append('\n');
                spans.add(List.of(), 1);
            }
            text.append(line.text());
            style(line, spans);
        }
        area.replaceText(text.toString());
        if (!text.isEmpty()) {
            StyleSpans<Collection<String>> all = spans.create();
            area.setStyleSpans(0, all);
        }
        Selection now = model.selection().getValue();
        scrollTo(now, now.rule() > 0 ? model.firstLineOf(now.rule()) : 0);
    }

    private static void style(ListingLine line, StyleSpansBuilder<Collection<String>> spans) {
        switch (line) {
            case ListingLine.Heading heading -> spans.add(List.of("step"), heading.text().length());
            case ListingLine.Code code -> {
                spans.add(List.of("insn"), code.commentAt());
                spans.add(List.of("comment"), code.text().length() - code.commentAt());
            }
        }
    }

    private Node gutter(int line) {
        List<ListingLine> lines = model.lines().get();
        if (line >= lines.size()) {
            return new HBox();
        }
        ListingLine shows = lines.get(line);
        Label sign = new Label(shows instanceof ListingLine.Code && shows.rule() > 0 ? "" + shows.rule() : "");
        sign.getStyleClass().addAll("row-sign", Palette.ruleClass(shows.rule()));
        Label slot = new Label(shows instanceof ListingLine.Code code ? "" + code.row().slot() : "");
        slot.getStyleClass().addAll("row-slot", "mono");
        HBox box = new HBox(sign, slot);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("row-gutter");
        if (shows.rule() > 0 && shows instanceof ListingLine.Code) {
            sign.getStyleClass().add("ruled");
        }
        box.parentProperty().subscribe(parent -> {
            if (parent != null) {
                shown.add(parent);
                parent.getProperties().put(ListingLine.class, shows);
                paint(parent, shows, model.selection().getValue());
            }
        });
        return box;
    }

    private void paint(Node row, ListingLine line, Selection selection) {
        boolean ofRule = selection.rule() > 0 && line.rule() == selection.rule() && line instanceof ListingLine.Code;
        boolean clicked = line instanceof ListingLine.Code code && code.row().slot() == selection.slot();
        row.pseudoClassStateChanged(SELECTED, ofRule);
        row.pseudoClassStateChanged(CLICKED, clicked);
        row.pseudoClassStateChanged(REFUSED, line instanceof ListingLine.Code code
                && model.lineOf(code.row().slot()) == model.refused().get());
    }

    private void refuse(int line) {
        repaint(model.selection().getValue());
        if (line >= 0 && line < area.getParagraphs().size()) {
            area.showParagraphAtTop(Math.max(0, line - CONTEXT));
        }
    }

    private void repaint(Selection selection) {
        for (Node row : List.copyOf(shown)) {
            if (row.getProperties().get(ListingLine.class) instanceof ListingLine line) {
                paint(row, line, selection);
            }
        }
    }

    private void select(Selection old, Selection now) {
        repaint(now);
        if (now.slot() >= 0) {
            int line = model.lineOf(now.slot());
            if (line >= 0 && !isVisible(line)) {
                scrollTo(now, line);
            }
        } else if (now.rule() != old.rule() && now.rule() > 0) {
            scrollTo(now, model.firstLineOf(now.rule()));
        }
    }

    private boolean isVisible(int line) {
        try {
            return line >= area.firstVisibleParToAllParIndex() && line <= area.lastVisibleParToAllParIndex();
        } catch (IndexOutOfBoundsException _) {
            return false; // nothing is laid out yet
        }
    }

    private void scrollTo(Selection now, int line) {
        if (line >= 0 && line < area.getParagraphs().size()) {
            area.showParagraphAtTop(Math.max(0, now.rule() > 0 ? line - 2 : line));
        }
    }

    private void explain(MouseOverTextEvent event) {
        int line = area.offsetToPosition(event.getCharacterIndex(),
                org.fxmisc.richtext.model.TwoDimensional.Bias.Backward).getMajor();
        if (line < model.lines().get().size() && model.lines().get().get(line) instanceof ListingLine.Code code) {
            hover.show(area, event.getScreenPosition(), List.of(RowExplanation.of(code, model)));
        }
    }
}
