package dev.protosieve.app.designer;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** An {@code expect} line: verdict, the rule that must give it, and the message. */
final class ExpectForm extends VBox {

    private static final String ANY = "any rule or none";

    private final ComboBox<String> verdict = new ComboBox<>();
    private final ComboBox<String> label = new ComboBox<>();
    private final TextArea body = new TextArea();
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper(true);

    ExpectForm(Optional<ExpectLine> line, List<RuleBlock> rules) {
        super(8);
        verdict.getItems().setAll("drop", "pass");
        verdict.setValue(line.map(ExpectLine::verdict).orElse("drop"));
        verdict.setAccessibleText("Verdict");
        label.getItems().add(ANY);
        rules.stream().filter(r -> r.enabled() && r.action().isFinal())
                .forEach(r -> r.label().ifPresent(label.getItems()::add));
        label.setValue(line.flatMap(ExpectLine::label).orElse(ANY));
        label.setAccessibleText("By which rule");
        body.setText(line.map(ExpectLine::body).orElse("").strip());
        body.setId("expect-body");
        body.setPromptText("query: \"cat\"  page_number: 1");
        body.setAccessibleText("The message in protobuf's text format");
        body.getStyleClass().add("mono");
        body.setPrefRowCount(4);
        body.setPrefColumnCount(34);
        body.textProperty().subscribe(text -> valid.set(isBalanced(text)));
        HBox head = new HBox(8, verdict, new Label("by"), label);
        head.setAlignment(Pos.CENTER_LEFT);
        Label hint = new Label("The message in protobuf's text format; empty is the empty message");
        hint.getStyleClass().addAll("muted", "small");
        getChildren().addAll(head, body, hint);
    }

    // braces out of order would end the statement early
    private static boolean isBalanced(String text) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{' || c == '<' || c == '[') {
                depth++;
            } else if (c == '}' || c == '>' || c == ']') {
                depth--;
            }
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0 && quote == 0;
    }

    ReadOnlyBooleanProperty valid() {
        return valid.getReadOnlyProperty();
    }

    String verdict() {
        return verdict.getValue();
    }

    Optional<String> label() {
        return Optional.of(label.getValue()).filter(l -> !l.equals(ANY));
    }

    String body() {
        String text = body.getText().strip();
        return text.contains("\n") ? "\n  " + text.replace("\n", "\n  ") + "\n" : text;
    }

    void focus() {
        body.requestFocus();
    }
}
