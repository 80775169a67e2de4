package dev.protosieve.app.shell;

import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.kordamp.ikonli.feather.Feather;

/** File, undo, and the target's choosers and buttons; these go to a line of their own where there is no room. */
final class TopBar extends VBox {

    /** How wide a file name may always be, by the size of its letters. */
    private static final double SHORT_NAME = 7;

    private final HBox line = new HBox();
    private final HBox second = new HBox();
    private final Region target;

    TopBar(Workbench bench, Region target, Runnable switchTheme) {
        this.target = target;
        getStyleClass().add("top-bars");
        line.getStyleClass().add("top-bar");
        second.getStyleClass().add("top-bar");
        line.setAlignment(Pos.CENTER_LEFT);
        second.setAlignment(Pos.CENTER_LEFT);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button undo = Icons.button(Feather.CORNER_UP_LEFT, "Undo (Ctrl+Z)", bench::undo);
        undo.setId("undo");
        Hint.words(undo).bind(bench.undoName().map(n -> words("Undo", n, "Ctrl+Z")));
        undo.disableProperty().bind(bench.canUndo().not());
        Button redo = Icons.button(Feather.CORNER_UP_RIGHT, "Redo (Ctrl+Shift+Z)", bench::redo);
        redo.setId("redo");
        Hint.words(redo).bind(bench.redoName().map(n -> words("Redo", n, "Ctrl+Shift+Z")));
        redo.disableProperty().bind(bench.canRedo().not());
        HBox tools = new HBox(2, undo, redo);
        tools.setAlignment(Pos.CENTER_LEFT);
        Button theme = Icons.button(Feather.SUN, "Light or dark", switchTheme);
        theme.setId("theme");
        line.getChildren().addAll(file(bench), tools, gap, target, theme);
        getChildren().add(line);
    }

    private static String words(String verb, String step, String keys) {
        return verb + (step.isEmpty() ? "" : ": " + step) + " (" + keys + ")";
    }

    @Override
    protected void layoutChildren() {
        fold();
        super.layoutChildren();
    }

    @Override
    protected double computePrefHeight(double width) {
        fold();
        return super.computePrefHeight(width);
    }

    private void fold() {
        List<Node> others = line.getChildren().stream().filter(n -> n != target).toList();
        // the same wherever the target is: otherwise each call would take the last one back
        double needed = others.stream().mapToDouble(n -> least(n) + line.getSpacing()).sum() + target.prefWidth(-1)
                + line.getInsets().getLeft() + line.getInsets().getRight();
        boolean narrow = getWidth() > 0 && needed > getWidth();
        Pane wanted = narrow ? second : line;
        if (target.getParent() != wanted) {
            if (narrow) {
                line.getChildren().remove(target);
                second.getChildren().setAll(target);
                getChildren().setAll(line, second);
            } else {
                second.getChildren().clear();
                line.getChildren().add(line.getChildren().size() - 1, target);
                getChildren().setAll(line);
            }
        }
    }

    private static double least(Node node) {
        return node instanceof Label name ? Math.min(SHORT_NAME * name.getFont().getSize(), name.prefWidth(-1))
                : node.prefWidth(-1);
    }

    private static Label file(Workbench bench) {
        Label file = new Label();
        file.setId("file-name");
        file.getStyleClass().add("file-name");
        file.setMinWidth(40);
        file.textProperty().bind(bench.document().map(d -> d.name()));
        Circle dirty = new Circle(4);
        dirty.getStyleClass().add("dirty");
        dirty.visibleProperty().bind(bench.document().map(d -> d.isDirty()));
        file.setGraphic(dirty);
        file.setContentDisplay(ContentDisplay.RIGHT);
        file.accessibleTextProperty().bind(bench.document().map(d -> d.name() + (d.isDirty() ? ", not saved" : "")));
        Hint.words(file).bind(bench.document().map(d -> d.file().map(Object::toString).orElse("not saved yet")));
        return file;
    }
}
