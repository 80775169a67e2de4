package dev.protosieve.app.shell;

import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Pane;
import java.util.List;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;

/** Below the rules there is the monitor beside the verifier, or the packet lab. */
final class LabSwitch {

    private final BooleanProperty wanted;
    private final SegmentedButton inMonitor;
    private final SegmentedButton inLab;

    /** @param wanted whether the lab is to be shown */
    LabSwitch(BooleanProperty wanted) {
        this.wanted = wanted;
        this.inMonitor = choice("show-lab", false);
        this.inLab = choice("show-monitor", true);
    }

    /** For the head of the monitor. */
    SegmentedButton inMonitor() {
        return inMonitor;
    }

    /** For the head of the lab. */
    SegmentedButton inLab() {
        return inLab;
    }

    /** @param other what is to be found under that id: the button that changes something */
    private SegmentedButton choice(String other, boolean lab) {
        ToggleButton toMonitor = new ToggleButton("Monitor");
        ToggleButton toLab = new ToggleButton("Packet lab");
        (lab ? toMonitor : toLab).setId(other);
        toMonitor.setMinWidth(Region.USE_PREF_SIZE);
        toLab.setMinWidth(Region.USE_PREF_SIZE);
        Hint.say(toLab, "Compose a packet and see its verdict (Ctrl+L)");
        Runnable stay = () -> {
            toMonitor.setSelected(!lab);
            toLab.setSelected(lab);
        };
        stay.run();
        toMonitor.setOnAction(_ -> {
            stay.run();
            wanted.set(false);
        });
        toLab.setOnAction(_ -> {
            stay.run();
            wanted.set(true);
        });
        return new SegmentedButton(toMonitor, toLab);
    }

    /**
     * Keeps what is wanted and what is shown the same, whichever changes.
     *
     * @param others give their place to the lab
     */
    void connect(Panes panes, Pane lab, List<Pane> others) {
        panes.shown().subscribe(shown -> wanted.set(shown.contains(lab)));
        wanted.subscribe(now -> {
            if (now != panes.shown().get().contains(lab)) {
                Predicate<Pane> stays = p -> p != lab && !others.contains(p);
                panes.show(panes.every().stream().filter(
                        p -> stays.test(p) ? panes.shown().get().contains(p) : now == (p == lab)).toList());
            }
        });
    }
}
