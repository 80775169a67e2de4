package dev.protosieve.app.designer;

import dev.protosieve.app.designer.ValueType.Kind;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.theme.ValueCell;
import dev.protosieve.engine.typed.ConditionTree;
import dev.protosieve.engine.typed.ConditionTree.Node.Free;
import dev.protosieve.engine.typed.HeaderField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SearchableComboBox;
import org.jspecify.annotations.Nullable;

/** Field, operator and value with the editor that fits the field's type; or CEL text where there is no such form. */
final class TermForm extends VBox {

    /** Room for field, operator and value beside each other, in widths of the field; and the most of it. */
    private static final double ONE_LINE = 3.1;
    private static final double MOST_LINE = 1150;

    private final FxThread fx = new FxThread();
    private final Scope scope;
    private final SearchableComboBox<FieldChoice> field = new SearchableComboBox<>();
    private final ComboBox<String> operator = new ComboBox<>();
    private final ValueEditor value;
    private final TextField key = new TextField();
    private TextInputControl cel = new TextField();
    private final Label remark = new Label();
    private final CheckBox guard = new CheckBox("only when it is present");
    private final Hyperlink asText = new Hyperlink("As text");
    private final FlowPane line = new FlowPane(8, 8, field, operator);
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper();
    private @Nullable FieldChoice adapted;
    private @Nullable Kind kind;
    private boolean text;
    private boolean fresh;
    private boolean verbatim;

    private TermForm(Scope scope) {
        this.scope = scope;
        setSpacing(8);
        List<FieldChoice> fields = scope.fields();
        value = new ValueEditor(fields, this::judge);
        field.setId("term-field");
        field.setAccessibleText("Field");
        field.getItems()
                .setAll(fields.stream().flatMap(f -> Stream.concat(Stream.of(f), f.values().stream())).toList());
        key.setId("term-key");
        key.setAccessibleText("Key of the map");
        key.setPromptText("key");
        key.getStyleClass().add("key-field");
        key.textProperty().subscribe(_ -> judge());
        operator.setId("term-operator");
        operator.setAccessibleText("Operator");
        ValueCell.on(operator, Operators::words);
        operator.setCellFactory(_ -> new OperatorCell());
        // beside a value of two lines they stay as they are
        Stream.of(field, operator, key).forEach(one -> one.setMaxHeight(USE_PREF_SIZE));
        line.setAlignment(Pos.CENTER_LEFT);
        line.prefWrapLengthProperty().bind(field.prefWidthProperty()
                .map(w -> Math.clamp(ONE_LINE * w.doubleValue(), 1, MOST_LINE)));
        // a pop-over asks for its height at a width that has its frame in it
        line.setMaxWidth(USE_PREF_SIZE);
        remark.getStyleClass().addAll("muted", "small");
        remark.setWrapText(true);
        remark.getStyleClass().add("form-remark");
        guard.setId("term-guard");
        guard.selectedProperty().subscribe(_ -> judge());
        asText.setOnAction(_ -> showText(cel().orElse("")));
        HBox below = new HBox(8, remark, asText);
        below.setAlignment(Pos.CENTER_LEFT);
        field.valueProperty().subscribe(this::adapt);
        operator.valueProperty().subscribe(this::adaptValue);
        passOn(field);
        passOn(operator);
        SearchKeys.on(field);
        ValueCell.on(field);
        getChildren().addAll(line, below);
    }

    // a list lets go of the keys only after it is gone
    private <T> void passOn(ComboBox<T> list) {
        SimpleObjectProperty<T> before = new SimpleObjectProperty<>();
        list.setOnShowing(_ -> before.set(list.getValue()));
        list.setOnHidden(_ -> fx.later(() -> taken(list, before.get())));
    }

    // the value gets the keys when something else was taken; a search that finds nothing changes nothing
    private <T> void taken(ComboBox<T> list, @Nullable T before) {
        if (list.getValue() == null) {
            list.setValue(before);
        } else if (!list.getValue().equals(before)) {
            focusValue();
        }
    }

    /** Empty, on the first field. */
    static TermForm fresh(Scope scope) {
        TermForm form = new TermForm(scope);
        form.fresh = true;
        if (form.field.getItems().isEmpty()) {
            form.showText("");
        } else {
            form.field.setValue(form.first());
        }
        return form;
    }

    // packets are told apart by their port more than by anything else
    private FieldChoice first() {
        return field.getItems().stream()
                .filter(f -> scope.message().isEmpty() && f.text().equals(HeaderField.UDP_DST_PORT.text())).findFirst()
                .orElse(field.getItems().getFirst());
    }

