package dev.protosieve.app.designer;

import dev.protosieve.app.designer.BlocksViewModel.Card;
import dev.protosieve.app.designer.BlocksViewModel.Fallback;
import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.Selection;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The rules as cards, a place to drop fields, and the chips for what no rule decides. */
public final class BlocksView extends StackPane {

    private static final double MARGIN = 12;
    private static final String RULE_MARK = "protosieve-rule:";
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final PseudoClass TARGETED = PseudoClass.getPseudoClass("targeted");

    private final BlocksViewModel model;
    private final TermEditor editor;
    private final VBox cards = new VBox(8);
    private final FlowPane fallbacks = new FlowPane(8, 8);
    private final Button add = new Button("Drag a field here, or press +");
    private final VBox content = new VBox(10);
    private final ScrollPane scroll = new ScrollPane();
    private List<RuleCard> shown = List.of();
    private int scrolledTo;

    public BlocksView(BlocksViewModel model) {
        this.model = model;
        this.editor = new TermEditor(model);
        add.setId("add-rule");
        add.getStyleClass().add("drop-zone");
        add.setMaxWidth(Double.MAX_VALUE);
        add.setOnAction(_ -> editor.create(add));
        acceptField(add);
        content.getChildren().addAll(cards, add, fallbacks);
        content.getStyleClass().add("blocks");
        scroll.setContent(content);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        Label stale = new Label("The text cannot be read now: these are the rules before. Mend the text to go on.");
        stale.getStyleClass().add("stale-note");
        stale.setWrapText(true);
        StackPane.setAlignment(stale, javafx.geometry.Pos.TOP_CENTER);
        model.stale().subscribe(is -> {
            stale.setVisible(is);
            content.setMouseTransparent(is);
            content.pseudoClassStateChanged(STALE, is);
        });
        getChildren().addAll(scroll, stale);
        model.cards().subscribe(this::rebuild);
        model.fallbacks().subscribe(this::rebuildFallbacks);
        model.selection().subscribe(this::select);
        model.snapshot().subscribe(this::count);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private void rebuild(List<Card> next) {
        shown = next.stream().map(this::card).toList();
        cards.getChildren().setAll(shown);
        select(model.selection().getValue());
        count(model.snapshot().getValue());
    }

    // a card that shows the same as before stays, so that nothing changes under the mouse
    private RuleCard card(Card card) {
        Optional<RuleCard> known = shown.stream().filter(c -> c.card().isLike(card)).findFirst();
        known.ifPresent(c -> c.take(card));
        return known.orElseGet(() -> {
            RuleCard made = new RuleCard(card, model, editor);
            makeMovable(made);
            return made;
        });
    }

    private void select(Selection selection) {
        shown.forEach(card -> card.select(card.card().number() == selection.rule()));
        if (selection.rule() != scrolledTo) {
            scrolledTo = selection.rule();
            shown.stream().filter(card -> card.card().number() == scrolledTo).findFirst()
                    .ifPresent(this::bringIntoView);
        }
    }

    private void bringIntoView(RuleCard card) {
        double hidden = content.getHeight() - scroll.getViewportBounds().getHeight();
        double above = scroll.getVvalue() * Math.max(0, hidden);
        double top = card.getBoundsInParent().getMinY() + cards.getLayoutY();
        boolean visible = top >= above
                && top + card.getHeight() <= above + scroll.getViewportBounds().getHeight();
        if (hidden > 0 && !visible) {
            scroll.setVvalue(Math.clamp((top - MARGIN) / hidden, 0, 1));
        }
    }

    private void count(Optional<RunSnapshot> snapshot) {
        shown.forEach(card -> card.show(BlocksViewModel.countOf(snapshot, card.card().number())));
    }

    private void rebuildFallbacks(List<Fallback> all) {
        fallbacks.getChildren().setAll(all.stream().map(this::fallback).toList());
    }

    private Button fallback(Fallback fallback) {
        boolean isDefault = fallback.cause() == dev.protosieve.engine.typed.Cause.DEFAULT;
        Label cause = new Label((isDefault ? "otherwise" : fallback.cause().word()) + " \u2192");
        cause.getStyleClass().add("muted");
        Label verdict = new Label(fallback.verdict());
        verdict.getStyleClass().addAll("strong", "verdict-" + fallback.verdict());
        Button chip = new Button(null, new HBox(4, cause, verdict));
        chip.setId("on-" + fallback.cause().word());
        chip.getStyleClass().add("fallback");
        chip.setTooltip(new Tooltip(meaning(fallback)));
        chip.setOnAction(_ -> model.gestures().toggle(fallback.cause()));
        return chip;
    }

    private static String meaning(Fallback fallback) {
        return switch (fallback.cause()) {
            case MALFORMED -> "The bytes are no such message";
            case ERROR -> "A condition's value is an error, such as an overflow";
            case LIMIT -> "More tags, depth or bytes than the program can walk";
            case UNSEEN -> "The message is not whole in this packet";
            case DEFAULT -> "No rule has decided";
            case RULE -> "";
        } + "; click to change";
    }

    private void key(KeyEvent event) {
        int rule = model.selection().getValue().rule();
        if (rule < 1 || model.stale().getValue()) {
            return;
        }
        if (event.isAltDown() && event.getCode() == KeyCode.UP) {
            model.gestures().move(rule, rule - 1);
        } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
            model.gestures().move(rule, rule + 1);
        } else if (event.getCode() == KeyCode.DELETE) {
            model.gestures().delete(rule);
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.D) {
            model.gestures().duplicate(rule);
        } else if (event.getCode() == KeyCode.UP) {
            model.select(Math.max(1, rule - 1));
        } else if (event.getCode() == KeyCode.DOWN) {
            model.select(Math.min(shown.size(), rule + 1));
        } else {
            return;
        }
        event.consume();
    }

