package dev.protosieve.app.listing;

import dev.protosieve.app.session.Selection;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.HoverCard;
import dev.protosieve.app.theme.Palette;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javafx.animation.PauseTransition;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The assembly rows. Only the visible ones have nodes, so that thirteen thousand cost as much as thirty. */
public final class ListingView extends BorderPane {

    private static final Duration HOVER = Duration.millis(300);
    private static final PseudoClass OF_RULE = PseudoClass.getPseudoClass("of-rule");
    private static final PseudoClass CLICKED = PseudoClass.getPseudoClass("clicked");
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final PseudoClass ADDED = PseudoClass.getPseudoClass("added");
    private static final PseudoClass REMOVED = PseudoClass.getPseudoClass("removed");

    /** Lines above one that is scrolled to, since what was proven before it matters. */
    private static final int CONTEXT = 6;

    private final ListingViewModel model;
    private final ListView<ListingLine> rows = new ListView<>();
    private final Label cost = new Label();
    private final HoverCard hover = new HoverCard();
    // rows that the list has let go stay out of it by being collected
    private final Set<Row> cells = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean following;

    public ListingView(ListingViewModel model) {
        this.model = model;
        getStyleClass().add("listing");
        rows.setId("listing");
        rows.setAccessibleText("Instructions");
        rows.setCellFactory(_ -> new Row());
        rows.getSelectionModel().selectedIndexProperty().subscribe(line -> {
            if (!following) {
                model.select(line.intValue());
            }
        });
        rows.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        rows.setOnScroll(_ -> hover.hide());
        cost.getStyleClass().addAll("muted", "small");
        cost.setId("listing-cost");
        setCenter(rows);
        Button measure = new Button("Measure ns");
        measure.setId("listing-measure");
        measure.getStyleClass().add("small");
        measure.setMinWidth(USE_PREF_SIZE);
        Hint.say(measure, """
                Runs the filter in the kernel (BPF_PROG_TEST_RUN) 50,000 times over the lab's packet, five times,
                and takes the shortest; then again without each rule. The difference is what the rule adds
                for this packet; rules share the reading of fields, so differences do not add up.""");
        measure.setOnAction(_ -> model.measure());
        cost.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(cost, Priority.ALWAYS);
        HBox foot = new HBox(8, cost, measure);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("listing-foot");
        setBottom(foot);
        measure.disableProperty().bind(model.isMeasurable().map(can -> !can));
        model.measured().subscribe(_ -> cost.setText(model.cost()));
        model.lines().subscribe(this::fill);
        model.selection().subscribe((old, now) -> select(old, now));
        model.refused().subscribe(line -> refuse(line.intValue()));
        model.current().subscribe(_ -> mark());
        model.stale().subscribe(stale -> rows.pseudoClassStateChanged(STALE, stale));
        model.remark().subscribe(_ -> cost.setText(model.cost()));
    }

    /** Space explains the selected row, Escape closes the explanation. */
    private void key(KeyEvent event) {
        int line = rows.getSelectionModel().getSelectedIndex();
        if ((event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.F1) && line >= 0) {
            explain(rows.getSelectionModel().getSelectedItem(), rows.localToScreen(60, 40));
            event.consume();
        } else {
            hover.hide();
        }
    }

    private void fill(List<ListingLine> lines) {
        following = true;
        rows.setItems(FXCollections.observableList(lines));
        following = false;
        Selection now = model.selection().getValue();
        int changed = model.firstDifference();
        if (changed >= 0) {
            rows.scrollTo(Math.max(0, changed - CONTEXT));
        } else {
            scrollTo(now, now.rule() > 0 ? model.firstLineOf(now.rule()) : 0);
        }
        cost.setText(model.cost());
    }

    private void refuse(int line) {
        mark();
        if (line >= 0) {
            rows.scrollTo(Math.max(0, line - CONTEXT));
        }
    }

    private void select(Selection old, Selection now) {
        following = true;
        int line = now.slot() < 0 ? -1 : model.lineOf(now.slot());
        if (line >= 0) {
            rows.getSelectionModel().select(line);
        } else {
            rows.getSelectionModel().clearSelection();
        }
        following = false;
        mark();
        cost.setText(model.cost());
        if (line >= 0) {
            if (!isVisible(line)) {
                scrollTo(now, line);
            }
        } else if (!now.bytes().equals(old.bytes()) && model.firstReader() >= 0) {
            if (!isVisible(model.firstReader())) {
                scrollTo(now, model.firstReader());
            }
        } else if (now.rule() != old.rule() && now.rule() > 0) {
            scrollTo(now, model.firstLineOf(now.rule()));
        }
    }

    // a refresh of the list would lay all rows out anew
    private void mark() {
        cells.forEach(Row::mark);
    }

