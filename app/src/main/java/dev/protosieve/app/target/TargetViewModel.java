package dev.protosieve.app.target;

import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Place;
import dev.protosieve.app.session.RunControl;
import dev.protosieve.app.session.RunState;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.emit.Hook;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Where to run, and whether. */
public final class TargetViewModel {

    private final Workbench bench;
    private final Gestures gestures;
    private final RunControl control;

    public TargetViewModel(Workbench bench, Gestures gestures, RunControl control) {
        this.bench = bench;
        this.gestures = gestures;
        this.control = control;
    }

    ObjectProperty<Hook> hook() {
        return bench.hook();
    }

    ObjectProperty<@Nullable Place> place() {
        return bench.place();
    }

    ObservableList<Place> places() {
        return bench.places();
    }

    /** The words of a hook in the chooser. */
    static String name(Hook hook) {
        return switch (hook) {
            case XDP -> "XDP";
            case XDP_FRAGS -> "XDP frags";
            case TC_INGRESS -> "TC ingress";
            case TC_EGRESS -> "TC egress";
            case SOCKET -> "socket";
            case CGROUP_INGRESS -> "cgroup in";
            case CGROUP_EGRESS -> "cgroup out";
        };
    }

    boolean isObserving() {
        return gestures.isObserving();
    }

    /** Whether the rules cannot be read, so that nothing can be changed in them here. */
    ObservableValue<Boolean> isUnreadable() {
        return bench.treeStale();
    }

    void setObserving(boolean observe) {
        if (observe != gestures.isObserving()) {
            gestures.setObserving(observe);
        }
    }

    ObservableValue<?> tree() {
        return bench.tree();
    }

    /** {@code Load}, or {@code Replace} while a filter runs. */
    ObservableValue<String> verb() {
        return bench.run().map(run -> run.isRunning() ? "Replace" : "Load");
    }

    BooleanBinding canLoad() {
        return Bindings.createBooleanBinding(() -> bench.check().get().isRunnable() && bench.place().get() != null
                && switch (bench.run().get()) {
                    case RunState.Stopped _, RunState.Running _ -> true;
                    case RunState.Starting _, RunState.Stopping _ -> false;
                }, bench.check(), bench.place(), bench.run());
    }

    BooleanBinding canChoose() {
        return Bindings.createBooleanBinding(() -> bench.run().get() instanceof RunState.Stopped, bench.run());
    }

    BooleanBinding isRunning() {
        return Bindings.createBooleanBinding(() -> bench.run().get().isRunning(), bench.run());
    }

    void loadOrReplace() {
        if (bench.run().get().isRunning()) {
            control.replace();
        } else {
            control.load();
        }
    }

    void detach() {
        control.detach();
    }

    void refresh() {
        control.refreshPlaces();
    }
}
