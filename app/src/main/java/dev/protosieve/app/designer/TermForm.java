package dev.protosieve.app.designer;

import dev.protosieve.app.designer.ConditionShape.Term;
import dev.protosieve.app.designer.FieldChoice.EnumValue;
import dev.protosieve.app.designer.FieldChoice.Kind;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SearchableComboBox;
import org.jspecify.annotations.Nullable;

/** Field, operator and value with the editor that fits the field's type; or CEL text where there is no such shape. */
final class TermForm extends VBox {

    private final SearchableComboBox<FieldChoice> field = new SearchableComboBox<>();
    private final ComboBox<String> operator = new ComboBox<>();
    private final ComboBox<EnumValue> choice = new ComboBox<>();
    private final TextField text = new TextField();
    private final TextField cel = new TextField();
    private final Label remark = new Label();
    private final HBox line = new HBox(8, field, operator);
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper();
    private boolean asText;

    private TermForm(BlocksViewModel model) {
        setSpacing(8);
        field.setId("term-field");
        field.getItems().setAll(model.fields());
        field.setPrefWidth(210);
        operator.setId("term-operator");
        operator.setButtonCell(new OperatorCell());
        operator.setCellFactory(_ -> new OperatorCell());
        text.setId("term-value");
        text.setPrefColumnCount(14);
        cel.setPrefColumnCount(40);
        cel.getStyleClass().add("mono");
        line.setAlignment(Pos.CENTER_LEFT);
        remark.getStyleClass().addAll("muted", "small");
        field.valueProperty().subscribe(this::adapt);
        text.textProperty().subscribe(_ -> judge());
        cel.textProperty().subscribe(_ -> judge());
        choice.valueProperty().subscribe(_ -> judge());
        operator.valueProperty().subscribe(_ -> judge());
        getChildren().addAll(line, remark);
    }

    /** Empty, on the first field. */
    static TermForm fresh(BlocksViewModel model) {
        TermForm form = new TermForm(model);
        if (model.fields().isEmpty()) {
            form.showText("");
        } else {
            form.field.setValue(model.fields().getFirst());
        }
        return form;
    }

    /** Filled with a term; as text when the form cannot show it without loss. */
    static TermForm forTerm(BlocksViewModel model, Term term) {
        TermForm form = new TermForm(model);
        if (term instanceof Term.Test test && form.fill(model, test)) {
            return form;
        }
        form.showText(term.text());
        return form;
    }

    private boolean fill(BlocksViewModel model, Term.Test test) {
        Optional<FieldChoice> known = model.field(test.subject()).filter(f -> f.operators().contains(test.operator()));
        if (known.isEmpty()) {
            return false;
        }
        FieldChoice found = known.get();
        field.setValue(found);
        operator.setValue(test.operator());
        if (found.kind() == Kind.ENUM) {
            choice.setValue(found.values().stream().filter(v -> v.isWritten(test.value())).findFirst()
                    .orElse(null));
            return choice.getValue() != null;
        }
        text.setText(ValueText.input(found.kind(), test.value()));
        return found.kind() == Kind.BOOL || ValueText.literal(found.kind(), text.getText()).equals(test.value())
                || found.kind() == Kind.UNSIGNED || found.kind() == Kind.REAL;
    }

    private void showText(String condition) {
        asText = true;
        cel.setText(condition);
        getChildren().set(0, cel);
        remark.setText("CEL over msg, udp, ip and pkt");
        judge();
    }

    private void adapt(@Nullable FieldChoice chosen) {
        if (chosen == null) {
            return;
        }
        operator.getItems().setAll(chosen.operators());
        operator.setValue(chosen.operators().getFirst());
        remark.setText(chosen.detail());
        switch (chosen.kind()) {
            case BOOL -> line.getChildren().setAll(field, operator);
            case ENUM -> {
                choice.getItems().setAll(chosen.values());
                choice.setValue(chosen.values().getFirst());
                line.getChildren().setAll(field, operator, choice);
            }
            case TEXT, BYTES, WHOLE, UNSIGNED, REAL -> line.getChildren().setAll(field, operator, text);
        }
        judge();
    }

    private void judge() {
        FieldChoice chosen = field.getValue();
        if (asText) {
            valid.set(!cel.getText().isBlank());
        } else if (chosen == null) {
            valid.set(false);
        } else {
            String mistake = ValueText.mistake(chosen.kind(), text.getText());
            boolean needsText = chosen.kind() == Kind.TEXT && text.getText().isEmpty();
            remark.setText(mistake.isEmpty() ? chosen.detail() : chosen.detail() + " \u00b7 expects " + mistake);
            valid.set(mistake.isEmpty() && !needsText && (chosen.kind() != Kind.ENUM || choice.getValue() != null));
        }
    }

    ReadOnlyBooleanProperty valid() {
        return valid.getReadOnlyProperty();
    }

    /** The condition, when the form is filled. */
    Optional<String> cel() {
        if (!valid.get()) {
            return Optional.empty();
        }
        if (asText) {
            return Optional.of(cel.getText().strip());
        }
        FieldChoice chosen = field.getValue();
        String value = chosen.kind() == Kind.ENUM ? choice.getValue().cel()
                : ValueText.literal(chosen.kind(), text.getText());
        return Optional.of(ConditionShape.write(chosen.text(), operator.getValue(), value));
    }

    private static final class OperatorCell extends ListCell<String> {
        @Override
        protected void updateItem(@Nullable String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? "" : OperatorText.of(item));
        }
    }
}
