package dev.protosieve.app.designer;

import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import java.util.ArrayList;
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
    private final String written;
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
        written = line.map(ExpectLine::body).orElse("");
        body.setText(bare(written));
        body.setId("expect-body");
        body.setPromptText("query: \"cat\"  page_number: 1");
        body.setAccessibleText("The message in protobuf's text format");
        body.getStyleClass().add("mono");
        body.setPrefRowCount(4);
        body.setPrefColumnCount(34);
        body.textProperty().subscribe(_ -> valid.set(isOneStatement()));
        HBox head = new HBox(8, verdict, new Label("by"), label);
        head.setAlignment(Pos.CENTER_LEFT);
        Label hint = new Label("The message in protobuf's text format; empty is the empty message");
        hint.getStyleClass().addAll("muted", "small");
        getChildren().addAll(head, body, hint);
    }

    // without the indent that its lines have in common; the first may stand right behind the brace
    private static String bare(String body) {
        String lines = body.stripTrailing();
        int first = lines.indexOf('\n');
        return first < 0 ? lines.strip() : (lines.substring(0, first).strip() + "\n"
                + lines.substring(first + 1).stripIndent()).strip();
    }

    private boolean isOneStatement() {
        RuleSyntax none = RuleParser.parse(new SourceText("", ""), new ArrayList<>());
        RuleEdit edit = new RuleEdit.AddExpectation(verdict(), Optional.empty(), body.getText());
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax read = RuleParser.parse(edit.applyTo(none).after().source(), found);
        return read.statements().size() == 1
                && found.stream().noneMatch(d -> d.isError() && !d.code().startsWith(BlockActions.MISSING));
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

    /** As it is written in the file where nobody changed it. */
    String body() {
        return body.getText().equals(bare(written)) ? written : body.getText();
    }

    void focus() {
        body.requestFocus();
    }
}
