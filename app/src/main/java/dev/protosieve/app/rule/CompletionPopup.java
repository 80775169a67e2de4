package dev.protosieve.app.rule;

import dev.protosieve.engine.assist.Proposal;
import dev.protosieve.engine.assist.Proposals;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;

/** The list of what may be written, under the caret; the text keeps the keys. */
final class CompletionPopup {

    private static final double LINE = 26;
    private static final int MOST_LINES = 9;
    private static final double WIDTH = 460;

    private final CodeArea area;
    private final Popup popup = new Popup();
    private final VBox card = new VBox();
    private final ListView<Proposal> list = new ListView<>();
    private final Label words = new Label();
    private final BiConsumer<Proposals, Proposal> accept;
    private Proposals shown = Proposals.NONE;
    private boolean chosen;
    private int timesHidden;

    /** @param accept writes the proposal in place of what is typed of it */
    CompletionPopup(CodeArea area, BiConsumer<Proposals, Proposal> accept) {
        this.area = area;
        this.accept = accept;
        list.setId("completion");
        list.setFocusTraversable(false);
        list.setFixedCellSize(LINE);
        list.setCellFactory(_ -> new Cell());
        list.setOnMouseClicked(_ -> accept());
        list.getSelectionModel().selectedItemProperty().subscribe(this::explain);
        words.setWrapText(true);
        words.getStyleClass().addAll("small", "completion-words");
        words.setMaxWidth(WIDTH);
        words.setMinHeight(Region.USE_PREF_SIZE);
        card.getStyleClass().addAll("root", "completion");
        card.setPrefWidth(WIDTH);
        card.getChildren().addAll(list, words);
        popup.getContent().add(card);
        popup.setAutoHide(true);
        popup.setHideOnEscape(false);
        popup.setAutoFix(true);
    }

    /** @param asked whether somebody pressed the keys for it: then Enter takes the first */
    void show(Proposals proposals, boolean asked) {
        boolean onlyItself = proposals.all().size() == 1 && !asked
                && proposals.all().getFirst().written().length() == proposals.typed().length();
        Bounds caret = place(proposals.typed().start());
        if (proposals.all().isEmpty() || onlyItself || caret == null || area.getScene() == null) {
            hide();
            return;
        }
        card.getStylesheets().setAll(area.getScene().getStylesheets());
        chosen = asked || chosen && popup.isShowing();
        shown = proposals;
        list.getItems().setAll(proposals.all());
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
        double height = Math.min(MOST_LINES, proposals.all().size()) * LINE + 4;
        list.setPrefHeight(height);
        list.setMinHeight(height);
        if (!popup.isShowing()) {
            popup.show(area, caret.getMaxX() - 30, caret.getMaxY() + 4);
        } else {
            popup.setX(caret.getMaxX() - 30);
            popup.setY(caret.getMaxY() + 4);
        }
    }

    /** Where the letters stand that are there already; the text area does not always know where its caret is. */
    private @Nullable Bounds place(int start) {
        int from = Math.max(0, Math.min(start, area.getLength()) - 1);
        return area.getCharacterBoundsOnScreen(from, Math.min(from + 1, area.getLength()))
                .or(area::getCaretBounds)
                .orElseGet(() -> area.localToScreen(area.getLayoutBounds()));
    }

    private void explain(@Nullable Proposal proposal) {
        String text = proposal == null ? "" : proposal.kind() == Proposal.Kind.FUNCTION
                ? proposal.detail() + "\n" + proposal.words() : proposal.words();
        words.setText(text);
        words.setVisible(!text.isBlank());
        words.setManaged(!text.isBlank());
    }

    /** Goes through the list. */
    void move(int by) {
        int next = Math.clamp(list.getSelectionModel().getSelectedIndex() + by, 0, list.getItems().size() - 1);
        list.getSelectionModel().select(next);
        list.scrollTo(Math.max(0, next - MOST_LINES / 2));
        chosen = true;
    }

    /** Writes what is selected. */
    void accept() {
        Proposal proposal = list.getSelectionModel().getSelectedItem();
        hide();
        if (proposal != null) {
            accept.accept(shown, proposal);
        }
    }

    /** Whether the user went to the list, so that Enter belongs to it. */
    boolean isChosen() {
        return chosen;
    }

    boolean isShowing() {
        return popup.isShowing();
    }

    void hide() {
        timesHidden++;
        popup.hide();
        chosen = false;
    }

    /** Whoever is about to show it sees by this whether it was put away meanwhile. */
    int timesHidden() {
        return timesHidden;
    }

    private static final class Cell extends ListCell<Proposal> {
        @Override
        protected void updateItem(@Nullable Proposal proposal, boolean empty) {
            super.updateItem(proposal, empty);
            if (empty || proposal == null) {
                setGraphic(null);
                return;
            }
            Label sign = new Label(proposal.kind().name().substring(0, 1).toLowerCase(Locale.ROOT));
            sign.getStyleClass().addAll("completion-sign", "completion-" + proposal.kind().name().toLowerCase(
                    Locale.ROOT));
            Label name = new Label(proposal.name());
            name.getStyleClass().add("mono");
            name.setMinWidth(Region.USE_PREF_SIZE);
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            Label detail = new Label(proposal.kind() == Proposal.Kind.FUNCTION ? brackets(proposal)
                    : proposal.detail());
            detail.getStyleClass().addAll("mono", "muted", "small");
            detail.setMinWidth(0);
            HBox line = new HBox(8, sign, name, gap, detail);
            line.setAlignment(Pos.CENTER_LEFT);
            line.setPrefWidth(1);
            setGraphic(line);
            setAccessibleText(proposal.name() + ", " + proposal.detail() + ", " + proposal.words());
        }

        private static String brackets(Proposal function) {
            int open = function.detail().indexOf('(');
            return open < 0 ? function.detail() : function.detail().substring(open);
        }
    }
}
