package dev.protosieve.app.rule;

import javafx.animation.AnimationTimer;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** Shows a pane from its top, some more of it in each frame: a pane full of new lines in one frame would make keys and mouse wait. */
final class Unrolling extends AnimationTimer {

    /** About five lines, which take some 15 ms to make the first time. */
    private static final double PER_FRAME = 90;

    private final Region pane;
    private final StackPane room;

    /** @param room holds the pane, and is as high as it will be */
    Unrolling(Region pane, StackPane room) {
        this.pane = pane;
        this.room = room;
        StackPane.setAlignment(pane, Pos.TOP_LEFT);
        pane.setMaxHeight(PER_FRAME);
    }

    @Override
    public void handle(long now) {
        if (room.getHeight() > 0) {
            pane.setMaxHeight(pane.getMaxHeight() + PER_FRAME);
        }
        if (pane.getMaxHeight() > room.getHeight() && room.getHeight() > 0) {
            pane.setMaxHeight(Double.MAX_VALUE);
            stop();
        }
    }
}
