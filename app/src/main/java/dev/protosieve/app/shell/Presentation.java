package dev.protosieve.app.shell;

import dev.protosieve.app.theme.Appearance;
import dev.protosieve.app.theme.Pane;
import java.util.List;

/** Shows the window to a hall: large letters, strong contrasts, and only rules and assembly. */
final class Presentation {

    private static final List<String> SHOWN = List.of("Rules", "Assembly");

    private final Appearance appearance;
    private final Panes panes;
    private List<Pane> before = List.of();

    Presentation(Appearance appearance, Panes panes) {
        this.appearance = appearance;
        this.panes = panes;
    }

    /** Into the mode or back, where all is as it was. */
    void toggle() {
        boolean on = !appearance.presenting().get();
        if (on) {
            before = panes.shown().get();
            panes.show(panes.every().stream().filter(p -> SHOWN.contains(p.title())).toList());
        } else {
            panes.show(before);
        }
        appearance.presenting().set(on);
    }

    boolean isOn() {
        return appearance.presenting().get();
    }
}
