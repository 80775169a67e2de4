package dev.protosieve.app.rule;

import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.engine.text.Span;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fxmisc.richtext.CodeArea;
import org.kordamp.ikonli.feather.Feather;

/** Finds and replaces in the text. */
final class FindBar extends VBox {

    private final CodeArea area;
    private final Consumer<TextEdit> edit;
    private final Consumer<List<Span>> mark;
    private final TextField wanted = field("find-text", "Find");
    private final TextField instead = field("replace-text", "Replace by");
    private final ToggleButton regex = new ToggleButton(".*");
    private final ToggleButton exact = new ToggleButton("Aa");
    private final Label count = new Label();
    private final HBox second;
    private List<Span> found = List.of();

    /**
     * @param edit changes the text in one step of undo
     * @param mark shows what was found
     */
    FindBar(CodeArea area, Consumer<TextEdit> edit, Consumer<List<Span>> mark) {
        this.area = area;
        this.edit = edit;
        this.mark = mark;
        setId("find-bar");
        getStyleClass().add("find-bar");
        Hint.say(regex, "Regular expression");
        regex.setAccessibleText("Regular expression");
        Hint.say(exact, "Upper and lower case differ");
        exact.setAccessibleText("Upper and lower case differ");
        count.getStyleClass().addAll("muted", "small");
        count.setMinWidth(USE_PREF_SIZE);
        second = line(instead, button("Replace", this::replace), button("Replace all", this::replaceAll));
        getChildren().addAll(line(wanted, exact, regex, count,
                Icons.button(Feather.ARROW_UP, "Find the one before (Shift+Enter)", () -> go(false)),
                Icons.button(Feather.ARROW_DOWN, "Find the next (Enter)", () -> go(true)),
                Icons.button(Feather.X, "Close (Esc)", this::close)), second);
        wanted.textProperty().subscribe(_ -> look());
        regex.selectedProperty().subscribe(_ -> look());
        exact.selectedProperty().subscribe(_ -> look());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        setVisible(false);
        managedProperty().bind(visibleProperty());
    }

    private static TextField field(String id, String prompt) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(prompt);
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    private static Button button(String words, Runnable action) {
        Button button = new Button(words);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private static HBox line(Node... nodes) {
        HBox line = new HBox(6, nodes);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void key(KeyEvent e) {
        boolean shortcut = e.isShortcutDown() && !e.isAltDown() && !e.isShiftDown();
        if (shortcut && EditorKeys.REPLACE.contains(e.getCode())) {
            open(true);
            e.consume();
        } else if (shortcut && e.getCode() == KeyCode.F) {
            open(false);
            e.consume();
        } else if (e.getCode() == KeyCode.ESCAPE) {
            close();
            e.consume();
        } else if (e.getCode() == KeyCode.ENTER && e.getTarget() == instead) {
            replace();
            e.consume();
        } else if (e.getCode() == KeyCode.ENTER && e.getTarget() == wanted) {
            go(!e.isShiftDown());
            e.consume();
        }
    }

    /** Opens the bar with the selected words. */
    void open(boolean replacing) {
        second.setVisible(replacing);
        second.setManaged(replacing);
        String selected = area.getSelectedText();
        setVisible(true);
        if (!selected.isEmpty() && !selected.contains("\n")) {
            wanted.setText(selected);
        }
        look();
        wanted.requestFocus();
        wanted.selectAll();
    }

    /** Whether it was open. */
    boolean close() {
        boolean was = isVisible();
        setVisible(false);
        found = List.of();
        mark.accept(found);
        if (was) {
            area.requestFocus();
        }
        return was;
    }

    private Search search() {
        return Search.of(wanted.getText(), regex.isSelected(), exact.isSelected());
    }

    /** Looks again; the text may be another one. */
    void look() {
        if (!isVisible()) {
            return;
        }
        Search search = search();
        found = search.in(area.getText());
        count.setText(!search.problem().isEmpty() ? search.problem() : wanted.getText().isEmpty() ? ""
                : found.isEmpty() ? "not found" : found.size() == Search.MOST ? found.size() + " or more"
                        : found.size() + " found");
        mark.accept(found);
    }

    private void go(boolean forward) {
        int from = forward ? area.getSelection().getEnd() : area.getSelection().getStart();
        List<Span> way = forward ? found : found.reversed();
        way.stream().filter(s -> forward ? s.start() >= from : s.end() <= from).findFirst()
                .or(() -> way.stream().findFirst()).ifPresent(this::select);
    }

    private void select(Span span) {
        area.selectRange(span.start(), span.end());
        area.requestFollowCaret();
    }

    private void replace() {
        Span here = new Span(area.getSelection().getStart(), area.getSelection().getEnd());
        if (found.contains(here)) {
            search().replacement(area.getText(), here, instead.getText()).ifPresent(text -> edit
                    .accept(TextEdit.at("replace", here, text, here.start() + text.length())));
            look();
        }
        go(true);
    }

    private void replaceAll() {
        String text = area.getText();
        search().replaceAll(text, instead.getText()).filter(t -> !t.equals(text)).ifPresent(t -> edit.accept(
                TextEdit.at("replace all", new Span(0, text.length()), t, Math.min(area.getCaretPosition(),
                        t.length()))));
        look();
    }
}
