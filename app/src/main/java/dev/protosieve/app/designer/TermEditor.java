package dev.protosieve.app.designer;

import dev.protosieve.app.designer.TermForm.Keyed;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.ConditionTree;
import dev.protosieve.engine.typed.ConditionTree.Node.Each;
import dev.protosieve.engine.typed.ConditionTree.Quantifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.Duration;
import org.controlsfx.control.PopOver;
import org.jspecify.annotations.Nullable;

/** The pop-over in which a condition, a rule's name or its action is changed. */
final class TermEditor {

    /** How long a window that somebody is resizing keeps its size before a form comes back. */
    private static final Duration SETTLED = Duration.millis(200);

    private final BlocksViewModel model;
    private final Runnable leave;
    private final Consumer<String> say;
    /** A window, so it is made when the first form is opened. */
    private @Nullable PopOver popOver;

    /**
     * @param leave gives the keyboard back to the blocks
     * @param say takes one sentence for the user
     */
    TermEditor(BlocksViewModel model, Runnable leave, Consumer<String> say) {
        this.say = say;
        this.model = model;
        this.leave = leave;
    }

    /** Changes a block: a test by its fields, anything else as text. */
    void edit(Node owner, int rule, List<Integer> path) {
        model.go(Cursor.on(rule, path));
        ConditionTree tree = model.treeOf(rule);
        ConditionTree.Node node = tree.at(path);
        TermForm form = TermForm.of(model.scope(rule, path), tree, node);
        Optional<String> before = form.cel();
        Optional<Keyed> key = before.flatMap(_ -> form.keyed());
        Runnable change = () -> form.cel().filter(cel -> !before.equals(Optional.of(cel)))
                .ifPresent(cel -> change(rule, path, cel, key, form));
        HBox buttons = open(owner, "Condition of " + model.gestures().nameOf(rule), form, "Change",
                form.valid(), change);
        buttons.getChildren().addFirst(remove(rule, path));
        form.focus();
    }

    private void change(int rule, List<Integer> path, String cel, Optional<Keyed> before, TermForm form) {
        Optional<Keyed> now = form.keyed();
        if (before.isPresent() && now.isPresent() && now.get().map().equals(before.get().map())
                && !now.equals(before)) {
            model.conditions().replaceKey(rule, path, cel, now.get().map(), before.get().key(), now.get().key());
        } else if (form.verbatim()) {
            model.conditions().replace(rule, path, cel);
        } else {
            model.conditions().change(rule, path, cel);
        }
    }

    private Button remove(int rule, List<Integer> path) {
        Button remove = new Button("Remove");
        remove.setId("term-remove");
        remove.getStyleClass().addAll("danger", "flat");
        remove.setOnAction(_ -> {
            hide();
            model.conditions().remove(rule, path);
        });
        return remove;
    }

    /** Adds a condition to a group, or beside a block. */
    void add(Node owner, int rule, List<Integer> path) {
        model.go(model.conditionOf(rule).isBlank() ? Cursor.onRule(rule) : Cursor.on(rule, path));
        String joiner = model.conditionOf(rule).isBlank() ? "Condition"
                : new BlockActions(model).joiner().equals("||") ? "Or else" : "And also";
        TermForm form = TermForm.fresh(model.scope(rule, path));
        open(owner, joiner + (joiner.equals("Condition") ? " of " : ", for ") + model.gestures().nameOf(rule), form,
                "Add", form.valid(),
                () -> form.cel().ifPresent(cel -> new BlockActions(model).insert(cel)));
        form.focus();
    }

    /** Wraps a block: it and another condition become a group. */
    void join(Node owner, int rule, List<Integer> path, String joiner) {
        TermForm form = TermForm.fresh(model.scope(rule, path));
        open(owner, joiner.equals("&&") ? "All of: the block, and also" : "Any of: the block, or else", form, "Wrap",
                form.valid(),
                () -> form.cel().ifPresent(cel -> model.conditions().join(rule, path, joiner, cel)));
        form.focus();
    }

    /** Makes a new rule. */
    void create(Node owner) {
        TermForm form = TermForm.fresh(model.scope(1));
        open(owner, "New rule: drop messages whose", form, "Add rule", form.valid(),
                () -> form.cel().ifPresent(cel -> model.gestures().addRule(Action.DROP, cel)));
        form.focus();
    }

    void rename(Node owner, RuleBlock rule) {
        NameForm form = new NameForm(rule, model.gestures());
        open(owner, "Name of rule " + rule.number(), form, "Name it", form.valid(),
                () -> model.gestures().setLabel(rule.number(), form.label()));
        form.focus();
    }

