package dev.protosieve.app.shell;

import dev.protosieve.app.lab.LabView;
import dev.protosieve.app.theme.Pane;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import org.controlsfx.control.SegmentedButton;

/** Below the rules: monitor and verifier, or the packet lab. */
final class LowerArea extends SplitPane {

    private static final double MONITOR_SHARE = 0.68;

    private final Pane monitor;
    private final Pane verifier;
    private final Pane lab;
    private final LabView labView;
    private final BooleanProperty shown;
    private Runnable changed = () -> {
    };
    private final ToggleButton[] toMonitor = {new ToggleButton("Monitor"), new ToggleButton("Monitor")};
    private final ToggleButton[] toLab = {new ToggleButton("Packet lab"), new ToggleButton("Packet lab")};

    LowerArea(javafx.scene.Node monitor, HBox legend, Pane verifier, LabView labView, ObservableValue<String> from,
            BooleanProperty shown) {
        this.verifier = verifier;
        this.labView = labView;
        this.monitor = new Pane("Monitor", monitor, legend, choice(0));
        this.lab = new Pane("Packet lab", labView, choice(1)).remark(from);
        toLab[0].setId("show-lab");
        toMonitor[1].setId("show-monitor");
        this.shown = shown;
        shown.subscribe(this::show);
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                scene.getAccelerators().put(new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN),
                        () -> shown.set(!shown.get()));
                scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F10), () -> step(1));
                scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F10, KeyCombination.SHIFT_DOWN),
                        () -> step(-1));
            }
        });
    }

    private SegmentedButton choice(int at) {
        toMonitor[at].setOnAction(_ -> choose(false));
        toLab[at].setOnAction(_ -> choose(true));
        toLab[at].setTooltip(new javafx.scene.control.Tooltip("Compose a packet and see its verdict (Ctrl+L)"));
        return new SegmentedButton(toMonitor[at], toLab[at]);
    }

    private void choose(boolean asLab) {
        shown.set(asLab);
        show(asLab);
    }

    private void step(int by) {
        shown.set(true);
        labView.step(by);
    }

    /** @param then called when the other one is in front */
    void changed(Runnable then) {
        changed = then;
    }

    boolean isLab() {
        return getItems().contains(lab);
    }

    /** The lab, or the monitor beside the verifier. */
    private void show(boolean asLab) {
        for (int i = 0; i < toLab.length; i++) {
            toLab[i].setSelected(asLab);
            toMonitor[i].setSelected(!asLab);
        }
        if (getItems().isEmpty() || asLab != isLab()) {
            if (asLab) {
                getItems().setAll(lab);
            } else {
                getItems().setAll(monitor, verifier);
            }
            divide();
            changed.run();
        }
    }

    /** Gives each pane its share of the room. */
    void divide() {
        if (!isLab()) {
            setDividerPositions(MONITOR_SHARE);
        }
    }

    void remark(ObservableValue<String> text) {
        monitor.remark(text);
    }
}
