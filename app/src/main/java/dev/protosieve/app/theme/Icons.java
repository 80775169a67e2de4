package dev.protosieve.app.theme;

import java.util.EnumSet;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons of one stroke and one size. */
public final class Icons {

    /** The font leaves a hole where their two strokes cross, in the middle. */
    private static final Set<Feather> CROSSINGS = EnumSet.of(Feather.PLUS, Feather.PLUS_SQUARE, Feather.X,
            Feather.X_CIRCLE);
    /** The font's strokes are a twelfth of its size wide: a square of that side fits into this circle. */
    private static final double STROKE_RADIUS = Math.sqrt(2) / 24;

    private Icons() {
    }

    public static Node of(Feather icon) {
        FontIcon sign = new FontIcon(icon);
        sign.getStyleClass().add("icon");
        return CROSSINGS.contains(icon) ? filled(sign) : sign;
    }

    private static Node filled(FontIcon sign) {
        Circle middle = new Circle();
        middle.radiusProperty().bind(sign.iconSizeProperty().multiply(STROKE_RADIUS));
        middle.fillProperty().bind(sign.fillProperty());
        return new StackPane(sign, middle);
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
