package dev.protosieve.app.designer;

import dev.protosieve.app.designer.RuleBlock.Problem;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.ValueCell;
import dev.protosieve.engine.rule.Words;
import dev.protosieve.engine.typed.Cause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SearchableComboBox;
import org.jspecify.annotations.Nullable;

/** What a file says besides its rules, each thing where it can be changed. */
final class SettingsStrip extends VBox {

    /** What {@code default} is called. */
    static final String NO_RULE = "no rule";

    private static final int MOST_PROBLEMS = 4;

    /** Wide enough for all verdicts, also with large letters; where there is less room they wrap. */
    private static final double ONE_LINE = 1200;

    private final BlocksViewModel model;
    private final TermEditor editor;
    private final ComboBox<String> message = new SearchableComboBox<>();
    private final ChoiceBox<String> framing = choice("Framing: how a message lies in its packet", Words.FRAMINGS);
    private final ChoiceBox<String> mode = choice("Mode: observe only counts what would be dropped", Words.MODES);
    private final Map<Remarks.Place, Remark> remarks = new EnumMap<>(Remarks.Place.class);
    private final HBox matchRow = row("match");
    private final FlowPane verdicts = flow();
    private final VBox problems = new VBox(5);
    private Settings shown = Settings.NONE;
    /** While lists get other words: whatever they choose meanwhile is nobody's gesture. */
    private boolean filling;
    private ConditionView match;

    SettingsStrip(BlocksViewModel model, TermEditor editor) {
        super(5);
        this.model = model;
        this.editor = editor;
        getStyleClass().add("settings");
        setMinWidth(0);
        message.setId("setting-message");
        message.setAccessibleText("Message");
        SearchKeys.on(message);
        ValueCell.on(message);
        message.valueProperty().subscribe((_, now) -> change(now, shown.message(), model.gestures()::setMessage));
        framing.setId("setting-framing");
        framing.valueProperty().subscribe((_, now) -> change(now, shown.framing(), model.gestures()::setFraming));
        mode.setId("setting-mode");
        mode.valueProperty().subscribe((_, now) -> change(now, shown.mode(),
                word -> model.gestures().setObserving(word.equals("observe"))));
        match = match(shown);
        FlowPane first = flow();
        first.getChildren().addAll(message, framing, mode);
        getChildren().addAll(remark(Remarks.Place.TOP), remark(Remarks.Place.MESSAGE), row("message", first),
                remark(Remarks.Place.MATCH), matchRow, remark(Remarks.Place.OTHERWISE), row("otherwise", verdicts),
                problems);
    }

    /** Makes again only what has changed: its controls are the heaviest of the window. */
    void show(Settings next) {
        Settings before = shown;
        shown = next;
        filling = true;
        if (!before.messages().equals(next.messages()) || !before.message().equals(next.message())) {
            List<String> known = new ArrayList<>(next.messages());
            if (!known.contains(next.message()) && !next.message().isEmpty()) {
                known.addFirst(next.message());
            }
            message.getItems().setAll(known);
            message.setValue(next.message());
        }
        framing.setValue(next.framing());
        mode.setValue(next.mode());
        filling = false;
        remarks.forEach((place, remark) -> remark.show(next.remarks().at(place)));
        if (!before.match().equals(next.match()) || !before.problems().equals(next.problems())) {
            match = match(next);
        }
        if (!before.verdicts().equals(next.verdicts())) {
            verdicts.getChildren().clear();
            next.verdicts().forEach((cause, word) -> verdicts.getChildren().add(fallback(model, cause, word)));
        }
        problems.getChildren().setAll(next.problems().stream().filter(p -> !p.inCondition()).limit(MOST_PROBLEMS)
                .map(p -> BlockNode.words(new Problem(false, p.path(), p.severity(), model.nearby(p.message()),
                        model.nearby(p.hint()))))
                .toList());
        problems.setManaged(!problems.getChildren().isEmpty());
    }

    private ConditionView match(Settings settings) {
        ConditionView view = new ConditionView(model, editor, 0, settings.match(), settings.problems());
        HBox.setHgrow(view, Priority.ALWAYS);
        matchRow.getChildren().setAll(matchRow.getChildren().getFirst(), view);
        return view;
    }

    private Remark remark(Remarks.Place place) {
        return remarks.computeIfAbsent(place, _ -> new Remark(""));
    }

    private void change(@Nullable String now, String before,
            Consumer<String> gesture) {
        if (!filling && now != null && !now.equals(before)) {
            gesture.accept(now);
        }
    }

    // few words: a menu, which unlike a list is made when it opens
    private static ChoiceBox<String> choice(String name, List<String> words) {
        ChoiceBox<String> choice = new ChoiceBox<>();
        choice.getItems().setAll(words);
        Hint.say(choice, name);
        choice.setAccessibleText(name);
        return choice;
    }

    private static HBox row(String name, Node... content) {
        Label label = new Label(name);
        label.getStyleClass().addAll("muted", "setting-name");
        label.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(8, label);
        row.getChildren().addAll(content);
        row.setAlignment(Pos.TOP_LEFT);
        row.setMinWidth(0);
        return row;
    }

    private static FlowPane flow() {
        FlowPane flow = new FlowPane(6, 4);
        flow.setPrefWrapLength(ONE_LINE);
        flow.setMinWidth(0);
        HBox.setHgrow(flow, Priority.ALWAYS);
        return flow;
    }

    private static Button fallback(BlocksViewModel model, Cause cause, String verdict) {
        Label name = new Label(cause == Cause.DEFAULT ? NO_RULE : cause.word());
        name.getStyleClass().addAll("muted", "small");
        Label word = new Label(verdict);
        word.getStyleClass().addAll("strong", "small", "verdict-" + verdict);
        Button chip = new Button(null, new HBox(4, name, word));
        chip.setId("on-" + cause.word());
        chip.getStyleClass().add("fallback");
        Hint.say(chip, Settings.meaning(cause) + "; click to change");
        chip.setAccessibleText(Settings.meaning(cause) + ": " + verdict);
        chip.setOnAction(_ -> model.gestures().toggle(cause));
        return chip;
    }

    ConditionView match() {
        return match;
    }
}
