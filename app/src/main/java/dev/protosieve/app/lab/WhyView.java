package dev.protosieve.app.lab;

import dev.protosieve.app.session.EngineAnswer;
import dev.protosieve.app.session.LabReport;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.RuleBadge;
import dev.protosieve.engine.oracle.Explanation;
import dev.protosieve.engine.oracle.PacketExplanation.RuleExplanation;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The verdict in large, what each engine said, and every rule's condition with the values of its parts. */
final class WhyView extends BorderPane {

    private static final double INDENT = 18;

    /** A line of the explanation: a rule's condition, or a part of one. */
    private record Line(int rule, boolean asked, int depth, Explanation part, boolean decided) {
    }

    private final LabViewModel model;
    private final Label verdict = new Label();
    private final Label cause = new Label();
    private final Label reason = new Label();
    private final FlowPane engines = new FlowPane(6, 4);
    private final Label quarrel = new Label(
            "The engines do not agree. This is a mistake of Protosieve: please report it.",
            Icons.of(Feather.ALERT_TRIANGLE));
    private final ListView<Line> lines = new ListView<>();
    private final VBox banner;

    WhyView(LabViewModel model) {
        this.model = model;
        getStyleClass().add("why");
        verdict.setId("lab-verdict");
        verdict.getStyleClass().add("verdict-word");
        verdict.setMinWidth(Region.USE_PREF_SIZE);
        cause.setId("lab-cause");
        cause.getStyleClass().addAll("strong", "verdict-cause");
        cause.setWrapText(true);
        reason.setId("lab-reason");
        reason.setWrapText(true);
        HBox head = new HBox(10, verdict, cause);
        head.setAlignment(Pos.CENTER_LEFT);
        quarrel.setId("lab-quarrel");
        quarrel.getStyleClass().addAll("strong", "verdict-drop");
        quarrel.setWrapText(true);
        banner = new VBox(4, head, reason, engines, quarrel);
        banner.getStyleClass().add("verdict-banner");
        lines.setId("lab-why");
        lines.setAccessibleText("Every rule and the values of its parts");
        lines.getStyleClass().add("why-lines");
        lines.setCellFactory(_ -> new LineCell());
        lines.setOnMouseClicked(_ -> select());
        lines.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
                select();
            }
        });
        setTop(banner);
        setCenter(lines);
        model.report().subscribe(this::show);
    }

    private void select() {
        Line line = lines.getSelectionModel().getSelectedItem();
        if (line != null && line.rule() >= 0) {
            model.selectPart(line.rule(), line.part());
        }
    }

    private void show(Optional<LabReport> now) {
        boolean known = now.isPresent();
        engines.setVisible(known);
        quarrel.setVisible(known && !now.get().agrees());
        quarrel.setManaged(quarrel.isVisible());
        banner.getStyleClass().removeAll("banner-drop", "banner-pass", "banner-none");
        if (!known) {
            verdict.setText("");
            verdict.setGraphic(null);
            cause.setText("No verdict yet");
            reason.setText("There is a verdict as soon as the rules compile and there is a message.");
            lines.getItems().clear();
            return;
        }
        LabReport report = now.get();
        Optional<Verdict> decided = report.decision().map(d -> d.verdict());
        boolean drop = decided.filter(v -> v == Verdict.DROP).isPresent();
        verdict.setText(VerdictWords.verdict(report));
        Node icon = Icons.of(drop ? Feather.X_CIRCLE : decided.isPresent() ? Feather.CHECK_CIRCLE
                : Feather.CORNER_UP_RIGHT);
        verdict.setGraphic(icon);
        banner.getStyleClass().add(drop ? "banner-drop" : decided.isPresent() ? "banner-pass" : "banner-none");
        cause.setText(VerdictWords.cause(report));
        reason.setText(VerdictWords.reason(report));
        engines.getChildren().setAll(report.answers().stream().map(a -> chip(a, report)).toList());
        lines.getItems().setAll(lines(report));
    }

    private static Node chip(EngineAnswer answer, LabReport report) {
        String words = VerdictWords.answer(answer, report.filter().rules());
        Label chip = new Label(answer.engine() + ": " + words);
        chip.getStyleClass().addAll("engine-chip", "small");
        if (answer instanceof EngineAnswer.Missing(var _, String why)) {
            chip.getStyleClass().add("muted");
            Hint.say(chip, why);
            chip.setAccessibleText(chip.getText() + ": " + why);
            chip.setFocusTraversable(true);
        } else {
            chip.setGraphic(Icons.of(report.agrees() ? Feather.CHECK : Feather.ALERT_TRIANGLE));
        }
        return chip;
    }

    private static List<Line> lines(LabReport report) {
        List<Line> found = new ArrayList<>();
        report.why().match().filter(_ -> report.decision().isEmpty()).ifPresent(m -> add(-1, true, 0, m, false, found));
        for (RuleExplanation rule : report.why().rules()) {
            boolean decided = report.decision().filter(d -> d.rule() == rule.rule()).isPresent();
            add(rule.rule(), rule.asked(), 0, rule.condition(), decided, found);
        }
        return found;
    }

    private static void add(int rule, boolean asked, int depth, Explanation part, boolean decided, List<Line> into) {
        into.add(new Line(rule, asked, depth, part, decided));
        part.parts().forEach(p -> add(rule, asked, depth + 1, p, false, into));
    }

    private final class LineCell extends ListCell<Line> {

        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            setText(null);
            if (empty || line == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            Region indent = new Region();
            indent.setMinWidth(INDENT * line.depth());
            HBox box = new HBox(7, indent);
            box.setAlignment(Pos.CENTER_LEFT);
            if (line.depth() == 0) {
                head(line, box);
            }
            Label text = new Label(line.part().text());
            text.getStyleClass().addAll("mono", "small");
            text.setMinWidth(0);
            HBox.setHgrow(text, Priority.SOMETIMES);
            box.getChildren().addAll(text, outcome(line.part()));
            if (line.depth() == 0 && !line.asked()) {
                Label not = new Label("(not reached)");
                not.getStyleClass().addAll("muted", "small");
                not.setMinWidth(USE_PREF_SIZE);
                box.getChildren().add(not);
            }
            if (!line.asked()) {
                box.getStyleClass().add("not-reached");
            }
            box.setMinWidth(0);
            box.setPrefWidth(1);
            setGraphic(box);
            Hint.say(this, line.part().text() + "\n= " + VerdictWords.word(line.part())
                    + (line.part().value().isEmpty() ? "" : " " + line.part().value()));
            setAccessibleText(line.part().text() + " is " + VerdictWords.word(line.part()));
        }

        private void head(Line line, HBox box) {
            if (line.rule() < 0) {
                box.getChildren().add(new RuleBadge(0));
                return;
            }
            TypedRule rule = model.report().getValue().orElseThrow().filter().rules().rules().get(line.rule());
            Label action = new Label(rule.action().word());
            action.getStyleClass().addAll("mono", "strong", "small", "verdict-" + rule.action().word());
            action.setMinWidth(USE_PREF_SIZE);
            box.getChildren().addAll(new RuleBadge(rule.number()), action);
        }

        private static Node outcome(Explanation part) {
            Label value = new Label(switch (part.outcome()) {
                case TRUE -> "\u2713 true";
                case FALSE -> "\u2717 false";
                case VALUE -> "= " + part.value();
                case ERROR -> "! error: " + part.value();
                case NOT_ASKED -> "\u2013 not asked";
            });
            value.getStyleClass().addAll("small", switch (part.outcome()) {
                case TRUE -> "outcome-true";
                case FALSE -> "outcome-false";
                case VALUE -> "outcome-value";
                case ERROR -> "outcome-error";
                case NOT_ASKED -> "muted";
            });
            value.setMinWidth(part.outcome() == Explanation.Outcome.VALUE
                    || part.outcome() == Explanation.Outcome.ERROR ? 60 : USE_PREF_SIZE);
            return value;
        }
    }
}
