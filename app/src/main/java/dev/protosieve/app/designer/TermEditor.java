package dev.protosieve.app.designer;

import dev.protosieve.app.designer.BlocksViewModel.Card;
import dev.protosieve.app.designer.ConditionShape.Term;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.rule.RuleSyntax.Condition;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/** The pop-over in which one condition, or a rule's name, is changed. */
final class TermEditor {

    private final BlocksViewModel model;
    private final PopOver popOver = new PopOver();
    private final Tooltip hint = new Tooltip("Click to change");

    TermEditor(BlocksViewModel model) {
        this.model = model;
        popOver.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        popOver.setDetachable(false);
        popOver.setAnimated(false);
        popOver.setCornerRadius(8);
    }

    /** One for all chips: a tooltip is a window, and there are many chips. */
    Tooltip hint() {
        return hint;
    }

    /** Changes a term of a rule. */
    void edit(Node owner, Card card, Term term) {
        String condition = card.rule().condition().map(Condition::text).orElse("");
        TermForm form = TermForm.forTerm(model, term);
        Optional<String> without = card.shape().flatMap(shape -> shape.without(condition, term));
        HBox buttons = open(owner, "Condition of rule " + card.number(), form, "Change",
                () -> form.cel().ifPresent(cel -> {
                    String left = condition.substring(0, term.span().start());
                    String right = condition.substring(term.span().end());
                    String changed = (left + right).isBlank() ? cel : left + operand(cel) + right;
                    model.gestures().setCondition(card.number(), changed);
                }));
        without.ifPresent(rest -> buttons.getChildren().addFirst(remove(card.number(), rest)));
    }

    private Button remove(int number, String rest) {
        Button remove = new Button("Remove");
        remove.setId("term-remove");
        remove.getStyleClass().addAll("danger", "flat");
        remove.setOnAction(_ -> {
            popOver.hide();
            model.gestures().setCondition(number, rest);
        });
        return remove;
    }

    /** Adds a term behind the last one of a rule. */
    void append(Node owner, Card card) {
        TermForm form = TermForm.fresh(model);
        boolean any = card.shape().filter(s -> s.terms().size() > 1 && s.joiner().equals("||")).isPresent();
        String before = card.rule().condition().map(Condition::text).orElse("");
        String left = card.shape().filter(ConditionShape::isFree).isPresent() ? "(" + before + ")" : before;
        open(owner, (any ? "Or else" : "And also") + ", for rule " + card.number(), form, "Add",
                () -> form.cel().ifPresent(cel -> model.gestures().setCondition(card.number(),
                        before.isBlank() ? cel : left + (any ? " || " : " && ") + operand(cel))));
    }

    // what was typed as text may bind weaker than what stands around it
    private static String operand(String cel) {
        ConditionShape shape = ConditionShape.of(cel);
        return shape.terms().size() > 1 || shape.isFree() && cel.contains("?") ? "(" + cel + ")" : cel;
    }

    /** Makes a new rule. */
    void create(Node owner) {
        TermForm form = TermForm.fresh(model);
        open(owner, "New rule: drop messages whose", form, "Add rule",
                () -> form.cel().ifPresent(cel -> model.gestures().addRule(Action.DROP, cel)));
    }

    void rename(Node owner, Card card) {
        TextField name = new TextField(card.rule().label().map(Quoted::value).orElse(""));
        name.setPromptText("name of rule " + card.number());
        Gestures gestures = model.gestures();
        open(owner, "Name of rule " + card.number(), name, "Name it",
                () -> gestures.setLabel(card.number(), Optional.of(name.getText()).filter(t -> !t.isBlank())));
    }

    private HBox open(Node owner, String title, Node content, String verb, Runnable done) {
        Label head = new Label(title);
        head.getStyleClass().add("strong");
        Button ok = new Button(verb);
        ok.setId("term-ok");
        ok.setDefaultButton(true);
        ok.getStyleClass().add("accent");
        ok.setOnAction(_ -> {
            popOver.hide();
            done.run();
        });
        if (content instanceof TermForm form) {
            ok.disableProperty().bind(form.valid().not());
        }
        Button cancel = new Button("Cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> popOver.hide());
        HBox buttons = new HBox(8, cancel, ok);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox box = new VBox(10, head, content, buttons);
        box.getStyleClass().add("pop-form");
        popOver.setContentNode(box);
        popOver.getRoot().getStylesheets().setAll(owner.getScene().getStylesheets());
        popOver.show(owner);
        return buttons;
    }
}
