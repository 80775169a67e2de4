package dev.protosieve.app.designer;

import dev.protosieve.app.designer.BlocksViewModel.Card;
import dev.protosieve.app.designer.ConditionShape.Term;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.Palette;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One rule as a block. */
final class RuleCard extends HBox {

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private static final int MOST_HINT = 90;

    private final Label note = new Label();
    private Card card;
    private final BlocksViewModel model;
    private final TermEditor editor;
    private final Label packets = new Label();
    private final Label rate = new Label();
    private final Sparkline trend = new Sparkline();
    private final HBox numbers;

    RuleCard(Card card, BlocksViewModel model, TermEditor editor) {
        this.card = card;
        this.model = model;
        this.editor = editor;
        getStyleClass().addAll("rule-card", Palette.ruleClass(card.number()));
        setId("rule-card-" + card.number());
        if (!card.rule().enabled()) {
            getStyleClass().add("off");
        }
        if (card.problems().stream().anyMatch(Diagnostic::isError)) {
            getStyleClass().add("faulty");
        }
        Label number = new Label(Integer.toString(card.number()));
        number.getStyleClass().add("card-number");
        number.setMaxHeight(Double.MAX_VALUE);
        VBox words = new VBox(5, chips(), note);
        words.getStyleClass().add("card-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        card.problems().stream().filter(p -> p.severity() != Severity.NOTE)
                .forEach(p -> words.getChildren().add(problem(p)));
        packets.getStyleClass().add("card-packets");
        rate.getStyleClass().addAll("muted", "small");
        VBox counts = new VBox(1, packets, rate);
        counts.setAlignment(Pos.CENTER_RIGHT);
        counts.setMinWidth(Region.USE_PREF_SIZE);
        numbers = new HBox(10, trend, counts);
        numbers.setAlignment(Pos.CENTER_RIGHT);
        numbers.setMinWidth(Region.USE_PREF_SIZE);
        HBox body = new HBox(12, action(), argument(), words, numbers, menu());
        body.setAlignment(Pos.CENTER_LEFT);
        body.getStyleClass().add("card-body");
        HBox.setHgrow(body, Priority.ALWAYS);
        body.setMinWidth(0);
        getChildren().addAll(number, body);
        setOnMousePressed(_ -> {
            model.select(card.number());
            requestFocus();
        });
        setFocusTraversable(true);
        note.getStyleClass().addAll("muted", "small");
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        take(card);
        show(Optional.empty());
    }

    Card card() {
        return card;
    }

    /** Shows a card that is like the one before. */
    void take(Card next) {
        card = next;
        note.setText(note());
    }

    void select(boolean on) {
        pseudoClassStateChanged(SELECTED, on);
    }

    void show(Optional<RuleCount> count) {
        numbers.setVisible(count.isPresent());
        numbers.setManaged(count.isPresent());
        count.ifPresent(c -> {
            packets.setText("%,d".formatted(c.packets()));
            rate.setText("%,d/s".formatted(c.perSecond()));
            trend.show(c.trend());
        });
    }

    private MenuButton action() {
        Action now = card.rule().action();
        MenuButton pill = new MenuButton(now.word());
        pill.getStyleClass().addAll("pill", "pill-" + now.word());
        pill.setMinWidth(Region.USE_PREF_SIZE);
        for (Action choice : Action.values()) {
            MenuItem item = new MenuItem(choice.word() + "  \u2013  " + meaning(choice));
            item.setOnAction(_ -> model.gestures().setAction(card.number(), choice));
            pill.getItems().add(item);
        }
        return pill;
    }

    private Label argument() {
        Label argument = new Label(card.argument().replaceAll("\\s+", " "));
        argument.getStyleClass().addAll("chip", "chip-value", "mono");
        argument.setWrapText(true);
        argument.setVisible(!card.argument().isEmpty());
        argument.setManaged(!card.argument().isEmpty());
        return argument;
    }

    private static String meaning(Action action) {
        return switch (action) {
            case PASS -> "let the packet through, ask no other rule";
            case DROP -> "drop the packet, ask no other rule";
            case LOG -> "report the packet and go on to the next rule";
            case SAMPLE -> "report one of several packets and go on to the next rule";
            case COUNT -> "count the packet, by a value if you like, and go on to the next rule";
            case LIMIT -> "drop the packet when they come too fast, otherwise go on to the next rule";
        };
    }

    private Node chips() {
        if (card.shape().isEmpty()) {
            Label always = new Label("every message");
            always.getStyleClass().addAll("chip-operator", "muted");
            return new ChipFlow(List.of(List.of(always)));
        }
        return chips(card.shape().get().terms(), card.shape().get().joiner());
    }

    private ChipFlow chips(List<Term> terms, String joiner) {
        List<List<Node>> groups = new ArrayList<>();
        for (Term term : terms) {
            List<Node> group = new ArrayList<>();
            if (!groups.isEmpty()) {
                Label word = new Label(joiner.equals("||") ? "or" : "and");
                word.getStyleClass().addAll("strong", "chip-joiner");
                group.add(word);
            }
            addTerm(group, term);
            groups.add(group);
        }
        return new ChipFlow(groups);
    }

    private void addTerm(List<Node> group, Term term) {
        switch (term) {
            case Term.Test test -> {
                String subject = test.subject().startsWith("msg.") ? test.subject().substring(4) : test.subject();
                group.addAll(List.of(chip(subject, "chip-field", term),
                        chip(OperatorText.of(test.operator()), "chip-operator", term)));
                if (!test.value().isEmpty()) {
                    group.add(chip(valueWords(test), "chip-value", term));
                }
            }
            case Term.Group(var _, var _, var terms, var joiner) -> {
                ChipFlow inner = chips(terms, joiner);
                inner.getStyleClass().add("chip-group");
                group.add(inner);
            }
            case Term.Free free -> group.add(chip(free.text().replaceAll("\\s*\\n\\s*", " "), "chip-free", term));
        }
    }

    private String valueWords(Term.Test test) {
        return model.field(test.subject()).stream().flatMap(f -> f.values().stream())
                .filter(v -> v.isWritten(test.value())).map(FieldChoice.EnumValue::name).findFirst()
                .orElseGet(() -> ValueText.shortName(test.value()));
    }

    private Label chip(String text, String style, Term term) {
        Label chip = new Label(text);
        chip.getStyleClass().addAll("chip", style);
        if (!style.equals("chip-operator")) {
            chip.getStyleClass().add("mono");
        }
        chip.setWrapText(true);
        chip.setTooltip(editor.hint());
        chip.setOnMouseClicked(_ -> editor.edit(chip, card, term));
        return chip;
    }

    private String note() {
        Statement.Rule rule = card.rule();
        StringBuilder text = new StringBuilder();
        rule.label().ifPresent(label -> text.append('\u201c').append(label.value()).append("\u201d \u00b7 "));
        text.append("line ").append(card.line());
        if (!rule.enabled()) {
            text.append(" \u00b7 switched off");
        } else {
            if (card.instructions() > 0) {
                text.append(" \u00b7 ").append("%,d instructions".formatted(card.instructions()));
            }
            text.append(rule.action().isFinal() ? "" : " \u00b7 goes on");
        }
        return text.toString();
    }

    private static Node problem(Diagnostic problem) {
        boolean brief = !problem.hint().isEmpty() && problem.hint().length() <= MOST_HINT;
        Label text = new Label(problem.message() + (brief ? " \u2013 " + problem.hint() : ""));
        text.setTooltip(new Tooltip(problem.hint().isEmpty() ? problem.code() : problem.hint()));
        text.setGraphic(Icons.of(problem.isError() ? Feather.ALERT_CIRCLE : Feather.ALERT_TRIANGLE));
        text.getStyleClass().addAll("card-problem", "severity-" + problem.severity().word());
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        return text;
    }

    private MenuButton menu() {
        int number = card.number();
        Gestures gestures = model.gestures();
        MenuButton menu = new MenuButton(null, Icons.of(Feather.MORE_VERTICAL));
        menu.getStyleClass().addAll("flat", "icon-button", "card-menu");
        menu.setAccessibleText("Rule " + number + ": more");
        menu.setMinWidth(Region.USE_PREF_SIZE);
        boolean enabled = card.rule().enabled();
        menu.getItems().addAll(List.of(
                item("Add a condition\u2026", Feather.PLUS, () -> editor.append(menu, card)),
                item("Name\u2026", Feather.TAG, () -> editor.rename(menu, card)), new SeparatorMenuItem(),
                item("Up", Feather.ARROW_UP, () -> gestures.move(number, number - 1)),
                item("Down", Feather.ARROW_DOWN, () -> gestures.move(number, number + 1)),
                item("Duplicate", Feather.COPY, () -> gestures.duplicate(number)),
                item(enabled ? "Switch off" : "Switch on", enabled ? Feather.EYE_OFF : Feather.EYE,
                        () -> gestures.setEnabled(number, !enabled)),
                new SeparatorMenuItem(), item("Delete", Feather.TRASH_2, () -> gestures.delete(number))));
        return menu;
    }

    private static MenuItem item(String text, Feather icon, Runnable action) {
        MenuItem item = new MenuItem(text, Icons.of(icon));
        item.setOnAction(_ -> action.run());
        return item;
    }
}
