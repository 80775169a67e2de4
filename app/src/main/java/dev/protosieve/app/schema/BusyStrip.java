package dev.protosieve.app.schema;

import dev.protosieve.app.session.Sources;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;

/** Says what is being opened, with a way to stop; not for what is done in a moment. */
public final class BusyStrip extends HBox {

    private static final Duration MOMENT = Duration.millis(200);

    private final Sources sources;
    private final Label words = new Label();

    public BusyStrip(Sources sources) {
        super(8);
        this.sources = sources;
        setId("schema-busy");
        setAlignment(Pos.CENTER_LEFT);
        PauseTransition pause = new PauseTransition(MOMENT);
        pause.setOnFinished(_ -> show(sources.busy().get().isPresent()));
        sources.busy().subscribe(busy -> {
            busy.ifPresent(b -> words.setText(b.title() + "\u2026"));
            if (busy.isPresent()) {
                pause.playFromStart();
            } else {
                pause.stop();
                show(false);
            }
        });
    }

    // most windows never show it
    private void fill() {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setPrefSize(16, 16);
        turning.setMinSize(16, 16);
        words.setMinWidth(0);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button cancel = new Button("Cancel");
        cancel.setId("schema-cancel");
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(_ -> sources.busy().get().ifPresent(b -> b.cancel().run()));
        getChildren().addAll(turning, words, cancel);
    }

    private void show(boolean shown) {
        if (shown && getChildren().isEmpty()) {
            fill();
        }
        setVisible(shown);
        setManaged(shown);
    }
}
