package dev.protosieve.app.designer;

import com.google.protobuf.ByteString;
import dev.protosieve.app.designer.ValueType.EnumValue;
import dev.protosieve.app.designer.ValueType.Kind;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.ValueCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.controlsfx.control.SearchableComboBox;
import org.kordamp.ikonli.feather.Feather;

/** The value behind an operator: one of the type, another field of that type, or a list of values as chips. */
final class ValueEditor extends FlowPane {

    /** Room for a value and the buttons behind it. */
    private static final double ONE_LINE = 260;
    private static final double ONE_LINE_OF_BYTES = 330;

    private final List<FieldChoice> fields;
    private final Runnable changed;
    private final TextField text = new Input();
    private final SearchableComboBox<EnumValue> choice = new SearchableComboBox<>();
    private final SearchableComboBox<FieldChoice> other = new SearchableComboBox<>();
    private final ToggleButton compare = new ToggleButton(null, Icons.of(Feather.LINK_2));
    private final ToggleButton asText = new ToggleButton("text");
    private final List<String> list = new ArrayList<>();
    private ValueType type = ValueType.count();
    private String operator = "==";

    ValueEditor(List<FieldChoice> fields, Runnable changed) {
        super(6, 6);
        this.fields = fields;
        this.changed = changed;
        setAlignment(Pos.CENTER_LEFT);
        setPrefWrapLength(ONE_LINE);
        text.setId("term-value");
        text.setAccessibleText("Value");
        text.setPrefColumnCount(14);
        choice.setId("term-choice");
        choice.setAccessibleText("Value");
        ValueCell.on(choice);
        ValueCell.on(other);
        other.setAccessibleText("Field to compare with");
        other.setId("term-other");
        SearchKeys.on(choice);
        SearchKeys.on(other);
        Hint.say(compare, "Compare with another field");
        compare.setAccessibleText("Compare with another field");
        compare.setOnAction(_ -> show());
        Hint.say(asText, "Bytes as text instead of hex");
        asText.setOnAction(_ -> exchange());
        text.textProperty().subscribe(_ -> changed.run());
        choice.valueProperty().subscribe(_ -> changed.run());
        other.valueProperty().subscribe(_ -> changed.run());
        text.setOnKeyPressed(key -> {
            if (isList() && key.getCode() == KeyCode.ENTER && !text.getText().isBlank()) {
                addToList();
                key.consume();
            }
        });
        text.addEventFilter(KeyEvent.KEY_TYPED, key -> {
            if (isDivided(key.getCharacter())) {
                addToList();
                key.consume();
            }
        });
    }

    private boolean isList() {
        return operator.endsWith("in");
    }

    /** Whether that is more than one value: a comma is a part of no value but a text. */
    private boolean isDivided(String written) {
        return isList() && type.kind() != Kind.TEXT && written.contains(",");
    }

    /** For that field and operator; a value that fits stays. */
    void adapt(FieldChoice field, String chosen) {
        if (!field.type().equals(type)) {
            list.clear();
            choice.getItems().setAll(field.type().values());
            if (!field.type().values().isEmpty()) {
                choice.setValue(field.type().values().getLast());
            }
        }
        type = field.type();
        operator = chosen;
        setPrefWrapLength(type.kind() == Kind.BYTES ? ONE_LINE_OF_BYTES : ONE_LINE);
        List<FieldChoice> same = fields.stream()
                .filter(f -> f.type().kind() == type.kind() && !f.text().equals(field.text())).toList();
        other.getItems().setAll(type.kind() == Kind.ADDRESS || isList() || type.inner().size() > 0 ? List.of() : same);
        compare.setSelected(compare.isSelected() && !other.getItems().isEmpty());
        text.setPromptText(prompt());
        show();
    }

    private String prompt() {
        return switch (type.kind()) {
            case BYTES -> asText.isSelected() ? "text" : "00 de 0f";
            case TIME -> "2026-01-31T08:00:00Z";
            case DURATION -> "1h30m";
            case ADDRESS -> operator.endsWith("containsIP") ? "10.0.0.0/8" : "10.0.0.7";
            case TEXT -> isList() ? "one more" : operator.endsWith("matches") ? "^[a-z]+$" : "";
            case WHOLE, UNSIGNED, REAL -> isList() ? "one more" : "";
            case BOOL, ENUM, LIST, MAP, MESSAGE -> "";
        };
    }

    private void show() {
        getChildren().clear();
        if (isList()) {
            list.forEach(value -> getChildren().add(chip(value)));
            HBox more = new HBox(4, type.kind() == Kind.ENUM ? choice : text,
                    Icons.button(Feather.PLUS, "Add this value to the list (Enter)", this::addToList));
            more.setAlignment(Pos.CENTER_LEFT);
            getChildren().add(more);
        } else {
            getChildren().add(compare.isSelected() ? other : type.kind() == Kind.ENUM ? choice : text);
            if (type.kind() == Kind.BYTES && !compare.isSelected()) {
                getChildren().add(asText);
            }
            if (!other.getItems().isEmpty()) {
                getChildren().add(compare);
            }
        }
        changed.run();
    }

