package dev.protosieve.app.shell;

import dev.protosieve.app.session.BackgroundTasks;
import dev.protosieve.app.session.RunState;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.theme.Hint;
import java.time.Duration;
import java.time.Instant;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import org.controlsfx.control.StatusBar;

/** One line at the bottom: is it at work, was it verified. */
final class StatusStrip extends StatusBar {

    private final Workbench bench;
    private final Circle light = new Circle(4);
    private final Label run = new Label();

    /** @param doctor explains what this machine can do */
    StatusStrip(Workbench bench, BackgroundTasks tasks, ObservableValue<String> verdict, Runnable doctor) {
        this.bench = bench;
        setId("status");
        getStyleClass().add("status-strip");
        light.getStyleClass().add("light");
        run.setGraphic(light);
        run.getStyleClass().add("status-run");
        run.setMinWidth(0);
        getLeftItems().add(run);
        setText("");
        // nothing can be done with the strip itself
        setFocusTraversable(false);
        Label verified = new Label();
        verified.setMinWidth(Region.USE_COMPUTED_SIZE);
        verified.getStyleClass().add("muted");
        verified.textProperty().bind(verdict);
        getRightItems().addAll(new TaskIndicator(tasks), verified, machine(doctor));
        bench.run().subscribe(_ -> show());
        bench.snapshot().subscribe(_ -> show());
        bench.check().subscribe(_ -> show());
    }

    private Button machine(Runnable doctor) {
        Button machine = new Button();
        machine.setId("machine");
        machine.getStyleClass().addAll("flat", "machine");
        machine.setMinWidth(Region.USE_PREF_SIZE);
        machine.textProperty().bind(bench.notice().map(n -> n.isEmpty() ? "Live kernel" : "No live kernel"));
        Hint.words(machine).bind(bench.notice().map(n -> (n.isEmpty() ? "Filters can run in this machine's kernel." : n)
                + "\nClick to see what this machine can do."));
        machine.accessibleTextProperty().bind(machine.textProperty().map(t -> t + ". What this machine can do"));
        machine.setOnAction(_ -> doctor.run());
        return machine;
    }

    private void show() {
        light.getStyleClass().removeIf(c -> c.startsWith("light-"));
        switch (bench.run().get()) {
            case RunState.Stopped(String remark, boolean failed) ->
                say(failed ? "light-bad" : "light-off", remark.isEmpty() ? "Not loaded" : remark);
            case RunState.Starting(var place) -> say("light-busy", "Loading on " + place + "\u2026");
            case RunState.Running(var place, var how, var since, var remark, boolean stale) -> {
                Duration t = Duration.between(since, Instant.now());
                String age = t.toMinutes() > 0 ? "%d min %d s".formatted(t.toMinutes(), t.toSecondsPart())
                        : t.toSeconds() + " s";
                say(stale ? "light-warn" : "light-on", "At work: " + how + " \u00b7 " + age
                        + (remark.isEmpty() ? "" : " \u00b7 " + remark));
            }
            case RunState.Stopping(var place) -> say("light-busy", "Detaching from " + place + "\u2026");
        }
    }

    private void say(String colour, String words) {
        light.getStyleClass().add(colour);
        run.setText(words);
    }
}
