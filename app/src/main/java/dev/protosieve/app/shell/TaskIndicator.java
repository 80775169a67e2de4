package dev.protosieve.app.shell;

import dev.protosieve.app.session.BackgroundTasks;
import dev.protosieve.app.task.BackgroundTask;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** The newest task behind the window: what it is, how far it is, and a button that ends it. */
final class TaskIndicator extends HBox {

    private final BackgroundTasks tasks;
    private final Label title = new Label();
    private final ProgressBar bar = new ProgressBar();

    TaskIndicator(BackgroundTasks tasks) {
        this.tasks = tasks;
        setId("tasks");
        getStyleClass().add("task-indicator");
        setAlignment(Pos.CENTER_LEFT);
        Button cancel = Icons.button(Feather.X, "Cancel this task", () -> newest().cancel());
        cancel.setId("cancel-task");
        title.setMinWidth(Region.USE_PREF_SIZE);
        bar.setAccessibleText("How far the task is");
        getChildren().addAll(title, bar, cancel);
        managedProperty().bind(visibleProperty());
        tasks.running().addListener((ListChangeListener<BackgroundTask>) _ -> show());
        show();
    }

    private BackgroundTask newest() {
        return tasks.running().getLast();
    }

    private void show() {
        boolean any = !tasks.running().isEmpty();
        setVisible(any);
        title.textProperty().unbind();
        bar.progressProperty().unbind();
        if (any) {
            BackgroundTask task = newest();
            int more = tasks.running().size() - 1;
            String name = task.title() + (more == 0 ? "" : " and " + more + " more");
            title.textProperty().bind(Bindings.when(task.detail().isEmpty()).then(name)
                    .otherwise(Bindings.concat(name, " \u00b7 ", task.detail())));
            bar.progressProperty().bind(task.progress());
            Hint.say(this, String.join("\n", tasks.running().stream().map(BackgroundTask::title).toList()));
        }
    }
}