    /** Filled with a block; as text when the form cannot show it without loss. */
    static TermForm of(Scope scope, ConditionTree tree, ConditionTree.Node node) {
        TermForm form = new TermForm(scope);
        Optional<Term> term = Term.of(node, scope);
        if (node instanceof Free || term.isEmpty() || !form.fill(term.get())) {
            form.verbatim = true;
            form.showText(tree.slice(node.span()));
        }
        return form;
    }

    private boolean fill(Term term) {
        String subject = term.subject().replaceAll("\\s", "");
        Optional<FieldChoice> keyed = field.getItems().stream().filter(f -> keyOf(f, term.subject()).isPresent())
                .findFirst();
        keyed.flatMap(f -> keyOf(f, term.subject())).ifPresent(key::setText);
        if (keyed.flatMap(f -> keyOf(f, term.subject())).filter(k -> !k.equals(key.getText())).isPresent()) {
            return false;
        }
        Optional<FieldChoice> known = keyed.isPresent() ? keyed
                : field.getItems().stream().filter(f -> f.text().equals(subject)).findFirst()
                        .or(() -> scope.typeOf(term.subject())
                                .map(t -> new FieldChoice(term.subject(), t, t.name(), false)));
        if (known.isEmpty() || !Operators.of(known.get()).contains(term.operator())) {
            return false;
        }
        if (!field.getItems().contains(known.get())) {
            field.getItems().addFirst(known.get());
        }
        field.setValue(known.get());
        operator.setValue(term.operator());
        return value.fill(term.values());
    }

    // as the editor shows it; what is no constant stands in the name of the field
    private static Optional<String> keyOf(FieldChoice choice, String subject) {
        return choice.map().flatMap(map -> choice.keyIn(subject)
                .flatMap(written -> ValueText.input(map.type(), "key", written)));
    }

    private void showText(String condition) {
        text = true;
        cel = CelInput.of(condition, 40);
        cel.setId("term-cel");
        cel.setAccessibleText("Condition as CEL text");
        cel.textProperty().subscribe(_ -> judge());
        getChildren().set(0, cel);
        asText.setVisible(false);
        cel.requestFocus();
        judge();
    }

    // while somebody searches in the list there is no value, and then the same again
    private void adapt(@Nullable FieldChoice chosen) {
        if (chosen == null || chosen.equals(adapted)) {
            judge();
        } else {
            adapted = chosen;
            String before = chosen.type().kind() == kind ? operator.getValue() : null;
            kind = chosen.type().kind();
            List<String> offered = Operators.of(chosen);
            operator.getItems().setAll(offered);
            operator.getSelectionModel()
                    .select(before != null && offered.contains(before) ? before : offered.getFirst());
            adaptValue(operator.getValue());
        }
    }

    private void adaptValue(@Nullable String chosen) {
        if (chosen != null && field.getValue() != null) {
            value.adapt(field.getValue(), chosen);
            line.getChildren().setAll(field);
            boolean keyed = field.getValue().map().isPresent();
            if (keyed) {
                line.getChildren().add(key);
            }
            line.getChildren().add(operator);
            if (Operators.takesValue(chosen)) {
                line.getChildren().add(value);
            }
            // without it an absent field has its default, and "less than 5" holds for messages that say nothing; a wrapper that
            // is not set is null, and to order that is an error
            if (keyed || field.getValue().optional() && !Operators.bare(chosen).equals("has")) {
                line.getChildren().add(guard);
                // to ask for the value of a key that is not there is an error
                guard.setSelected(fresh && (keyed || field.getValue().type().isNullable()
                        && !List.of("==", "!=", "is", "!is").contains(chosen)));
            }
            judge();
        }
    }

    private void judge() {
        if (text) {
            boolean readable = !(ConditionTree.of(cel.getText()).root() instanceof Free free) || free.readable();
            valid.set(!cel.getText().isBlank() && readable);
            remark.setText(valid.get() ? "CEL over msg, eth, ip, udp, tcp and pkt"
                    + (CelInput.hasLines(cel) ? "; Ctrl+Enter takes it" : "")
                    : cel.getText().isBlank() ? "Write a condition" : "CEL cannot read this yet");
            mark(!valid.get() && !cel.getText().isBlank());
        } else if (field.getValue() == null || operator.getValue() == null) {
            valid.set(false);
        } else {
            String wrongKey = field.getValue().map().map(map -> ValueText.keyMistake(map.type(), key.getText()))
                    .orElse("");
            String mistake = Operators.takesValue(operator.getValue()) ? value.mistake() : "";
            remark.setText(!wrongKey.isEmpty() ? "The key must be " + wrongKey
                    : mistake.isEmpty() ? detail() : "The value must be " + mistake);
            mark(wrongKey.isEmpty() ? !mistake.isEmpty() && !value.isEmpty() : !key.getText().isEmpty());
            valid.set(mistake.isEmpty() && wrongKey.isEmpty());
        }
    }

