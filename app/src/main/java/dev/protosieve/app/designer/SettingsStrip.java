package dev.protosieve.app.designer;

import dev.protosieve.app.designer.RuleBlock.Problem;
import dev.protosieve.engine.rule.Words;
import dev.protosieve.engine.typed.Cause;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SearchableComboBox;

/** What a file says besides its rules, each thing where it can be changed. */
final class SettingsStrip extends VBox {

    private static final int MOST_PROBLEMS = 4;

    /** Wide enough for all verdicts, also with large letters; where there is less room they wrap. */
    private static final double ONE_LINE = 1200;

    private final ConditionView match;

    SettingsStrip(BlocksViewModel model, TermEditor editor) {
        super(5);
        Settings settings = model.settings().get();
        getStyleClass().add("settings");
        setMinWidth(0);
        ComboBox<String> message = new SearchableComboBox<>();
        message.setId("setting-message");
        message.setAccessibleText("Message");
        message.getItems().setAll(settings.messages());
        if (!settings.messages().contains(settings.message()) && !settings.message().isEmpty()) {
            message.getItems().addFirst(settings.message());
        }
        message.setValue(settings.message());
        SearchKeys.on(message);
        message.valueProperty().subscribe((_, now) -> change(now, settings.message(), model.gestures()::setMessage));
        ChoiceBox<String> framing = choice("Framing: how a message lies in its packet", Words.FRAMINGS,
                settings.framing());
        framing.setId("setting-framing");
        framing.valueProperty()
                .subscribe((_, now) -> change(now, settings.framing(), model.gestures()::setFraming));
        String mode = settings.observe() ? "observe" : "enforce";
        ChoiceBox<String> modes = choice("Mode: observe only counts what would be dropped", Words.MODES, mode);
        modes.setId("setting-mode");
        modes.valueProperty().subscribe(
                (_, now) -> change(now, mode, word -> model.gestures().setObserving(word.equals("observe"))));
        match = new ConditionView(model, editor, 0, settings.match(), settings.problems());
        HBox.setHgrow(match, Priority.ALWAYS);
        FlowPane first = new FlowPane(6, 4, message, framing, modes);
        first.setMinWidth(0);
        first.setPrefWrapLength(ONE_LINE);
        HBox.setHgrow(first, Priority.ALWAYS);
        getChildren().addAll(remark(settings, Remarks.Place.TOP), remark(settings, Remarks.Place.MESSAGE),
                row("message", first), remark(settings, Remarks.Place.MATCH), row("match", match),
                remark(settings, Remarks.Place.OTHERWISE), row("otherwise", verdicts(model, settings.verdicts())));
        settings.problems().stream().filter(p -> !p.inCondition()).limit(MOST_PROBLEMS)
                .forEach(p -> getChildren().add(BlockNode.words(new Problem(false, p.path(), p.severity(),
                        model.nearby(p.message()), model.nearby(p.hint())))));
    }

    private static Remark remark(Settings settings, Remarks.Place place) {
        return new Remark(settings.remarks().at(place));
    }

    private static void change(@org.jspecify.annotations.Nullable String now, String before,
            java.util.function.Consumer<String> gesture) {
        if (now != null && !now.equals(before)) {
            gesture.accept(now);
        }
    }

    // few words: a menu, which unlike a list is made when it opens
    private static ChoiceBox<String> choice(String name, List<String> words, String now) {
        ChoiceBox<String> choice = new ChoiceBox<>();
        choice.getItems().setAll(words);
        choice.setValue(now);
        choice.setTooltip(new Tooltip(name));
        choice.setAccessibleText(name);
        return choice;
    }

    private static HBox row(String name, Node content) {
        Label label = new Label(name);
        label.getStyleClass().addAll("muted", "setting-name");
        label.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(8, label, content);
        row.setAlignment(Pos.TOP_LEFT);
        row.setMinWidth(0);
        return row;
    }

    private static FlowPane verdicts(BlocksViewModel model, Map<Cause, String> verdicts) {
        FlowPane flow = new FlowPane(6, 4);
        flow.setPrefWrapLength(ONE_LINE);
        flow.setMinWidth(0);
        HBox.setHgrow(flow, Priority.ALWAYS);
        verdicts.forEach((cause, verdict) -> flow.getChildren().add(fallback(model, cause, verdict)));
        return flow;
    }

    private static Button fallback(BlocksViewModel model, Cause cause, String verdict) {
        Label name = new Label(cause == Cause.DEFAULT ? "no rule" : cause.word());
        name.getStyleClass().addAll("muted", "small");
        Label word = new Label(verdict);
        word.getStyleClass().addAll("strong", "small", "verdict-" + verdict);
        Button chip = new Button(null, new HBox(4, name, word));
        chip.setId("on-" + cause.word());
        chip.getStyleClass().add("fallback");
        chip.setTooltip(new Tooltip(Settings.meaning(cause) + "; click to change"));
        chip.setAccessibleText(Settings.meaning(cause) + ": " + verdict);
        chip.setOnAction(_ -> model.gestures().toggle(cause));
        return chip;
    }

    ConditionView match() {
        return match;
    }
}
