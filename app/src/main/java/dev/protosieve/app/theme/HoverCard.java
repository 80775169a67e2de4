package dev.protosieve.app.theme;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/** The card that explains what is under the mouse. */
public final class HoverCard {

    private static final double BELOW = 14;

    private final VBox card = new VBox(8);
    /** A window, so it is made when it is wanted. */
    private @Nullable Popup popup;

    public HoverCard() {
        card.getStyleClass().add("hover-card");
    }

    /** @param screen where the mouse is; the card appears under it */
    public void show(Node owner, Point2D screen, List<? extends Node> content) {
        card.getStylesheets().setAll(owner.getScene().getStylesheets());
        card.getStyleClass().removeAll("root");
        card.getStyleClass().add("root");
        card.getChildren().setAll(content);
        if (popup == null) {
            popup = new Popup();
            popup.getContent().add(card);
            popup.setAutoHide(true);
        }
        popup.show(owner, screen.getX() + 4, screen.getY() + BELOW);
    }

    public void hide() {
        if (popup != null) {
            popup.hide();
        }
    }
}