    private void mark(boolean mistake) {
        remark.getStyleClass().remove("form-mistake");
        if (mistake) {
            remark.getStyleClass().add("form-mistake");
        }
    }

    private String detail() {
        String more = Operators.takesValue(operator.getValue()) ? value.remark() : "";
        return more.isEmpty() ? field.getValue().detail() : more;
    }

    ReadOnlyBooleanProperty valid() {
        return valid.getReadOnlyProperty();
    }

    /** The condition, when the form is filled. */
    Optional<String> cel() {
        if (!valid.get()) {
            return Optional.empty();
        }
        if (text) {
            return Optional.of(cel.getText().strip());
        }
        String at = keyed().map(Keyed::key).orElse("");
        FieldChoice chosen = field.getValue().at(at);
        String written = switch (operator.getValue()) {
            case "exists", "all", "exists_one" -> elements(chosen);
            default -> Operators.takesValue(operator.getValue()) ? value.cel() : "";
        };
        String test = Operators.write(chosen, operator.getValue(), written);
        boolean guarded = line.getChildren().contains(guard) && guard.isSelected();
        String present = field.getValue().map().map(map -> Operators.write(map.text(), "key", at))
                .orElseGet(() -> Operators.write(chosen.text(), "has", ""));
        return Optional.of(guarded ? present + " && " + test : test);
    }

    /** Whether it began with the text of the block as it stands there, so that its comments are in the form, too. */
    boolean verbatim() {
        return verbatim;
    }

    /** The map that is asked for a value; empty where none is. */
    Optional<Keyed> keyed() {
        return Optional.ofNullable(text ? null : field.getValue()).flatMap(FieldChoice::map)
                .map(map -> new Keyed(map.text(), ValueText.literal(map.type(), "key", key.getText())));
    }

    /** A map and a key, as CEL. */
    record Keyed(String map, String key) {
    }

    // something to begin with for the condition on each element
    private static String elements(FieldChoice list) {
        String last = list.text().substring(list.text().lastIndexOf('.') + 1).replace("`", "");
        String letter = last.substring(0, Math.min(1, last.length())).toLowerCase(Locale.ROOT);
        String variable = letter.matches("[a-z]") ? letter : "x";
        ValueType element = list.type().element();
        List<FieldChoice> inside = new Scope(Optional.empty(), Map.of(variable, element)).fields().stream()
                .filter(f -> f.text().startsWith(variable)).toList();
        FieldChoice first = inside.stream().filter(f -> f.type().kind() != Kind.LIST && f.type().kind() != Kind.MAP)
                .findFirst().orElse(new FieldChoice(variable, element, "", false));
        return variable + ", " + switch (first.type().kind()) {
            case TEXT -> first.text() + " == \"\"";
            case BYTES -> first.text() + " == b\"\"";
            case WHOLE -> first.text() + " == 0";
            case UNSIGNED -> first.text() + " == 0u";
            case REAL -> first.text() + " > 0.0";
            case BOOL -> first.text();
            case ENUM -> first.text() + " == " + first.type().values().getLast().cel();
            case TIME -> first.text() + " > timestamp(\"2026-01-01T00:00:00Z\")";
            case DURATION -> first.text() + " > duration(\"1s\")";
            case MESSAGE, LIST, MAP, ADDRESS -> "true";
        };
    }

    /** To what is chosen first: of a new test the field. */
    void focus() {
        if (fresh && !text) {
            field.requestFocus();
        } else {
            focusValue();
        }
    }

    private void focusValue() {
        if (text) {
            cel.requestFocus();
        } else if (field.getValue().map().isPresent() && key.getText().isEmpty()) {
            key.requestFocus();
        } else if (Operators.takesValue(operator.getValue())) {
            value.focus();
        } else {
            field.requestFocus();
        }
    }

    private static final class OperatorCell extends ListCell<String> {
        @Override
        protected void updateItem(@Nullable String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? "" : Operators.words(item));
        }
    }
}