    private void makeMovable(RuleCard card) {
        card.setOnDragDetected(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(RULE_MARK + card.card().number());
            card.startDragAndDrop(TransferMode.MOVE).setContent(content);
            event.consume();
        });
        card.setOnDragOver(event -> {
            if (movedRule(event).filter(n -> n != card.card().number()).isPresent()) {
                event.acceptTransferModes(TransferMode.MOVE);
                card.pseudoClassStateChanged(TARGETED, true);
            }
            event.consume();
        });
        card.setOnDragExited(_ -> card.pseudoClassStateChanged(TARGETED, false));
        card.setOnDragDropped(event -> {
            movedRule(event).ifPresent(n -> model.gestures().move(n, card.card().number()));
            event.setDropCompleted(true);
            event.consume();
        });
    }

    private static Optional<Integer> movedRule(DragEvent event) {
        String text = event.getDragboard().getString();
        return text != null && text.startsWith(RULE_MARK)
                ? Optional.of(Integer.valueOf(text.substring(RULE_MARK.length()))) : Optional.empty();
    }

    private void acceptField(Node zone) {
        zone.setOnDragOver(event -> {
            if (draggedField(event).isPresent()) {
                event.acceptTransferModes(TransferMode.COPY);
                zone.pseudoClassStateChanged(TARGETED, true);
            }
        });
        zone.setOnDragExited(_ -> zone.pseudoClassStateChanged(TARGETED, false));
        zone.setOnDragDropped(event -> {
            draggedField(event).ifPresent(f -> model.gestures().addRuleFor(f));
            event.setDropCompleted(true);
        });
    }

    private Optional<String> draggedField(DragEvent event) {
        return Optional.ofNullable(event.getDragboard().getString()).filter(text -> model.field(text).isPresent());
    }

    /** Opens the form for a new rule at that node. */
    public void create(Node owner) {
        editor.create(owner);
    }
}
