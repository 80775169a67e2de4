package dev.protosieve.app.theme;

import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A pane of the window: a head line with title, remark and a few controls, and the content under it. */
public final class Pane extends BorderPane {

    /** The keys go to this pane. */
    private static final PseudoClass KEYS = PseudoClass.getPseudoClass("keys");

    private final HBox head = new HBox();
    private final Label remark = new Label();

    private final String title;

    public Pane(String title, Node content, Node... controls) {
        this.title = title;
        getStyleClass().add("pane");
        Label name = new Label(title);
        name.getStyleClass().add("pane-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        remark.getStyleClass().add("muted");
        remark.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        head.getStyleClass().add("pane-head");
        head.getChildren().addAll(name, remark, gap);
        head.getChildren().addAll(controls);
        setTop(head);
        // what has not enough room is cut at the bottom, and does not climb over the head
        centerProperty().subscribe(shown -> {
            if (shown != null) {
                setAlignment(shown, Pos.TOP_LEFT);
            }
        });
        setCenter(content);
        setMinSize(0, 0);
        sceneProperty().flatMap(Scene::focusOwnerProperty)
                .subscribe(owner -> pseudoClassStateChanged(KEYS, holds(owner)));
    }

    private boolean holds(@Nullable Node owner) {
        Node node = owner;
        while (node != null && node != this) {
            node = node.getParent();
        }
        return node == this;
    }

    public String title() {
        return title;
    }

    /** Few words behind the title that follow {@code text}. */
    public Pane remark(ObservableValue<String> text) {
        remark.textProperty().bind(text);
        return this;
    }
}