    private Node chip(String value) {
        Label chip = ConditionView.chip(ValueText.shortName(value), "chip-value");
        Button remove = Icons.button(Feather.X, "Take " + value + " out of the list", () -> {
            list.remove(value);
            show();
        });
        remove.getStyleClass().add("chip-remove");
        chip.setGraphic(remove);
        chip.setContentDisplay(ContentDisplay.RIGHT);
        return chip;
    }

    private void addToList() {
        if (!single().isEmpty()) {
            return;
        }
        addToList(type.kind() == Kind.ENUM ? choice.getValue().cel() : literal());
        text.clear();
        show();
        focus();
    }

    private void addToList(String value) {
        if (!list.contains(value)) {
            list.add(value);
        }
    }

    /** Those that are no values stay to be mended. */
    private void addAllToList(String values) {
        Map<Boolean, List<String>> all = Arrays.stream(values.split(",")).map(String::strip)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.partitioningBy(value -> ValueText.mistake(type, "==", value).isEmpty()));
        all.get(true).forEach(value -> addToList(ValueText.literal(type, operator, value)));
        text.setText(String.join(", ", all.get(false)));
        show();
        focus();
        text.end();
    }

    // hex and text of the same bytes
    private void exchange() {
        if (asText.isSelected()) {
            ValueText.bytes(text.getText()).ifPresent(this::showAsText);
        } else {
            text.setText(hexOfText());
        }
        text.setPromptText(prompt());
        changed.run();
    }

    private void showAsText(ByteString bytes) {
        String hex = text.getText();
        text.setText(bytes.toStringUtf8());
        if (!ByteString.copyFromUtf8(text.getText()).equals(bytes)) {
            // not every byte is a part of a character, and a line has no ends of lines
            asText.setSelected(false);
            text.setText(hex);
        }
    }

    private String hexOfText() {
        return ValueText.hex(ByteString.copyFromUtf8(text.getText()));
    }

    private String input() {
        return type.kind() == Kind.BYTES && asText.isSelected() ? hexOfText() : text.getText();
    }

    private String literal() {
        return ValueText.literal(type, operator, input());
    }

    private String single() {
        return type.kind() == Kind.ENUM ? choice.getValue() == null ? "one of the values" : ""
                : ValueText.mistake(type, isList() ? "==" : operator, input());
    }

    /** Whether nothing was written yet: then what is wrong is no mistake. */
    boolean isEmpty() {
        return !compare.isSelected() && type.kind() != Kind.ENUM && text.getText().isEmpty();
    }

    /** What is wrong with it, as "must be ..."; or empty. */
    String mistake() {
        if (isList()) {
            boolean open = type.kind() != Kind.ENUM && !text.getText().isBlank();
            return open ? single() : list.isEmpty() && type.kind() != Kind.ENUM ? "one or more values" : "";
        }
        return compare.isSelected() ? other.getValue() == null ? "a field" : "" : single();
    }

    /** What stands below an editor without mistakes. */
    String remark() {
        return compare.isSelected() || type.kind() == Kind.ENUM || isList() || !single().isEmpty() ? ""
                : ValueText.remark(type, input());
    }

    /** CEL text of an input without mistakes; what was typed for a list counts, too. */
    String cel() {
        if (!isList()) {
            return compare.isSelected() ? other.getValue().text()
                    : type.kind() == Kind.ENUM ? choice.getValue().cel() : literal();
        }
        List<String> all = new ArrayList<>(list);
        boolean open = type.kind() == Kind.ENUM ? list.isEmpty() && choice.getValue() != null
                : !text.getText().isBlank();
        if (open) {
            all.add(type.kind() == Kind.ENUM ? choice.getValue().cel() : literal());
        }
        return "[" + String.join(", ", all) + "]";
    }

    /** Whether the editor can show the values without loss. */
    boolean fill(List<String> values) {
        if (isList()) {
            boolean plain = values.stream().allMatch(v -> !v.startsWith("[") && isConstant(v));
            list.clear();
            list.addAll(values);
            show();
            return plain;
        }
        if (values.isEmpty()) {
            return true;
        }
        String value = values.getFirst();
        Optional<FieldChoice> field = other.getItems().stream().filter(f -> f.text().equals(value)).findFirst();
        if (field.isPresent()) {
            compare.setSelected(true);
            other.setValue(field.get());
            show();
            return true;
        }
        if (type.kind() == Kind.ENUM) {
            Optional<EnumValue> found = type.values().stream().filter(v -> v.isWritten(value)).findFirst();
            found.ifPresent(choice::setValue);
            return found.isPresent();
        }
        Optional<String> input = ValueText.input(type, operator, value);
        input.ifPresent(text::setText);
        // a line of text has no tabs and ends of lines
        return input.filter(text.getText()::equals).isPresent();
    }

    private boolean isConstant(String value) {
        return type.kind() == Kind.ENUM ? type.values().stream().anyMatch(v -> v.isWritten(value))
                : ValueText.input(type, "==", value).isPresent();
    }

    void focus() {
        (compare.isSelected() ? other : type.kind() == Kind.ENUM ? choice : text).requestFocus();
    }

    private final class Input extends TextField {
        @Override
        public void replaceText(int start, int end, String written) {
            if (isDivided(written)) {
                addAllToList(new StringBuilder(getText()).replace(start, end, written).toString());
            } else {
                super.replaceText(start, end, written);
            }
        }
    }
}
