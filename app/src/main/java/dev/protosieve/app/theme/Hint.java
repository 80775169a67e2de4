package dev.protosieve.app.theme;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/**
 * Words that appear beside a node while the mouse rests on it, and that screen readers give as its help. A tooltip is a window:
 * this one is made when the mouse comes to its node, which for most never happens.
 */
public final class Hint {

    private static final double WIDEST = 460;

    private final Node node;
    private final StringProperty words = new SimpleStringProperty(this, "words", "");
    private @Nullable Tooltip tooltip;

    private Hint(Node node) {
        this.node = node;
        node.addEventHandler(MouseEvent.MOUSE_MOVED, _ -> make());
        words.subscribe(this::changed);
    }

    /** Gives a node these words in the place of those it had; none take the hint away. */
    public static void say(Node node, String words) {
        words(node).set(words);
    }

    /** The words of a node, to be bound. */
    public static StringProperty words(Node node) {
        return ((Hint) node.getProperties().computeIfAbsent(Hint.class, _ -> new Hint(node))).words;
    }

    private void make() {
        if (tooltip == null && !words.get().isEmpty()) {
            tooltip = new Tooltip();
            tooltip.setWrapText(true);
            tooltip.setMaxWidth(WIDEST);
            tooltip.textProperty().bind(words);
            Tooltip.install(node, tooltip);
        }
    }

    private void changed(String now) {
        node.setAccessibleHelp(now.isEmpty() ? null : now);
        if (tooltip != null && now.isEmpty()) {
            Tooltip.uninstall(node, tooltip);
            tooltip = null;
        }
    }
}
