package dev.protosieve.app.theme;

import javafx.scene.control.Button;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons of one stroke and one size. */
public final class Icons {

    private Icons() {
    }

    public static FontIcon of(Feather icon) {
        FontIcon node = new FontIcon(icon);
        node.getStyleClass().add("icon");
        return node;
    }

    /** A button that is only an icon; the hint is its name, for the eye and for screen readers. */
    public static Button button(Feather icon, String name, Runnable action) {
        Button button = new Button(null, of(icon));
        button.getStyleClass().addAll("flat", "icon-button");
        Hint.say(button, name);
        button.setAccessibleText(name);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
