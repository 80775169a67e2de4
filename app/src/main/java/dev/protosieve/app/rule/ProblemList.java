package dev.protosieve.app.rule;

import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Every finding of the last compile; a click goes to its place. */
final class ProblemList extends ListView<Diagnostic> {

    private static final int MOST_LINES = 4;
    private static final double GAP = 6;
    private static final double LINE = 46;
    /** At this size of the letters. */
    private static final double NATURAL_FONT = 13;
    /** The place of a problem may take so much of its line; the end of a path says most. */
    private static final double MOST_OF_PLACE = 0.4;

    private final double[] heights = new double[MOST_LINES];
    private double most = MOST_LINES * LINE;
    private boolean measuring;

    ProblemList(RuleTextViewModel model) {
        setId("problems");
        getStyleClass().add("problems");
        setCellFactory(_ -> new Cell(model));
        model.fixesChanged().subscribe(this::refresh);
        model.problems().subscribe(found -> {
            getItems().setAll(found);
            fit();
            fitSoon();
        });
        setAccessibleText("Problems");
        setOnMouseClicked(_ -> go(model));
        setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                go(model);
                e.consume();
            }
        });
    }

    // as high as the first problems, whose sentences take one line or more, but not higher than four short ones
    private void fit() {
        double height = Arrays.stream(heights, 0, Math.min(getItems().size(), MOST_LINES))
                .map(h -> h > 0 ? h : LINE).sum();
        setPrefHeight(Math.min(height, most) + 2);
        setMinHeight(Math.min(height, LINE) + 2);
    }

    // a list that gets another height while it is laid out would not be laid out again
    private void fitSoon() {
        Scene scene = getScene();
        if (scene == null || measuring) {
            return;
        }
        measuring = true;
        Runnable[] once = new Runnable[1];
        once[0] = () -> {
            scene.removePostLayoutPulseListener(once[0]);
            measuring = false;
            lookupAll(".list-cell").forEach(this::measure);
            fit();
        };
        scene.addPostLayoutPulseListener(once[0]);
    }

    private void measure(Node line) {
        if (line instanceof Cell cell && !cell.isEmpty() && cell.getIndex() < MOST_LINES) {
            heights[cell.getIndex()] = cell.getHeight();
            most = MOST_LINES * LINE * cell.getFont().getSize() / NATURAL_FONT;
        }
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

    static Node icon(Severity severity) {
        Node icon = Icons.of(switch (severity) {
            case ERROR -> Feather.ALERT_CIRCLE;
            case WARNING -> Feather.ALERT_TRIANGLE;
            case NOTE -> Feather.INFO;
        });
        icon.getStyleClass().add("severity-" + severity.word());
        return icon;
    }

    private final class Cell extends ListCell<Diagnostic> {
        private final RuleTextViewModel model;

        Cell(RuleTextViewModel model) {
            this.model = model;
            heightProperty().subscribe(_ -> fitSoon());
        }

        // a cell asks what it shows for its height without saying how wide it is
        @Override
        protected double computePrefHeight(double width) {
            return getGraphic() == null ? super.computePrefHeight(width)
                    : snappedTopInset() + snappedBottomInset()
                            + getGraphic().prefHeight(width - snappedLeftInset() - snappedRightInset());
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
            message.setWrapText(true);
            Label hint = new Label(problem.hint().isEmpty() ? problem.code() : model.nearby(problem.hint()));
            hint.getStyleClass().addAll("muted", "small");
            hint.setMinWidth(0);
            hint.setWrapText(true);
            message.setMaxWidth(Double.MAX_VALUE);
            hint.setMaxWidth(Double.MAX_VALUE);
            BorderPane first = new BorderPane(message, null, where, null, severity);
            BorderPane second = new BorderPane(hint, null, new HBox(GAP, buttons(problem).toArray(Button[]::new)), null,
                    null);
            BorderPane.setMargin(message, new Insets(0, GAP, 0, GAP));
            BorderPane.setMargin(hint, new Insets(0, GAP, 0, 0));
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
    }
}
