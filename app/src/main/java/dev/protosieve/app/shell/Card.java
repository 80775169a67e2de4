package dev.protosieve.app.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A question or an explanation above the panes: title, words, anything else, and answers. */
final class Card extends VBox {

    private final List<Button> answers = new ArrayList<>();
    private final Overlay overlay;
    private Runnable escape = () -> {
    };

    Card(Overlay overlay, String title, String words) {
        this.overlay = overlay;
        getStyleClass().add("card");
        Label head = new Label(title);
        head.getStyleClass().add("card-title");
        head.setWrapText(true);
        getChildren().add(head);
        if (!words.isEmpty()) {
            Label text = new Label(words);
            text.setWrapText(true);
            text.setMinHeight(USE_PREF_SIZE);
            getChildren().add(text);
        }
        setAccessibleText(title + ". " + words);
    }

    Card with(Node content) {
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().add(content);
        return this;
    }

    /** An answer; the first one is what Enter gives. */
    Card answer(String id, String words, Runnable action) {
        Button button = new Button(words);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        if (answers.isEmpty()) {
            button.setDefaultButton(true);
        }
        button.setOnAction(_ -> {
            overlay.hide();
            action.run();
        });
        answers.add(button);
        return this;
    }

    /** What Esc does. */
    Card otherwise(Runnable action) {
        escape = action;
        return this;
    }

    void show() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(8, gap);
        row.getStyleClass().add("card-answers");
        row.getChildren().addAll(answers.reversed());
        getChildren().add(row);
        overlay.show(this, answers.getFirst(), Pos.CENTER, escape);
    }
}
