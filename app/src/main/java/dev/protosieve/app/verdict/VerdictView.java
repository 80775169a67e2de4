package dev.protosieve.app.verdict;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.target.LoadReport;
import dev.protosieve.engine.text.Diagnostic;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The verifier's statistics, or why it refused, on the rule that caused it. */
public final class VerdictView extends ScrollPane {

    private static final int MOST_LOG_ROWS = 14;
    private static final int MOST_PROBLEMS = 4;

    private final VerdictViewModel model;
    private final VBox content = new VBox(12);

    public VerdictView(VerdictViewModel model) {
        this.model = model;
        setId("verdict");
        getStyleClass().addAll("edge-to-edge", "verdict");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        content.getStyleClass().add("verdict-content");
        setContent(content);
        model.check().subscribe(this::show);
    }

    private void show(Check check) {
        content.getChildren().setAll(switch (check.answer()) {
            case VerifierAnswer.Pending() ->
                List.of(card("calm", Feather.CLOCK, "Not verified yet", VerdictViewModel.PENDING, ""));
            case VerifierAnswer.NotAsked(String why) -> List.of(notAsked(check, why));
            case VerifierAnswer.Accepted accepted -> accepted(accepted, check.report().filter());
            case VerifierAnswer.Rejected rejected -> rejected(rejected);
            case VerifierAnswer.Unavailable(String target, String what, String hint) ->
                List.of(card("warn", Feather.SHIELD_OFF, "The " + target + " cannot verify here", what, hint));
        });
    }

    private Node notAsked(Check check, String why) {
        List<Diagnostic> errors = check.report().diagnostics().stream().filter(Diagnostic::isError).toList();
        if (errors.isEmpty()) {
            return card("calm", Feather.CLOCK, "Not verified yet", why, "");
        }
        if (errors.stream().allMatch(Workbench::isMissing)) {
            return card("calm", Feather.CLOCK, "Nothing to verify yet",
                    "Rules need a schema and a message before they can be compiled.", "");
        }
        VBox card = card("warn", Feather.ALERT_CIRCLE,
                errors.size() == 1 ? "One problem to mend first" : errors.size() + " problems to mend first", "", "");
        for (Diagnostic error : errors.stream().limit(MOST_PROBLEMS).toList()) {
            Hyperlink line = new Hyperlink(model.words(error));
            line.setWrapText(true);
            line.setMinHeight(Region.USE_PREF_SIZE);
            line.setOnAction(_ -> model.goTo(error));
            card.getChildren().add(line);
        }
        Label rest = new Label((errors.size() > MOST_PROBLEMS
                ? (errors.size() - MOST_PROBLEMS) + " more stand under the rules as text. " : "") + why);
        rest.getStyleClass().addAll("muted", "small");
        rest.setWrapText(true);
        rest.setMinHeight(Region.USE_PREF_SIZE);
        card.getChildren().add(rest);
        return card;
    }

    private static List<Node> accepted(VerifierAnswer.Accepted answer, Optional<CompiledFilter> filter) {
        LoadReport report = answer.report();
        VBox bars = new VBox(10);
        if (report.processed() >= 0) {
            bars.getChildren().add(bar("Budget", "%,d of 1,000,000 instructions walked".formatted(report.processed()),
                    report.processed() / (double) VerdictViewModel.MOST_PROCESSED));
        }
        if (report.stackBytes() >= 0) {
            bars.getChildren()
                    .add(bar("Stack", "%d of %d bytes".formatted(report.stackBytes(), VerdictViewModel.MOST_STACK),
                            report.stackBytes() / (double) VerdictViewModel.MOST_STACK));
        }
        FlowPane facts = new FlowPane(8, 8);
        filter.ifPresent(f -> facts.getChildren().addAll(fact("program", "%,d instructions".formatted(f.slots())),
                fact("hook", f.hook().id())));
        facts.getChildren().add(fact("loaded in", "%.1f ms".formatted(report.nanos() / 1e6)));
        if (report.jitedBytes() >= 0) {
            facts.getChildren().add(fact("machine code", "%,d bytes".formatted(report.jitedBytes())));
        }
        facts.getChildren().add(fact("on", VerdictViewModel.who(answer.target(), answer.release())));
        Label head = new Label("Every path is safe", Icons.of(Feather.CHECK_CIRCLE));
        head.getStyleClass().addAll("strong", "verdict-pass");
        return List.of(head, bars, facts);
    }

