package dev.protosieve.app.target;

import dev.protosieve.app.session.Place;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.ValueCell;
import dev.protosieve.engine.emit.Hook;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;

/** Hook and place, observe or enforce, load and detach. */
public final class TargetBar extends HBox {

    private final TargetViewModel model;
    private final Button load = new Button();
    private final Button detach = new Button("Detach");
    private boolean handOver;

    public TargetBar(TargetViewModel model) {
        this.model = model;
        setSpacing(10);
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(labelled("Hook", "Where in the kernel packets meet the filter", hooks()),
                labelled("on", "The interface or control group, or the simulator", places()), modes(), load, detach);
        load();
        detach();
        keepKeys(load);
        keepKeys(detach);
        load.disabledProperty().subscribe(off -> {
            if (!off && handOver) {
                handOver = false;
                load.requestFocus();
            }
        });
    }

    // a button that is pressed and can no longer be: its keys go to the next thing to press, not to wherever they fall
    private void keepKeys(Button pressed) {
        pressed.disabledProperty().subscribe((_, off) -> handOver |= off && pressed.isFocused());
    }

    private HBox labelled(String words, String meaning, ComboBox<?> chooser) {
        Label label = new Label(words);
        label.getStyleClass().add("muted");
        label.setLabelFor(chooser);
        chooser.setAccessibleText(meaning);
        HBox box = new HBox(2, label, chooser);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("chooser");
        // on the box around: a control that is disabled shows no hint
        Hint.words(box).bind(Bindings.when(model.canChoose()).then(meaning)
                .otherwise("A filter is at work here: detach it to choose another hook or place"));
        return box;
    }

    private ComboBox<Hook> hooks() {
        ComboBox<Hook> box = new ComboBox<>();
        box.setId("hook");
        box.getItems().setAll(Hook.values());
        box.valueProperty().bindBidirectional(model.hook());
        ValueCell.on(box, TargetViewModel::name);
        box.setCellFactory(_ -> new HookCell());
        box.disableProperty().bind(model.canChoose().not());
        return box;
    }

    private ComboBox<Place> places() {
        ComboBox<Place> box = new ComboBox<>(model.places());
        box.setId("place");
        box.setPromptText("place");
        ValueCell.on(box);
        box.valueProperty().bindBidirectional(model.place());
        box.disableProperty().bind(model.canChoose().not());
        box.setOnShowing(_ -> model.refresh());
        return box;
    }

    private SegmentedButton modes() {
        ToggleButton observe = new ToggleButton("Observe");
        observe.setId("observe");
        Hint.say(observe, "Count what would be dropped, drop nothing");
        ToggleButton enforce = new ToggleButton("Enforce");
        enforce.setId("enforce");
        Hint.say(enforce, "Drop what the rules drop");
        SegmentedButton modes = new SegmentedButton(observe, enforce);
        modes.setMinWidth(USE_PREF_SIZE);
        model.tree().subscribe(_ -> {
            observe.setSelected(model.isObserving());
            enforce.setSelected(!model.isObserving());
        });
        // what is chosen is what the rules say
        observe.disableProperty().bind(model.isUnreadable());
        enforce.disableProperty().bind(model.isUnreadable());
        observe.setOnAction(_ -> choose(observe, true));
        enforce.setOnAction(_ -> choose(enforce, false));
        return modes;
    }

    private void choose(ToggleButton button, boolean observe) {
        button.setSelected(true);
        model.setObserving(observe);
    }

    private void load() {
        load.setId("load");
        load.textProperty().bind(model.verb());
        load.getStyleClass().add("accent");
        load.setMinWidth(USE_PREF_SIZE);
        Hint.say(load, "Ctrl+Enter");
        load.disableProperty().bind(model.canLoad().not());
        load.setOnAction(_ -> model.loadOrReplace());
    }

    private void detach() {
        detach.setId("detach");
        detach.getStyleClass().addAll("danger", "button-outlined");
        detach.setMinWidth(USE_PREF_SIZE);
        detach.disableProperty().bind(model.isRunning().not());
        detach.setOnAction(_ -> model.detach());
    }

    private static final class HookCell extends ListCell<Hook> {
        @Override
        protected void updateItem(@Nullable Hook hook, boolean empty) {
            super.updateItem(hook, empty);
            setText(empty || hook == null ? "" : hook.title());
        }
    }
}
