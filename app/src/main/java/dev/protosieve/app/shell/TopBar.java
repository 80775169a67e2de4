package dev.protosieve.app.shell;

import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.target.TargetBar;
import dev.protosieve.app.theme.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.feather.Feather;

/** Name, file, undo, and the target's choosers and buttons. */
final class TopBar extends HBox {

    TopBar(Workbench bench, FileActions files, TargetBar target, Runnable switchTheme) {
        getStyleClass().add("top-bar");
        setAlignment(Pos.CENTER_LEFT);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button undo = Icons.button(Feather.CORNER_UP_LEFT, "Undo (Ctrl+Z)", bench::undo);
        undo.setId("undo");
        undo.getTooltip().textProperty().bind(bench.undoName().map(n -> words("Undo", n, "Ctrl+Z")));
        undo.disableProperty().bind(bench.canUndo().not());
        Button redo = Icons.button(Feather.CORNER_UP_RIGHT, "Redo (Ctrl+Shift+Z)", bench::redo);
        redo.setId("redo");
        redo.getTooltip().textProperty().bind(bench.redoName().map(n -> words("Redo", n, "Ctrl+Shift+Z")));
        redo.disableProperty().bind(bench.canRedo().not());
        HBox tools = new HBox(2, Icons.button(Feather.FOLDER, "Open a rule file (Ctrl+O)", files::open),
                Icons.button(Feather.SAVE, "Save (Ctrl+S)", files::save), undo, redo);
        tools.setAlignment(Pos.CENTER_LEFT);
        Button theme = Icons.button(Feather.SUN, "Light or dark", switchTheme);
        theme.setId("theme");
        getChildren().addAll(name(), file(bench), tools, gap, target, theme);
    }

    private static String words(String verb, String step, String keys) {
        return verb + (step.isEmpty() ? "" : ": " + step) + " (" + keys + ")";
    }

    private static TextFlow name() {
        Text first = new Text("Proto");
        first.getStyleClass().addAll("app-name");
        Text second = new Text("sieve");
        second.getStyleClass().addAll("app-name", "app-name-accent");
        TextFlow flow = new TextFlow(first, second);
        flow.setMinWidth(USE_PREF_SIZE);
        flow.setMaxHeight(USE_PREF_SIZE);
        return flow;
    }

    private static Label file(Workbench bench) {
        Label file = new Label();
        file.getStyleClass().add("muted");
        file.setMinWidth(40);
        file.textProperty().bind(bench.document().map(d -> d.name()));
        Circle dirty = new Circle(4);
        dirty.getStyleClass().add("dirty");
        dirty.visibleProperty().bind(bench.document().map(d -> d.isDirty()));
        file.setGraphic(dirty);
        file.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        Tooltip tip = new Tooltip();
        tip.textProperty().bind(bench.document().map(d -> d.file().map(Object::toString).orElse("not saved yet")));
        file.setTooltip(tip);
        return file;
    }
}
