package dev.protosieve.app.designer;

import java.util.Arrays;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;

/** The last minute of a rule in one small line, in the rule's colour. */
final class Sparkline extends Region {

    private static final double WIDTH = 64;
    private static final double HEIGHT = 20;

    private final Polyline line = new Polyline();

    Sparkline() {
        getStyleClass().add("sparkline");
        line.getStyleClass().add("sparkline-line");
        line.setManaged(false);
        getChildren().add(line);
        setMinSize(WIDTH, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
    }

    void show(long[] perSecond) {
        double top = Math.max(1, Arrays.stream(perSecond).max().orElse(1)) * 1.15;
        Double[] points = new Double[perSecond.length * 2];
        for (int i = 0; i < perSecond.length; i++) {
            points[2 * i] = perSecond.length < 2 ? 0 : i * WIDTH / (perSecond.length - 1);
            points[2 * i + 1] = HEIGHT - 2 - perSecond[i] / top * (HEIGHT - 4);
        }
        line.getPoints().setAll(points);
    }
}
