package dev.protosieve.app.rule;

import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Severity;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Every finding of the last compile; a click goes to its place. */
final class ProblemList extends ListView<Diagnostic> {

    private static final int MOST_LINES = 4;
    private static final double LINE = 46;
    /** The place of a problem may take so much of its line; the end of a path says most. */
    private static final double MOST_OF_PLACE = 0.4;

    ProblemList(RuleTextViewModel model) {
        setId("problems");
        getStyleClass().add("problems");
        setCellFactory(_ -> new Cell(model));
        model.fixesChanged().subscribe(this::refresh);
        model.problems().subscribe(found -> {
            getItems().setAll(found);
            fit();
        });
        fixedCellSizeProperty().subscribe(_ -> fit());
        setAccessibleText("Problems");
        setOnMouseClicked(_ -> go(model));
        setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                go(model);
                e.consume();
            }
        });
    }

    // as high as the style sheet has lines
    private void fit() {
        double line = getFixedCellSize() > 0 ? getFixedCellSize() : LINE;
        double height = Math.min(getItems().size(), MOST_LINES) * line + 2;
        setPrefHeight(height);
        setMinHeight(Math.min(height, line + 2));
    }

    private void go(RuleTextViewModel model) {
        Diagnostic chosen = getSelectionModel().getSelectedItem();
        if (chosen != null) {
            model.goTo(chosen);
        }
    }

    /** What the hover shows of a diagnostic. */
    static Node card(Diagnostic problem) {
        Label message = new Label(problem.message());
        message.setWrapText(true);
        message.getStyleClass().add("strong");
        VBox box = new VBox(3, new HBox(6, icon(problem.severity()), message));
        if (!problem.hint().isEmpty()) {
            Label hint = new Label(problem.hint());
            hint.setWrapText(true);
            box.getChildren().add(hint);
        }
        Label code = new Label(problem.code());
        code.getStyleClass().addAll("mono", "muted", "small");
        box.getChildren().add(code);
        return box;
    }

    static FontIcon icon(Severity severity) {
        FontIcon icon = Icons.of(switch (severity) {
            case ERROR -> Feather.ALERT_CIRCLE;
            case WARNING -> Feather.ALERT_TRIANGLE;
            case NOTE -> Feather.INFO;
        });
        icon.getStyleClass().add("severity-" + severity.word());
        return icon;
    }

    private static final class Cell extends ListCell<Diagnostic> {
        private final RuleTextViewModel model;

        Cell(RuleTextViewModel model) {
            this.model = model;
        }

        /** The first fixes as buttons: a line has room for two. */
        private List<Button> buttons(Diagnostic problem) {
            return model.fixes(problem).stream().limit(2).map(fix -> {
                Button button = new Button(fix.title());
                button.setMnemonicParsing(false);
                button.setMinWidth(USE_PREF_SIZE);
                button.getStyleClass().add("quick-fix");
                button.setOnAction(_ -> model.mend(fix));
                return button;
            }).toList();
        }

        @Override
        protected void updateItem(@Nullable Diagnostic problem, boolean empty) {
            super.updateItem(problem, empty);
            if (empty || problem == null) {
                setGraphic(null);
                Hint.say(this, "");
                return;
            }
            Label where = new Label(model.nearby(problem.place().toString()));
            where.getStyleClass().addAll("mono", "muted", "small");
            where.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
            where.setMinWidth(0);
            where.maxWidthProperty().bind(widthProperty().multiply(MOST_OF_PLACE));
            Label severity = new Label(word(problem.severity()));
            severity.getStyleClass().addAll("strong", "severity-" + problem.severity().word());
            severity.setMinWidth(USE_PREF_SIZE);
            Label message = new Label(model.nearby(problem.message()));
            message.setMinWidth(0);
            // it takes what the place leaves, not the other way round
            message.setPrefWidth(1);
            Label hint = new Label(problem.hint().isEmpty() ? problem.code() : model.nearby(problem.hint()));
            hint.getStyleClass().addAll("muted", "small");
            hint.setMinWidth(0);
            message.setMaxWidth(Double.MAX_VALUE);
            hint.setMaxWidth(Double.MAX_VALUE);
            HBox first = line(message, severity, message, where);
            HBox second = line(hint, hint);
            second.getChildren().addAll(buttons(problem));
            VBox words = new VBox(1, first, second);
            words.setMinWidth(0);
            words.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(words, Priority.ALWAYS);
            HBox line = new HBox(8, icon(problem.severity()), words);
            line.setAlignment(Pos.CENTER_LEFT);
            line.setMinWidth(0);
            line.setPrefWidth(1);
            // the ends of long sentences
            Hint.say(this, message.getText() + (problem.hint().isEmpty() ? "" : "\n" + problem.hint()));
            setGraphic(line);
        }

        private static String word(Severity severity) {
            return severity.word().substring(0, 1).toUpperCase(Locale.ROOT) + severity.word().substring(1);
        }

        private static HBox line(Label growing, Node... parts) {
            HBox line = new HBox(6, parts);
            line.setAlignment(Pos.CENTER_LEFT);
            line.setMinWidth(0);
            HBox.setHgrow(growing, Priority.ALWAYS);
            return line;
        }
    }
}
