package dev.protosieve.app.designer;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Lines of chips: what is wider than a line gets a line of its own and is shortened to it, unlike in a FlowPane. */
final class ChipFlow extends Pane {

    private static final double GAP = 8;
    private static final double LINE_GAP = 4;

    ChipFlow() {
        getStyleClass().add("chips");
        setMinWidth(0);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        double sum = 0;
        for (Node chip : getManagedChildren()) {
            sum += chip.prefWidth(-1) + GAP;
        }
        return Math.max(0, sum - GAP);
    }

    @Override
    protected double computePrefHeight(double width) {
        return place(width < 0 ? Double.MAX_VALUE : width, false);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        place(getWidth(), true);
    }

    private double place(double width, boolean really) {
        List<Node> chips = getManagedChildren();
        double x = 0;
        double y = 0;
        double line = 0;
        for (Node chip : chips) {
            double w = Math.min(chip.prefWidth(-1), width);
            double h = chip.prefHeight(w);
            if (x > 0 && x + w > width) {
                x = 0;
                y += line + LINE_GAP;
                line = 0;
            }
            if (really) {
                chip.resizeRelocate(snapPositionX(x), snapPositionY(y), snapSizeX(w), snapSizeY(h));
            }
            x += w + GAP;
            line = Math.max(line, h);
        }
        return y + line;
    }
}
