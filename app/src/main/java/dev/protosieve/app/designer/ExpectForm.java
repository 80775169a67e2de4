package dev.protosieve.app.designer;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Expectations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final Label hint = new Label();
    private final Optional<Descriptor> message;
    private final String written;
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper(true);

    /** @param message that the rules are about, as far as it is known */
    ExpectForm(Optional<ExpectLine> line, List<RuleBlock> rules, Optional<Descriptor> message) {
        super(8);
        this.message = message;
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
        body.setPromptText(message.map(ExpectForm::example).orElse(""));
        body.setAccessibleText("The message in protobuf's text format");
        body.getStyleClass().add("mono");
        body.setPrefRowCount(4);
        body.setPrefColumnCount(44);
        body.textProperty().subscribe(_ -> judge());
        HBox head = new HBox(8, verdict, new Label("by"), label);
        head.setAlignment(Pos.CENTER_LEFT);
        hint.setId("expect-hint");
        hint.setWrapText(true);
        // as wide as the message's room, whatever it says
        hint.setPrefWidth(1);
        hint.setMaxWidth(Double.MAX_VALUE);
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

    /** Two fields, as text format has them. */
    private static String example(Descriptor message) {
        return message.getFields().stream().filter(f -> !f.isRepeated()).flatMap(f -> value(f).stream()).limit(2)
                .collect(Collectors.joining("  "));
    }

    private static Optional<String> value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> Optional.of(field.getName() + ": \"cat\"");
            case INT, LONG -> Optional.of(field.getName() + ": 1");
            case BOOLEAN -> Optional.of(field.getName() + ": true");
            case FLOAT, DOUBLE, BYTE_STRING, ENUM, MESSAGE -> Optional.empty();
        };
    }

    private void judge() {
        Optional<String> mistake = mistake();
        valid.set(mistake.isEmpty());
        hint.setText(mistake.orElse("The message in protobuf's text format; empty is the empty message"));
        hint.getStyleClass().remove("form-mistake");
        mistake.ifPresent(_ -> hint.getStyleClass().add("form-mistake"));
    }

    private Optional<String> mistake() {
        RuleSyntax none = RuleParser.parse(new SourceText("", ""), new ArrayList<>());
        RuleEdit edit = new RuleEdit.AddExpectation(verdict(), Optional.empty(), body.getText());
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax read = RuleParser.parse(edit.applyTo(none).after().source(), found);
        found.removeIf(d -> d.code().startsWith(BlockActions.MISSING));
        message.ifPresent(m -> found.addAll(Expectations.mistakes(read, m)));
        return found.stream().filter(Diagnostic::isError).map(Diagnostic::message).findFirst()
                .or(() -> read.statements().size() == 1 ? Optional.empty() : Optional.of("the message ends too early"));
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
