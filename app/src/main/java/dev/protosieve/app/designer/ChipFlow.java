package dev.protosieve.app.designer;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Lines of chips in which nothing is shortened: a group of chips moves to the next line before it is broken, it is broken between
 * its chips when it is wider than a line, and what is wider than a line alone is given that line and wraps inside.
 */
final class ChipFlow extends Pane {

    private static final double GAP = 5;
    private static final double GROUP_GAP = 10;
    private static final double LINE_GAP = 4;
    /** Where a flow in a flow can begin in the middle of a line. */
    private static final double ROOM = 140;
    /** How far a chip stands below the top of a line that is higher: beside a group of lines, it stays by the first. */
    private static final double MOST_LOWER = 5;
    /** On screens whose pixels are no whole part of a length, lengths that are rounded one by one add up to a little more. */
    private static final double ROUNDING = 2;

    private final List<List<Node>> groups;

    /** @param groups chips that belong together, in order */
    ChipFlow(List<List<Node>> groups) {
        this.groups = groups.stream().map(List::copyOf).toList();
        getStyleClass().add("chips");
        setMinWidth(0);
        this.groups.forEach(getChildren()::addAll);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        double sum = groups.stream().mapToDouble(g -> width(g) + GROUP_GAP).sum();
        return sides() + Math.max(0, sum - GROUP_GAP);
    }

    private double sides() {
        Insets insets = getInsets();
        return snapSpaceX(insets.getLeft()) + snapSpaceX(insets.getRight());
    }

    private double width(List<Node> group) {
        return group.stream().mapToDouble(chip -> snapSizeX(chip.prefWidth(-1)) + GAP).sum() - GAP;
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
        Pen pen = new Pen(Math.max(1, width - sides()), really);
        for (List<Node> group : groups) {
            double whole = width(group);
            if (pen.x > 0 && pen.x + whole > pen.width + ROUNDING) {
                pen.endLine();
                pen.y += LINE_GAP;
            }
            group.forEach(pen::put);
            pen.x += GROUP_GAP - GAP;
        }
        pen.endLine();
        return pen.y + snappedBottomInset();
    }

    /** Where the next chip goes. */
    private final class Pen {
        private final double width;
        private final boolean really;
        private double x;
        private double y = snappedTopInset();
        private double line;
        private final List<Node> chips = new ArrayList<>();

        Pen(double width, boolean really) {
            this.width = width;
            this.really = really;
        }

        void endLine() {
            if (really) {
                chips.forEach(chip -> {
                    double lower = Math.min(MOST_LOWER, (line - chip.getLayoutBounds().getHeight()) / 2);
                    chip.setLayoutY(snapPositionY(y + lower) - chip.getLayoutBounds().getMinY());
                });
            }
            chips.clear();
            x = 0;
            y += line;
            line = 0;
        }

        void put(Node chip) {
            double w = Math.min(snapSizeX(chip.prefWidth(-1)), width);
            boolean flows = chip instanceof ChipFlow || chip instanceof BlockNode;
            if (x > 0 && x + w > width + ROUNDING && flows && width - x >= ROOM) {
                w = width - x;
            }
            double h = snapSizeY(chip.prefHeight(w));
            if (x > 0 && x + w > width + ROUNDING) {
                endLine();
                y += LINE_GAP;
            }
            if (really) {
                chip.resizeRelocate(snapPositionX(snappedLeftInset() + x), y, w, h);
                chips.add(chip);
            }
            x += w + GAP;
            line = Math.max(line, h);
        }
    }
}
