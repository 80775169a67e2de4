package dev.protosieve.app.designer;

import dev.protosieve.engine.rule.Argument;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** An action and what stands behind its word. */
final class HeadForm extends VBox {

    private final ComboBox<Action> action = new ComboBox<>();
    private final TextField number = new TextField();
    private final ComboBox<String> unit = new ComboBox<>();
    private final TextField burst = new TextField();
    private final TextField by = new TextField();
    private final HBox line = new HBox(8);
    private final Label remark = new Label();
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper();

    HeadForm(Action now, String argument) {
        super(8);
        action.getItems().setAll(Action.values());
        action.setButtonCell(new ActionCell());
        action.setCellFactory(_ -> new ActionCell());
        action.setId("head-action");
        action.setAccessibleText("Action");
        for (Argument.Unit u : Argument.Unit.values()) {
            unit.getItems().add(u.word());
        }
        unit.setValue("s");
        unit.setAccessibleText("Per second, minute or hour");
        number.setPrefColumnCount(7);
        number.setId("head-number");
        burst.setPrefColumnCount(6);
        burst.setPromptText("same");
        by.setPrefColumnCount(14);
        by.getStyleClass().add("mono");
        line.setAlignment(Pos.CENTER_LEFT);
        remark.getStyleClass().addAll("muted", "small");
        remark.setWrapText(true);
        remark.getStyleClass().add("form-remark");
        fill(now, argument);
        action.valueProperty().subscribe(this::adapt);
        List.of(number, burst, by).forEach(field -> field.textProperty().subscribe(_ -> judge()));
        unit.valueProperty().subscribe(_ -> judge());
        action.setValue(now);
        getChildren().addAll(line, remark);
    }

    private void fill(Action now, String argument) {
        var rules = RuleParser.parse(new SourceText("", now.word() + " " + argument), new ArrayList<>()).rules();
        if (rules.isEmpty()) {
            return;
        }
        switch (rules.getFirst().argument()) {
            case Argument.None _ -> {
            }
            case Argument.Sample sample -> number.setText(Integer.toString(sample.every()));
            case Argument.Count count -> by.setText(count.by().map(c -> c.text()).orElse(""));
            case Argument.Limit limit -> {
                number.setText(Integer.toString(limit.tokens()));
                unit.setValue(limit.unit().word());
                burst.setText(limit.burst() == limit.tokens() ? "" : Integer.toString(limit.burst()));
                by.setText(limit.per().map(c -> c.text()).orElse(""));
            }
        }
    }

    private void adapt(@Nullable Action chosen) {
        if (chosen == null) {
            return;
        }
        line.getChildren().setAll(action);
        switch (chosen) {
            case PASS, DROP, LOG -> {
            }
            case SAMPLE -> {
                usual("100");
                line.getChildren().addAll(new Label("one of"), number);
            }
            case COUNT -> {
                by.setPromptText("nothing, or msg.field");
                line.getChildren().addAll(new Label("by"), by);
            }
            case LIMIT -> {
                usual("100");
                by.setPromptText("all, or msg.field");
                line.getChildren().addAll(number, new Label("/"), unit, new Label("burst"), burst, new Label("per"),
                        by);
            }
        }
        judge();
    }

    private void usual(String text) {
        if (number.getText().isBlank()) {
            number.setText(text);
        }
    }

    private void judge() {
        List<Diagnostic> found = new ArrayList<>();
        RuleParser.parse(
                new SourceText("", action.getValue() == null ? "" : action.getValue().word() + " " + argument()),
                found);
        List<String> wrong = found.stream().filter(d -> d.isError() && !d.code().startsWith("rule.missing-"))
                .map(d -> d.message() + (d.hint().isEmpty() ? "" : " \u2013 " + d.hint())).toList();
        remark.setText(wrong.isEmpty() && action.getValue() != null ? BlocksViewModel.meaning(action.getValue())
                : String.join("; ", wrong));
        valid.set(wrong.isEmpty() && action.getValue() != null);
    }

    ReadOnlyBooleanProperty valid() {
        return valid.getReadOnlyProperty();
    }

    Action action() {
        return action.getValue();
    }

    String argument() {
        String over = by.getText().strip();
        return switch (action.getValue()) {
            case PASS, DROP, LOG -> "";
            case SAMPLE -> "1/" + number.getText().strip();
            case COUNT -> over.isEmpty() ? "" : "by " + over;
            case LIMIT -> number.getText().strip() + "/" + unit.getValue()
                    + (burst.getText().isBlank() ? "" : " burst " + burst.getText().strip())
                    + (over.isEmpty() ? "" : " per " + over);
        };
    }

    void focus() {
        action.requestFocus();
    }

    /** The word that a rule begins with. */
    private static final class ActionCell extends ListCell<Action> {
        @Override
        protected void updateItem(@Nullable Action item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? "" : item.word());
        }
    }
}
