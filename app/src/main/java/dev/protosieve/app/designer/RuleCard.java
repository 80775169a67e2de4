package dev.protosieve.app.designer;

import dev.protosieve.app.designer.RuleBlock.Problem;
import dev.protosieve.app.session.Cost;
import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.Palette;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One rule as a block. */
final class RuleCard extends HBox {

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass CURSOR = PseudoClass.getPseudoClass("cursor");

    private final Label note = new Label();
    private final BlocksViewModel model;
    private final TermEditor editor;
    private final ConditionView condition;
    private final Label packets = new Label();
    private final Label rate = new Label();
    private final Sparkline trend = new Sparkline();
    private final HBox numbers;
    private RuleBlock rule;
    private Optional<String> time = Optional.empty();

    RuleCard(RuleBlock rule, BlocksViewModel model, TermEditor editor) {
        this.rule = rule;
        this.model = model;
        this.editor = editor;
        getStyleClass().addAll("rule-card", Palette.ruleClass(rule.number()));
        setId("rule-card-" + rule.number());
        if (!rule.enabled()) {
            getStyleClass().add("off");
        }
        if (rule.problems().stream().anyMatch(Problem::isError)) {
            getStyleClass().add("faulty");
        }
        Label number = new Label(Integer.toString(rule.number()));
        number.getStyleClass().add("card-number");
        number.setMaxHeight(Double.MAX_VALUE);
        if (rule.number() > 99) {
            number.getStyleClass().add("long");
        }
        number.setMinWidth(Region.USE_PREF_SIZE);
        condition = new ConditionView(model, editor, rule.number(), rule.text(), rule.problems());
        numbers = numbers();
        // under the condition, which needs the room beside it for its chips
        VBox words = new VBox(4, condition, new CardFoot(note, numbers));
        if (!rule.argument().isEmpty()) {
            words.getChildren().addFirst(argument());
        }
        if (!rule.comment().isEmpty()) {
            words.getChildren().addFirst(new Remark(rule.comment()));
        }
        words.getStyleClass().add("card-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        rule.problems().stream().filter(p -> !p.inCondition())
                .forEach(p -> words.getChildren().add(BlockNode.words(p)));
        HBox body = new HBox(10, head(), words, tools());
        body.setAlignment(Pos.TOP_LEFT);
        body.getStyleClass().add("card-body");
        HBox.setHgrow(body, Priority.ALWAYS);
        body.setMinWidth(0);
        getChildren().addAll(number, body);
        note.getStyleClass().addAll("muted", "small", "card-note");
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                editor.rename(note, this.rule);
            }
        });
        take(rule);
        show(Optional.empty());
    }

    RuleBlock rule() {
        return rule;
    }

    ConditionView condition() {
        return condition;
    }

    /** Shows a rule that is like the one before. */
    void take(RuleBlock next) {
        rule = next;
        note.setText(words());
        setAccessibleText("Rule " + rule.number() + ", " + rule.action().word() + " " + rule.argument()
                + rule.condition().map(c -> " if " + c).orElse("") + ", " + note.getText()
                + (rule.comment().isEmpty() ? "" : ", " + rule.comment()));
    }

    void select(boolean selected, boolean chosen) {
        pseudoClassStateChanged(SELECTED, selected);
        pseudoClassStateChanged(CHOSEN, chosen);
    }

    void show(Cursor cursor) {
        pseudoClassStateChanged(CURSOR, !cursor.block() && cursor.rule() == rule.number());
        condition.blocks().forEach(b -> b.show(cursor));
    }

    /** @param places of all rules */
    void link(Set<Cursor> places) {
        condition.link(places);
    }

    /** Shows what the rule takes of the time of a packet, as far as it was measured. */
    void show(Cost cost) {
        time = cost instanceof Cost.Measured measured ? measured.own(rule.number()) : Optional.empty();
        take(rule);
    }

    void show(Optional<RuleCount> count) {
        if (numbers.isVisible() != count.isPresent()) {
            numbers.setVisible(count.isPresent());
            numbers.setManaged(count.isPresent());
            take(rule);
        }
        count.ifPresent(c -> {
            packets.setText("%,d".formatted(c.packets()));
            rate.setText("%,d/s".formatted(c.perSecond()));
            trend.show(c.trend());
        });
    }

    private HBox numbers() {
        packets.getStyleClass().add("card-packets");
        rate.getStyleClass().addAll("muted", "small");
        rate.getStyleClass().add("card-rate");
        rate.setMinWidth(Region.USE_PREF_SIZE);
        packets.setMinWidth(Region.USE_PREF_SIZE);
        HBox all = new HBox(8, trend, packets, rate);
        all.setAlignment(Pos.CENTER_RIGHT);
        all.setMinWidth(Region.USE_PREF_SIZE);
        return all;
    }

    private VBox head() {
        VBox head = new VBox(new ActionPill(rule.action(), rule.number(),
                choice -> model.gestures().setAction(rule.number(), choice)));
        head.setMinWidth(Region.USE_PREF_SIZE);
        return head;
    }

    private Label argument() {
        Label argument = ConditionView.chip(rule.argument().replaceAll("\\s+", " "), "chip-value");
        argument.setMinHeight(Region.USE_PREF_SIZE);
        argument.setOnMouseClicked(_ -> editor.head(argument, rule));
        return argument;
    }

    private Node tools() {
        boolean on = rule.enabled();
        Button toggle = Icons.button(on ? Feather.TOGGLE_RIGHT : Feather.TOGGLE_LEFT,
                (on ? "Switch off" : "Switch on") + " (Ctrl+/)",
                () -> model.gestures().setEnabled(rule.number(), !rule.enabled()));
        toggle.getStyleClass().add(on ? "toggle-on" : "toggle-off");
        Button menu = Icons.button(Feather.MORE_VERTICAL, "Rule " + rule.number() + ": more", () -> {
        });
        menu.getStyleClass().add("card-menu");
        menu.setOnAction(_ -> {
            model.go(Cursor.onRule(rule.number()));
            BlockMenu.of(model, editor, menu).show(menu, Side.BOTTOM, 0, 0);
        });
        toggle.setFocusTraversable(false);
        menu.setFocusTraversable(false);
        HBox tools = new HBox(toggle, menu);
        tools.setMinWidth(Region.USE_PREF_SIZE);
        return tools;
    }

    private String words() {
        StringJoiner text = new StringJoiner(" \u00b7 ");
        rule.label().ifPresent(label -> text.add('\u201c' + label + '\u201d'));
        if (!rule.enabled()) {
            return text.add("line " + rule.line()).add("switched off").toString();
        }
        // beside the numbers of packets there is room for one line only
        if (!numbers.isVisible() || rule.instructions() == 0) {
            text.add("line " + rule.line());
        }
        if (rule.instructions() > 0) {
            text.add("%,d instructions".formatted(rule.instructions()));
        }
        time.ifPresent(text::add);
        return text + (rule.action().isFinal() ? "" : " \u00b7 goes on");
    }
}