    /** Changes a rule's action with its argument. */
    void head(Node owner, RuleBlock rule) {
        HeadForm form = new HeadForm(rule.action(), rule.argument());
        open(owner, "What rule " + rule.number() + " does", form, "Change", form.valid(),
                () -> model.gestures().setHead(rule.number(), form.action(), form.argument()));
        form.focus();
    }

    /** @param index of a line to be changed; -1 for a new one */
    void expectation(Node owner, int index) {
        ExpectForm form = new ExpectForm(
                index < 0 ? Optional.empty() : Optional.of(model.expectations().get().get(index)),
                model.rules().get(), model.message());
        HBox buttons = open(owner, index < 0 ? "New expectation" : "Expectation", form,
                index < 0 ? "Add" : "Change", form.valid(), () -> {
                    if (index < 0) {
                        model.gestures().addExpectation(form.verdict(), form.label(), form.body());
                    } else {
                        model.gestures().setExpectation(index, form.verdict(), form.label(), form.body());
                    }
                });
        if (index >= 0) {
            Button remove = new Button("Remove");
            remove.getStyleClass().addAll("danger", "flat");
            remove.setOnAction(_ -> {
                hide();
                model.gestures().deleteExpectation(index);
            });
            buttons.getChildren().addFirst(remove);
        }
        form.focus();
    }

    void quantifier(Node owner, int rule, Each each) {
        ContextMenu menu = new ContextMenu();
        for (Quantifier choice : Quantifier.values()) {
            MenuItem item = new MenuItem(switch (choice) {
                case ANY -> "some element";
                case EVERY -> "every element";
                case ONE -> "exactly one element";
            });
            item.setOnAction(_ -> model.conditions().replace(rule, macro(rule, each), choice.macro()));
            menu.getItems().add(item);
        }
        menu.show(owner, Side.BOTTOM, 0, 0);
    }

    private Span macro(int rule, Each each) {
        int at = model.conditionOf(rule).indexOf(each.quantifier().macro(), each.list().span().end());
        return new Span(at, at + each.quantifier().macro().length());
    }

    /** Turns a text block into a field until it is taken or left. */
    void inPlace(HBox place, Label text, int rule, List<Integer> path) {
        TextBlock.edit(model, Cursor.on(rule, path), place, text, leave, say);
    }

    private HBox open(Node owner, String title, Node content, String verb,
            ObservableValue<Boolean> valid, Runnable done) {
        Label head = new Label(title);
        head.getStyleClass().add("strong");
        Button ok = new Button(verb);
        ok.setId("term-ok");
        ok.setDefaultButton(true);
        ok.getStyleClass().add("accent");
        ok.setOnAction(_ -> {
            hide();
            done.run();
        });
        ok.disableProperty().bind(valid.map(v -> !v));
        Button cancel = new Button("Cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> hide());
        HBox buttons = new HBox(8, cancel, ok);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox box = new VBox(10, head, content, buttons);
        box.getStyleClass().add("pop-form");
        // where Enter begins another line
        box.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER && key.isShortcutDown()) {
                ok.fire();
                key.consume();
            }
        });
        PopOver form = popOver == null ? popOver() : popOver;
        popOver = form;
        form.setContentNode(box);
        form.getRoot().getStylesheets().setAll(owner.getScene().getStylesheets());
        show(form, owner);
        return buttons;
    }

    // PopOver hides when the window gets another size; what was written in the form would be lost
    private void show(PopOver form, Node owner) {
        Window window = owner.getScene().getWindow();
        double width = window.getWidth();
        double height = window.getHeight();
        PauseTransition settled = new PauseTransition(SETTLED);
        settled.setOnFinished(_ -> {
            if (owner.getScene() == null) {
                leave.run();
            } else if (!form.isShowing()) {
                show(form, owner);
            }
        });
        form.setOnHidden(_ -> {
            if (window.getWidth() != width || window.getHeight() != height) {
                settled.playFromStart();
            } else {
                leave.run();
            }
        });
        form.show(owner);
    }

    private static PopOver popOver() {
        PopOver form = new PopOver();
        form.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        form.setDetachable(false);
        form.setAnimated(false);
        form.setCornerRadius(8);
        return form;
    }

    void say(String words) {
        say.accept(words);
    }

    void hide() {
        if (popOver != null) {
            popOver.hide();
        }
    }
}
