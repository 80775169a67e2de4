package dev.protosieve.app.shell;

import dev.protosieve.app.theme.Icons;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** One sentence above the panes with what can be done about it; hidden while there is none. */
final class WarningStrip extends HBox {

    private final Label words = new Label("", Icons.of(Feather.ALERT_TRIANGLE));

    WarningStrip(String id, List<Button> answers) {
        super(8);
        setId(id);
        getStyleClass().add("conflict-strip");
        setAlignment(Pos.CENTER_LEFT);
        words.getStyleClass().add("severity-warning");
        words.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(words, gap);
        getChildren().addAll(answers);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    static Button answer(String id, String words, Runnable action) {
        Button button = new Button(words);
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    void say(Optional<String> sentence) {
        sentence.ifPresent(words::setText);
        setVisible(sentence.isPresent());
    }
}
