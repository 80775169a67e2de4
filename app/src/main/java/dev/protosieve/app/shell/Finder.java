package dev.protosieve.app.shell;

import dev.protosieve.app.project.Fuzzy;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A list to choose from by typing a few letters: commands, files. */
final class Finder<T> extends VBox {

    private static final int ROWS = 12;
    /** As high as the style sheet has rows, until it was read. */
    private static final double ROW = 30;

    /** How an item looks: its name, and a remark at the right such as its keys. */
    record Look<T>(Function<T, String> name, Function<T, String> remark) {
    }

    private final Overlay overlay;
    private final Look<T> look;
    private final TextField letters = new TextField();
    private final ListView<T> list = new ListView<>();
    private final Consumer<T> chosen;
    private List<T> items;

    Finder(Overlay overlay, String prompt, List<T> items, Look<T> look, Consumer<T> chosen) {
        this.overlay = overlay;
        this.items = items;
        this.look = look;
        this.chosen = chosen;
        getStyleClass().addAll("card", "finder");
        letters.setPromptText(prompt);
        letters.setAccessibleText(prompt);
        letters.setId("finder-letters");
        list.setId("finder-list");
        list.setAccessibleText("What was found; arrow keys choose, Enter takes it");
        list.setCellFactory(_ -> new Cell());
        list.setFocusTraversable(false);
        Label nothing = new Label("Nothing has these letters");
        nothing.getStyleClass().add("muted");
        list.setPlaceholder(nothing);
        letters.textProperty().subscribe(_ -> search());
        list.fixedCellSizeProperty().subscribe(_ -> search());
        letters.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setOnMouseClicked(_ -> take());
        getChildren().addAll(letters, list);
    }

    /** Other items, for those that are found while the list is open. */
    void setItems(List<T> next) {
        items = next;
        search();
    }

    private void search() {
        list.getItems().setAll(Fuzzy.search(letters.getText(), items, look.name));
        list.setPrefHeight(Math.clamp(list.getItems().size(), 1, ROWS) * row() + 2);
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private double row() {
        return list.getFixedCellSize() > 0 ? list.getFixedCellSize() : ROW;
    }

    private void key(KeyEvent key) {
        if (key.getCode() == KeyCode.DOWN || key.getCode() == KeyCode.UP) {
            int by = key.getCode() == KeyCode.DOWN ? 1 : -1;
            int count = Math.max(1, list.getItems().size());
            int next = Math.floorMod(list.getSelectionModel().getSelectedIndex() + by, count);
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - ROWS / 2));
            key.consume();
        } else if (key.getCode() == KeyCode.ENTER) {
            key.consume();
            take();
        }
    }

    private void take() {
        @Nullable T item = list.getSelectionModel().getSelectedItem();
        if (item != null) {
            overlay.hide();
            chosen.accept(item);
        }
    }

    void show() {
        search();
        overlay.show(this, letters, Pos.TOP_CENTER, () -> {
        });
    }

    private final class Cell extends ListCell<T> {
        Cell() {
            // as wide as the list, so that long names are shortened and nothing scrolls sideways
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable T item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            Label name = new Label(look.name.apply(item));
            Label remark = new Label(look.remark.apply(item));
            remark.getStyleClass().add("muted");
            remark.setMinWidth(Region.USE_PREF_SIZE);
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            HBox line = new HBox(12, name, gap, remark);
            line.setAlignment(Pos.CENTER_LEFT);
            line.setMinWidth(0);
            setGraphic(line);
            setAccessibleText(name.getText() + " " + remark.getText());
        }
    }
}