    private boolean isVisible(int line) {
        return cells.stream().filter(c -> c.getListView() == rows && c.getScene() != null)
                .anyMatch(c -> c.isVisible() && c.getIndex() == line && c.getBoundsInParent().getMinY() >= 0
                        && c.getBoundsInParent().getMaxY() <= rows.getHeight());
    }

    private void scrollTo(Selection now, int line) {
        if (line >= 0 && line < rows.getItems().size()) {
            rows.scrollTo(Math.max(0, now.rule() > 0 || now.slot() >= 0 ? line - CONTEXT : line));
        }
    }

    private void explain(@Nullable ListingLine line, @Nullable Point2D screen) {
        if (line instanceof ListingLine.Code code && screen != null) {
            hover.show(rows, screen, List.of(RowExplanation.of(code, model)));
        }
    }

    private final class Row extends ListCell<ListingLine> {

        private final Label sign = new Label();
        private final Label mark = new Label();
        private final Label slot = new Label();
        private final Label text = new Label();
        private final Label comment = new Label();
        private final HBox line = new Line(sign, mark, slot, text, comment);
        private final PauseTransition wait = new PauseTransition(HOVER);
        private Point2D mouse = Point2D.ZERO;

        Row() {
            sign.getStyleClass().add("row-sign");
            mark.getStyleClass().addAll("mono", "row-mark");
            slot.getStyleClass().addAll("row-slot", "mono");
            text.getStyleClass().addAll("mono", "row-text");
            comment.getStyleClass().addAll("mono", "row-comment");
            slot.setMinWidth(USE_PREF_SIZE);
            text.setMinWidth(USE_PREF_SIZE);
            comment.setMinWidth(0);
            line.setAlignment(Pos.CENTER_LEFT);
            cells.add(this);
            wait.setOnFinished(_ -> explain(getItem(), mouse));
            addEventHandler(MouseEvent.MOUSE_MOVED, e -> {
                mouse = new Point2D(e.getScreenX(), e.getScreenY());
                hover.hide();
                wait.playFromStart();
            });
            addEventHandler(MouseEvent.MOUSE_EXITED, _ -> {
                wait.stop();
                hover.hide();
            });
        }

        @Override
        protected void updateItem(@Nullable ListingLine shown, boolean empty) {
            super.updateItem(shown, empty);
            setText(null);
            getStyleClass().remove("step");
            pseudoClassStateChanged(REMOVED, shown instanceof ListingLine.Removed);
            if (empty || shown == null) {
                setGraphic(null);
                setAccessibleText(null);
                mark();
                return;
            }
            switch (shown) {
                case ListingLine.Heading heading -> {
                    getStyleClass().add("step");
                    put(0, "", heading.text(), "");
                }
                case ListingLine.Removed removed -> put(0, "", removed.text(), "");
                case ListingLine.Code code -> put(code.rule(), "" + code.row().slot(), code.row().text(),
                        code.comment().isEmpty() ? "" : "; " + code.comment());
            }
            setGraphic(line);
            mark();
        }

        /** Shows what is selected, read and executed. */
        void mark() {
            @Nullable ListingLine shown = isEmpty() ? null : getItem();
            ListingLine.@Nullable Code code = shown instanceof ListingLine.Code c ? c : null;
            Selection now = model.selection().getValue();
            int at = code == null ? -1 : code.row().slot();
            pseudoClassStateChanged(OF_RULE, code != null && now.rule() > 0 && code.rule() == now.rule());
            pseudoClassStateChanged(CLICKED, code != null && at == now.slot());
            pseudoClassStateChanged(REFUSED, code != null && model.lineOf(at) == model.refused().get());
            pseudoClassStateChanged(ADDED, code != null && code.added());
            if (shown != null) {
                mark.setText(shown instanceof ListingLine.Removed ? "\u2212" : code == null ? "" : sign(code, at));
                setAccessibleText(mark.getText() + " " + slot.getText() + " " + shown.text());
            }
        }

        private String sign(ListingLine.Code code, int at) {
            boolean here = model.current().getValue() == at;
            return here ? "\u25b6" : code.added() ? "+" : model.readers().contains(at) ? "\u25cf" : "";
        }

        private void put(int rule, String number, String words, String behind) {
            sign.setText(rule > 0 ? "" + rule : "");
            sign.getStyleClass().setAll("label", "row-sign", Palette.ruleClass(rule));
            if (rule > 0) {
                sign.getStyleClass().add("ruled");
            }
            if (rule > 99) {
                sign.getStyleClass().add("long");
            }
            slot.setText(number);
            text.setText(words);
            comment.setText(behind);
        }
    }

    /** As wide as the instruction: the list scrolls for instructions, a remark gets what is left and its end in the explanation. */
    private static final class Line extends HBox {

        Line(Node... parts) {
            super(parts);
        }

        @Override
        protected double computePrefWidth(double height) {
            return computeMinWidth(height);
        }
    }
}
