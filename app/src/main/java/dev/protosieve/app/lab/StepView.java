package dev.protosieve.app.lab;

import dev.protosieve.app.lab.StepViewModel.Value;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.RuleBadge;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The recorded run: forward and back, registers with what each holds, memory that was written. */
final class StepView extends BorderPane {

    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private final StepViewModel model;
    private final Slider slider = new Slider();
    private final Label where = new Label();
    private final Label instruction = new Label();
    private final Label meaning = new Label();
    private final StackPane sign = new StackPane();
    private final ListView<Value> registers = values("lab-registers", "Registers", 40);
    private final ListView<Value> memory = values("lab-memory", "Memory written so far", 150);
    private boolean following;

    StepView(StepViewModel model) {
        this.model = model;
        getStyleClass().add("stepper");
        where.setId("lab-where");
        where.getStyleClass().addAll("muted", "small");
        where.setMinWidth(0);
        instruction.setId("lab-instruction");
        instruction.getStyleClass().addAll("mono", "strong");
        instruction.setMinWidth(0);
        meaning.getStyleClass().add("small");
        meaning.setWrapText(true);
        meaning.setMinHeight(30);
        meaning.setMaxHeight(30);
        slider.setAccessibleText("Position in the run");
        slider.setBlockIncrement(1);
        slider.valueProperty().subscribe(v -> {
            if (!following) {
                model.go((int) Math.round(v.doubleValue()));
            }
        });
        HBox.setHgrow(slider, Priority.ALWAYS);
        HBox buttons = new HBox(2, button(Feather.SKIP_BACK, "To the start", () -> model.go(0)),
                button(Feather.CHEVRONS_LEFT, "Back to the rule before", () -> model.stepRule(false)),
                button(Feather.CHEVRON_LEFT, "One instruction back (Shift+F10)", () -> model.step(-1)),
                button(Feather.CHEVRON_RIGHT, "One instruction forward (F10)", () -> model.step(1)),
                button(Feather.CHEVRONS_RIGHT, "On to the next rule", () -> model.stepRule(true)),
                button(Feather.SKIP_FORWARD, "To the end",
                        () -> model.go(model.trace().map(t -> t.size()).orElse(0))),
                button(Feather.CORNER_DOWN_RIGHT, "Run to the row selected in the assembly", this::toSelected),
                slider);
        buttons.setAlignment(Pos.CENTER_LEFT);
        HBox head = new HBox(7, sign, instruction);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox top = new VBox(3, buttons, where, head, meaning);
        top.getStyleClass().add("step-head");
        SplitPane split = new SplitPane(registers, memory);
        split.setDividerPositions(0.52);
        setTop(top);
        setCenter(split);
        model.report().subscribe(_ -> show());
        model.position().subscribe(_ -> show());
        visibleProperty().subscribe(_ -> show());
    }

    private static Button button(Feather icon, String name, Runnable action) {
        return Icons.button(icon, name, action);
    }

    private void toSelected() {
        if (!model.runToSelected()) {
            where.setText("The run of this packet does not come to the selected row.");
        }
    }

    void step(int by) {
        model.step(by);
    }

    private void show() {
        if (!isVisible()) {
            return;
        }
        following = true;
        slider.setMax(model.trace().map(t -> t.size()).orElse(1));
        slider.setValue(model.position().get());
        following = false;
        where.setText(model.where() + (model.touched().isEmpty() ? "" : " \u00b7 " + model.touched()));
        sign.getChildren().setAll(new RuleBadge(model.ruleHere()));
        instruction.setText(model.instruction());
        meaning.setText(model.meaning());
        fill(registers, model.registers());
        List<Value> written = model.memory();
        fill(memory, written);
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).changed()) {
                memory.scrollTo(Math.max(0, i - 2));
            }
        }
    }

    private static void fill(ListView<Value> list, List<Value> values) {
        if (list.getItems().size() == values.size()) {
            for (int i = 0; i < values.size(); i++) {
                if (!list.getItems().get(i).equals(values.get(i))) {
                    list.getItems().set(i, values.get(i));
                }
            }
        } else {
            list.getItems().setAll(values);
        }
    }

    private static ListView<Value> values(String id, String name, double width) {
        ListView<Value> list = new ListView<>();
        list.setId(id);
        list.setAccessibleText(name);
        list.getStyleClass().add("step-values");
        list.setPlaceholder(new Label("Nothing yet"));
        list.setCellFactory(_ -> new ValueCell(width));
        return list;
    }

    private static final class ValueCell extends ListCell<Value> {

        private final Label mark = new Label();
        private final Label name = new Label();
        private final Label holds = new Label();
        private final Label raw = new Label();
        private final HBox line = new HBox(6, mark, name, holds, raw);

        ValueCell(double width) {
            mark.setMinWidth(10);
            name.setMinWidth(width < 100 ? width : 40);
            name.setPrefWidth(width);
            name.getStyleClass().addAll("small", width < 100 ? "mono" : "plain");
            holds.setMinWidth(width < 100 ? 60 : USE_PREF_SIZE);
            holds.getStyleClass().add("small");
            raw.getStyleClass().addAll("mono", "muted", "small");
            raw.setMinWidth(0);
            line.setMinWidth(0);
            line.setPrefWidth(1);
            line.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable Value value, boolean empty) {
            super.updateItem(value, empty);
            pseudoClassStateChanged(CHANGED, !empty && value != null && value.changed());
            if (empty || value == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            mark.setText(value.changed() ? "\u25b8" : "");
            name.setText(value.name());
            holds.setText(value.holds());
            raw.setText(value.raw());
            setAccessibleText(value.name() + " " + value.holds() + " " + value.raw()
                    + (value.changed() ? ", changed" : ""));
            setGraphic(line);
        }
    }
}
