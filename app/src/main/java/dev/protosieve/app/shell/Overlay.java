package dev.protosieve.app.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** What lies above the panes for a while and takes keys and mouse: questions, lists to choose from, explanations. */
final class Overlay extends StackPane {

    /** @param escape what Esc and a click beside the card do besides closing it */
    private record Layer(Node card, Runnable escape, @Nullable Node focusBefore) {
    }

    private final Node below;
    private final Deque<Layer> layers = new ArrayDeque<>();

    /** @param below what cannot be used while something is shown */
    Overlay(Node below) {
        this.below = below;
        below.getStyleClass().add("below");
        getStyleClass().add("overlay");
        setVisible(false);
        addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                key.consume();
                escape();
            }
        });
        // what the keys of the menus do is not for now
        addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (isShowing() && (key.isShortcutDown() || key.getCode().isFunctionKey())) {
                key.consume();
            }
        });
        setOnMousePressed(click -> {
            if (click.getTarget() == this) {
                escape();
            }
        });
    }

    /**
     * Shows a card, above those that are shown already.
     *
     * @param focus gets the keys
     * @param escape runs when people leave it with Esc or a click beside it
     */
    void show(Region card, Node focus, Pos place, Runnable escape) {
        layers.forEach(layer -> layer.card.setDisable(true));
        layers.push(new Layer(card, escape, getScene() == null ? null : getScene().getFocusOwner()));
        below.setDisable(true);
        card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        StackPane.setAlignment(card, place);
        getChildren().add(card);
        setVisible(true);
        focus.requestFocus();
    }

    /** Takes the topmost card away and gives the keys back to where they were. */
    void hide() {
        if (layers.isEmpty()) {
            return;
        }
        Layer gone = layers.pop();
        getChildren().remove(gone.card);
        below.setDisable(!layers.isEmpty());
        setVisible(!layers.isEmpty());
        if (!layers.isEmpty()) {
            layers.element().card.setDisable(false);
        }
        if (gone.focusBefore != null) {
            gone.focusBefore.requestFocus();
        }
    }

    private void escape() {
        if (!layers.isEmpty()) {
            Runnable then = layers.element().escape;
            hide();
            then.run();
        }
    }

    boolean isShowing() {
        return !layers.isEmpty();
    }
}