    private static Node bar(String name, String words, double part) {
        Label title = new Label(name);
        title.getStyleClass().add("strong");
        Label text = new Label(words);
        text.getStyleClass().add("muted");
        text.setMinWidth(0);
        ProgressBar bar = new ProgressBar(Math.max(0.004, Math.min(1, part)));
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("small");
        HBox line = new HBox(6, title, text);
        title.setMinWidth(Region.USE_PREF_SIZE);
        return new VBox(4, line, bar);
    }

    private static Node fact(String name, String value) {
        Label title = new Label(name);
        title.getStyleClass().addAll("muted", "small");
        Label text = new Label(value);
        text.getStyleClass().add("strong");
        VBox box = new VBox(1, title, text);
        box.getStyleClass().add("fact");
        return box;
    }

    private List<Node> rejected(VerifierAnswer.Rejected answer) {
        VBox all = new VBox(10);
        if (answer.diagnostics().isEmpty()) {
            all.getChildren()
                    .add(card("bad", Feather.X_OCTAGON, "Rejected", "The verifier gave errno " + answer.errno(), ""));
        }
        for (Diagnostic diagnostic : answer.diagnostics()) {
            VBox card = diagnostic.isError()
                    ? card("bad", Feather.X_OCTAGON, title(diagnostic), diagnostic.message(), diagnostic.hint())
                    : card("calm", Feather.CORNER_DOWN_RIGHT, "On the way, line " + diagnostic.place().line(),
                            diagnostic.message(), diagnostic.hint());
            if (model.isOnRule(diagnostic)) {
                Hyperlink show = new Hyperlink("Show the rule");
                show.setOnAction(_ -> model.goTo(diagnostic));
                card.getChildren().add(show);
            }
            all.getChildren().add(card);
        }
        Label words = new Label("The kernel's own words");
        words.getStyleClass().add("strong");
        TextArea log = new TextArea(tail(answer.log()));
        log.setEditable(false);
        log.getStyleClass().addAll("mono", "log-words");
        log.setPrefRowCount(Math.min(MOST_LOG_ROWS, (int) log.getText().lines().count() + 1));
        return List.of(all, words, log);
    }

    private static String title(Diagnostic diagnostic) {
        String line = diagnostic.place().line() > 0 ? " on line " + diagnostic.place().line() : "";
        return "Rejected by the verifier" + line + " \u00b7 "
                + diagnostic.code().substring(diagnostic.code().indexOf('.') + 1).replace('-', ' ')
                        .toLowerCase(Locale.ROOT);
    }

    // what matters stands at the end
    private static String tail(String log) {
        List<String> lines = log.strip().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 400), lines.size()));
    }

    private static VBox card(String tone, Feather icon, String title, String words, String hint) {
        Label head = new Label(title, Icons.of(icon));
        head.getStyleClass().addAll("strong", "card-head");
        head.setWrapText(true);
        VBox card = new VBox(5, head);
        for (String line : List.of(words, hint)) {
            if (!line.isBlank()) {
                Label text = new Label(line);
                text.setWrapText(true);
                text.setMinHeight(Region.USE_PREF_SIZE);
                card.getChildren().add(text);
            }
        }
        card.getStyleClass().addAll("explain-card", "explain-" + tone);
        card.setAlignment(Pos.TOP_LEFT);
        return card;
    }
}
