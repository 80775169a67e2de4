package dev.protosieve.app.lab;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.event.EventTarget;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The message as a form made from the schema; fields that are not set show the default they have, dimmed. */
final class FieldForm extends ListView<FieldRow> {

    private static final double INDENT = 14;
    private static final double NAME_WIDTH = 118;
    /** At this size of the letters. */
    private static final double NATURAL_FONT = 13;
    /** Unicode's block of pictures for the characters below the blank, and for DEL. */
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE = 0x7f;
    private static final int DELETE_PICTURE = 0x2421;
    private static final KeyCombination UNSET_KEYS = new KeyCodeCombination(KeyCode.DELETE,
            KeyCombination.ALT_DOWN);
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final PseudoClass UNSET = PseudoClass.getPseudoClass("unset");

    private final LabViewModel model;

    FieldForm(LabViewModel model) {
        this.model = model;
        setId("lab-fields");
        setAccessibleText("Message as a form");
        getStyleClass().add("field-form");
        setCellFactory(_ -> new Row());
        addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (UNSET_KEYS.match(e)) {
                chosen(e.getTarget()).filter(FieldForm::isSet).ifPresent(this::unset);
                e.consume();
            }
        });
        model.draft().subscribe(_ -> fill());
    }

    private void fill() {
        Optional<List<FieldRow>> rows = model.draft().get().type()
                .flatMap(t -> MessageFields.rows(model.draft().get().bytes(), t));
        Label why = new Label(model.draft().get().type().isEmpty() ? "The fields appear when the rules compile."
                : rows.isEmpty() ? "These bytes are no such message: mend them as hex." : "The message has no fields.");
        why.getStyleClass().add("muted");
        setPlaceholder(why);
        List<FieldRow> next = rows.orElse(List.of());
        if (next.size() != getItems().size()) {
            getItems().setAll(next);
            return;
        }
        for (int i = 0; i < next.size(); i++) {
            // the row that is typed in keeps its editor
            if (!next.get(i).equals(getItems().get(i))) {
                getItems().set(i, next.get(i));
            }
        }
    }

    private final class Row extends ListCell<FieldRow> {

        private @Nullable FieldRow shown;
        private @Nullable TextField typing;

        @Override
        protected void updateItem(@Nullable FieldRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            if (empty || row == null) {
                setGraphic(null);
                shown = null;
                typing = null;
                return;
            }
            FieldRow before = shown;
            shown = row;
            TextField open = typing;
            if (open != null && open.isFocused() && before != null && before.path().equals(row.path())) {
                if (before.value().isPresent() != row.value().isPresent() && getGraphic() instanceof HBox line) {
                    line.getChildren().set(line.getChildren().size() - 1, end(row));
                }
                return;
            }
            typing = null;
            setGraphic(line(row));
        }

        private Node line(FieldRow row) {
            Region indent = new Region();
            indent.setMinWidth(INDENT * row.depth());
            FieldDescriptor field = row.field();
            Label name = new Label(row.isElement() ? "[" + row.path().getLast().index() + "]" : field.getName());
            double width = Math.max(40, (NAME_WIDTH - INDENT * row.depth()) * getFont().getSize() / NATURAL_FONT);
            name.setMinWidth(width);
            name.setPrefWidth(width);
            Hint.say(name, field.getName() + " = " + field.getNumber() + ", "
                    + typeName(field) + oneof(field));
            HBox line = new HBox(6, indent, name);
            line.setAlignment(Pos.CENTER_LEFT);
            line.setMinWidth(0);
            line.setPrefWidth(1);
            switch (row.role()) {
                case SCALAR -> line.getChildren().addAll(editor(row), end(row));
                case MESSAGE -> line.getChildren().addAll(note(typeName(field), true), remove(row));
                case ABSENT -> line.getChildren().addAll(note("not set" + oneof(field), true),
                        button(Feather.PLUS, "Add " + field.getName(), row));
                case LIST -> line.getChildren().addAll(
                        note(row.value().map(n -> n.equals(0) ? "none" : n + "").orElse("") + " \u00b7 "
                                + (field.isMapField() ? "map" : "repeated " + typeName(field)), true),
                        button(Feather.PLUS, "Add to " + field.getName(), row));
            }
            return line;
        }

        /** Tab goes from value to value: typing makes this button appear behind the field that is typed in. */
        private Node end(FieldRow row) {
            if (isSet(row)) {
                Node remove = remove(row);
                remove.setFocusTraversable(false);
                return remove;
            }
            return note("default" + oneof(row.field()), false);
        }

        private Label note(String text, boolean grows) {
            Label note = new Label(text);
            note.getStyleClass().addAll("muted", "small");
            note.setMinWidth(grows ? 0 : USE_PREF_SIZE);
            if (grows) {
                note.setMaxWidth(Double.MAX_VALUE);
                HBox.setHgrow(note, Priority.ALWAYS);
            }
            return note;
        }

        private Node button(Feather icon, String name, FieldRow row) {
            return Icons.button(icon, name, () -> {
                change(t -> MessageFields.add(bytes(), t, row));
                focus(firstOf(row));
            });
        }

        private Node remove(FieldRow row) {
            return Icons.button(Feather.X, (row.isElement() ? "Remove element of " : "Unset ")
                    + row.field().getName() + " (Alt+Delete)", () -> unset(row));
        }

        private Control editor(FieldRow row) {
            Control editor = switch (row.field().getJavaType()) {
                case BOOLEAN -> check(row);
                case ENUM -> choice(row);
                default -> text(row);
            };
            editor.setAccessibleText(row.field().getName());
            editor.pseudoClassStateChanged(UNSET, row.value().isEmpty());
            editor.setMinWidth(60);
            editor.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(editor, Priority.ALWAYS);
            return editor;
        }

        private Control check(FieldRow row) {
            CheckBox box = new CheckBox();
            box.setSelected(row.value().orElseGet(row.field()::getDefaultValue).equals(true));
            box.setOnAction(_ -> set(row, box.isSelected()));
            return box;
        }

        private Control choice(FieldRow row) {
            ComboBox<String> box = new ComboBox<>();
            row.field().getEnumType().getValues().forEach(v -> box.getItems().add(v.getName()));
            EnumValueDescriptor value = (EnumValueDescriptor) row.value()
                    .orElse(row.field().isRepeated() ? row.field().getEnumType().getValues().getFirst()
                            : row.field().getDefaultValue());
            box.setValue(value.getName());
            box.setOnAction(_ -> MessageFields.parse(row.field(), box.getValue()).ifPresent(v -> set(row, v)));
            return box;
        }

        private Control text(FieldRow row) {
            String value = row.value().map(v -> MessageFields.print(row.field(), v)).orElse("");
            TextField text = new TextField(value);
            text.getStyleClass().addAll("mono", "small");
            if (!text.getText().equals(value)) {
                return readOnly(text, value);
            }
            text.setPromptText(row.field().isRepeated() ? ""
                    : MessageFields.print(row.field(), row.field().getDefaultValue()));
            text.textProperty().addListener((_, _, now) -> {
                typing = text;
                FieldRow here = shown == null ? row : shown;
                Optional<Object> typed = MessageFields.parse(here.field(), now);
                boolean unset = now.isEmpty() && !here.isElement();
                String wrong = typed.isEmpty() && !unset
                        ? "\u201c" + now + "\u201d is no value of " + here.field().getName() + ", which takes "
                                + MessageFields.takes(here.field())
                        : "";
                text.pseudoClassStateChanged(WRONG, !wrong.isEmpty());
                text.setAccessibleHelp(wrong);
                if (unset) {
                    change(t -> MessageFields.clear(bytes(), t, here));
                } else {
                    typed.ifPresentOrElse(v -> set(here, v), () -> model.mistaken(wrong));
                }
            });
            return text;
        }

        /** With a picture of each character that a field of one line leaves out. */
        private Control readOnly(TextField text, String value) {
            text.setText(value.codePoints().map(c -> c < ' ' ? CONTROL_PICTURES + c : c == DELETE ? DELETE_PICTURE : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
            text.setEditable(false);
            Hint.say(text, "It has line breaks or other characters that have no place in one line: edit it as text.");
            return text;
        }

        private void set(FieldRow row, Object value) {
            change(t -> MessageFields.set(bytes(), t, row, value));
        }
    }

    /** The row that the keys are in; where they are in none, the one that is selected. */
    private Optional<FieldRow> chosen(EventTarget at) {
        Node node = at instanceof Node inside ? inside : this;
        while (node != this && !(node instanceof Row)) {
            node = node.getParent();
        }
        return Optional.ofNullable(node instanceof Row row ? row.getItem() : getSelectionModel().getSelectedItem());
    }

    private static boolean isSet(FieldRow row) {
        return row.role() == FieldRow.Role.MESSAGE || row.role() == FieldRow.Role.SCALAR && row.value().isPresent();
    }

    private void unset(FieldRow row) {
        int at = indexOf(row);
        // a field that has the keys would keep what was typed
        requestFocus();
        change(t -> MessageFields.clear(bytes(), t, row));
        focus(Math.min(at, getItems().size() - 1));
    }

    /** What the keys go to when the row got something below it: the first field of it, or the new element. */
    private int firstOf(FieldRow above) {
        List<FieldRow> rows = getItems();
        int last = IntStream.range(0, rows.size()).filter(i -> rows.get(i).isElementOf(above)).reduce((_, i) -> i)
                .orElseGet(() -> indexOf(above));
        boolean opens = last + 1 < rows.size() && rows.get(last + 1).depth() > rows.get(last).depth();
        return opens ? last + 1 : last;
    }

    private int indexOf(FieldRow row) {
        return IntStream.range(0, getItems().size()).filter(i -> getItems().get(i).path().equals(row.path()))
                .findFirst().orElse(0);
    }

    private void focus(int index) {
        scrollTo(Math.max(0, index - 1));
        layout();
        lookupAll(".list-cell").stream().filter(c -> c instanceof Row row && row.getIndex() == index)
                .flatMap(c -> c.lookupAll("*").stream()).filter(n -> n instanceof Control && n.isFocusTraversable())
                .filter(n -> !(n instanceof ListCell<?>)).findFirst().ifPresent(Node::requestFocus);
    }

    private byte[] bytes() {
        return model.draft().get().bytes();
    }

    private void change(Function<Descriptor, byte[]> edit) {
        model.draft().get().type().ifPresent(t -> model.message(edit.apply(t)));
    }

    private static String oneof(FieldDescriptor field) {
        return field.getRealContainingOneof() == null ? ""
                : " \u00b7 one of " + field.getRealContainingOneof().getName();
    }

    private static String typeName(FieldDescriptor field) {
        return switch (field.getType()) {
            case MESSAGE, GROUP -> field.isMapField() ? "entry" : field.getMessageType().getName();
            case ENUM -> field.getEnumType().getName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
