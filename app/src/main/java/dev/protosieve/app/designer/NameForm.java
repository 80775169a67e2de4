package dev.protosieve.app.designer;

import dev.protosieve.app.session.Gestures;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** A rule's name, which no other rule has. */
final class NameForm extends VBox {

    private final TextField name = new TextField();
    private final Label remark = new Label();
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper();

    NameForm(RuleBlock rule, Gestures rules) {
        super(8);
        name.setId("rule-name");
        name.setPromptText("name of rule " + rule.number());
        remark.getStyleClass().addAll("muted", "small", "form-mistake");
        remark.setWrapText(true);
        remark.managedProperty().bind(remark.visibleProperty());
        name.textProperty().subscribe(text -> judge(rules.namesake(rule.number(), text)));
        name.setText(rule.label().orElse(""));
        getChildren().addAll(name, remark);
    }

    private void judge(OptionalInt namesake) {
        valid.set(namesake.isEmpty());
        remark.setVisible(namesake.isPresent());
        namesake.ifPresent(n -> remark.setText("Rule " + n + " has this name; charts tell rules apart by it."));
    }

    ReadOnlyBooleanProperty valid() {
        return valid.getReadOnlyProperty();
    }

    /** Empty to take the name away. */
    Optional<String> label() {
        return Optional.of(name.getText()).filter(t -> !t.isBlank());
    }

    void focus() {
        name.requestFocus();
        name.selectAll();
    }
}
