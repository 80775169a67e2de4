package dev.protosieve.app.theme;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/** How the window looks: light or dark, how large, and whether it is shown to a hall. */
public final class Appearance {

    /** Which theme people asked for. */
    public enum Choice {
        SYSTEM, LIGHT, DARK
    }

    /** The steps of zoom, in percent. */
    public static final List<Integer> STEPS = List.of(80, 90, 100, 110, 125, 150, 175, 200, 225, 250);

    /** Letters in a presentation are larger by this. */
    private static final double PRESENTED = 1.4;

    private final ObjectProperty<Choice> choice;
    private final ReadOnlyDoubleWrapper percent = new ReadOnlyDoubleWrapper(100);
    private final BooleanProperty presenting = new SimpleBooleanProperty();
    private final ObjectBinding<Theme> theme;

    /** @param systemIsDark what the desktop asks for */
    public Appearance(Choice first, ObservableValue<Boolean> systemIsDark) {
        this.choice = new SimpleObjectProperty<>(first);
        this.theme = Bindings.createObjectBinding(() -> {
            boolean dark = switch (choice.get()) {
                case SYSTEM -> systemIsDark.getValue();
                case LIGHT -> false;
                case DARK -> true;
            };
            Theme plain = dark ? Theme.DARK : Theme.LIGHT;
            return presenting.get() ? plain.clear() : plain;
        }, choice, systemIsDark, presenting);
    }

    public ObjectProperty<Choice> choice() {
        return choice;
    }

    /** What the choice, the desktop and a presentation come to. */
    public ObjectBinding<Theme> theme() {
        return theme;
    }

    public BooleanProperty presenting() {
        return presenting;
    }

    /** The zoom that people chose, in percent. */
    public ReadOnlyDoubleProperty percent() {
        return percent.getReadOnlyProperty();
    }

    /** Values outside of the steps are taken to the nearest end. */
    public void setPercent(double wanted) {
        percent.set(Math.clamp(wanted, STEPS.getFirst(), STEPS.getLast()));
    }

    public void larger() {
        STEPS.stream().filter(s -> s > percent.get()).findFirst().ifPresent(this::setPercent);
    }

    public void smaller() {
        STEPS.reversed().stream().filter(s -> s < percent.get()).findFirst().ifPresent(this::setPercent);
    }

    /** What lengths are multiplied with. */
    public double zoom() {
        return percent.get() / 100 * (presenting.get() ? PRESENTED : 1);
    }
}
