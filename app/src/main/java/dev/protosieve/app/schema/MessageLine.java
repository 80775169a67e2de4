package dev.protosieve.app.schema;

import dev.protosieve.app.theme.Icons;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.controlsfx.control.textfield.CustomTextField;
import org.kordamp.ikonli.feather.Feather;

/** Which message the rules are about, and a list to search for another. */
final class MessageLine extends HBox {

    private static final double NARROW = 170;

    private final SchemaViewModel model;
    private final Button button = new Button("", Icons.of(Feather.CHEVRON_DOWN));

    MessageLine(SchemaViewModel model) {
        super(6);
        this.model = model;
        setAlignment(Pos.CENTER_LEFT);
        Label label = new Label("Rules about");
        label.getStyleClass().addAll("muted", "small");
        label.setMinWidth(USE_PREF_SIZE);
        // in a narrow pane the room is for the name
        label.visibleProperty().bind(widthProperty().greaterThan(NARROW));
        label.managedProperty().bind(label.visibleProperty());
        button.setId("choose-message");
        button.getStyleClass().add("message-button");
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        button.setMnemonicParsing(false);
        button.setMinWidth(0);
        button.setMaxWidth(Double.MAX_VALUE);
        button.textProperty().bind(model.message().map(m -> m.isEmpty() ? "Choose a message" : m));
        button.accessibleTextProperty().bind(model.message().map(m -> "The rules are about " + m + "; choose another"));
        button.setOnAction(_ -> choose());
        HBox.setHgrow(button, Priority.ALWAYS);
        getChildren().addAll(label, button);
        visibleProperty().bind(model.sources().messages().map(all -> !all.isEmpty()));
        managedProperty().bind(visibleProperty());
    }

    private void choose() {
        List<String> all = model.sources().messages().get();
        ListView<String> list = new ListView<>();
        list.setId("message-list");
        list.setAccessibleText("Messages");
        list.setPrefSize(380, 260);
        CustomTextField search = new CustomTextField();
        search.setId("message-search");
        search.setLeft(Icons.of(Feather.SEARCH));
        search.setPromptText("Search %,d messages".formatted(all.size()));
        search.setAccessibleText("Search messages");
        search.textProperty().subscribe(text -> {
            String wanted = text.strip().toLowerCase(Locale.ROOT);
            list.getItems().setAll(all.stream().filter(m -> m.toLowerCase(Locale.ROOT).contains(wanted)).toList());
            list.getSelectionModel().selectFirst();
        });
        VBox box = new VBox(8, search, list);
        box.getStyleClass().add("pop-form");
        PopOver popup = new PopOver(box);
        popup.setArrowLocation(PopOver.ArrowLocation.TOP_LEFT);
        popup.setAnimated(false);
        popup.setOnShown(_ -> search.requestFocus());
        search.setOnKeyPressed(key -> {
            switch (key.getCode()) {
                case DOWN -> list.getSelectionModel().selectNext();
                case UP -> list.getSelectionModel().selectPrevious();
                case ENTER -> take(list, popup);
                case ESCAPE -> popup.hide();
                default -> {
                    return;
                }
            }
            list.scrollTo(list.getSelectionModel().getSelectedIndex());
            key.consume();
        });
        list.setOnMouseClicked(_ -> take(list, popup));
        list.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                take(list, popup);
            }
        });
        popup.show(button);
    }

    private void take(ListView<String> list, PopOver popup) {
        String chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            popup.hide();
            model.sources().choose(chosen);
            button.requestFocus();
        }
    }
}
