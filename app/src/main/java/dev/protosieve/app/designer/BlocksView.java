package dev.protosieve.app.designer;

import dev.protosieve.app.designer.BlocksViewModel.Card;
import dev.protosieve.app.designer.BlocksViewModel.Fallback;
import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
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
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fxmisc.flowless.Cell;
import org.fxmisc.flowless.VirtualFlow;
import org.fxmisc.flowless.VirtualizedScrollPane;

/** The rules as cards, a place to drop fields, and the chips for what no rule decides. */
public final class BlocksView extends VBox {

    private static final String RULE_MARK = "protosieve-rule:";
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final PseudoClass TARGETED = PseudoClass.getPseudoClass("targeted");

    private final BlocksViewModel model;
    private final TermEditor editor;
    private final FlowPane fallbacks = new FlowPane(8, 8);
    private final Button add = new Button("Drag a field here, or press +");
    private final ObservableList<Item> items = FXCollections.observableArrayList(new Item.End());
    private final VirtualFlow<Item, Cell<Item, Node>> flow = VirtualFlow.createVertical(items, this::cell);
    private final Set<RuleCard> shown = new HashSet<>();
    private int scrolledTo;

    /** What stands in the column: only what is on the screen has nodes, so a file may have many rules. */
    private sealed interface Item {
        record One(Card card) implements Item {
        }

        /** The place to drop fields, and the fallbacks. */
        record End() implements Item {
        }
    }

    public BlocksView(BlocksViewModel model) {
        this.model = model;
        this.editor = new TermEditor(model);
        getStyleClass().add("blocks");
        add.setId("add-rule");
        add.getStyleClass().add("drop-zone");
        add.setMaxWidth(Double.MAX_VALUE);
        add.setOnAction(_ -> editor.create(add));
        acceptFields();
        flow.getStyleClass().add("block-flow");
        VirtualizedScrollPane<VirtualFlow<Item, Cell<Item, Node>>> scroll = new VirtualizedScrollPane<>(flow,
                ScrollPane.ScrollBarPolicy.NEVER, ScrollPane.ScrollBarPolicy.AS_NEEDED);
        Label stale = new Label("The text cannot be read now: these are the rules before. Mend the text to go on.");
        stale.getStyleClass().add("stale-note");
        stale.setWrapText(true);
        VBox.setMargin(stale, new Insets(10, 12, 2, 12));
        stale.setMaxWidth(Double.MAX_VALUE);
        stale.setMinHeight(USE_PREF_SIZE);
        stale.managedProperty().bind(stale.visibleProperty());
        model.stale().subscribe(is -> {
            stale.setVisible(is);
            flow.setMouseTransparent(is);
            flow.pseudoClassStateChanged(STALE, is);
        });
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(stale, scroll);
        model.cards().subscribe(this::rebuild);
        model.fallbacks().subscribe(this::rebuildFallbacks);
        model.selection().subscribe(this::select);
        model.snapshot().subscribe(this::count);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    // a card that shows the same as before stays, so that nothing changes under the mouse
    private void rebuild(List<Card> next) {
        boolean focused = holdsFocus();
        int cards = items.size() - 1;
        int same = 0;
        while (same < Math.min(cards, next.size()) && isLike(same, next.get(same))) {
            same++;
        }
        int tail = 0;
        while (tail < Math.min(cards, next.size()) - same
                && isLike(cards - 1 - tail, next.get(next.size() - 1 - tail))) {
            tail++;
        }
        List<Item> made = next.subList(same, next.size() - tail).stream().<Item>map(Item.One::new).toList();
        if (made.size() == cards - tail - same) {
            for (int i = 0; i < made.size(); i++) {
                replace(same + i, next.get(same + i), made.get(i));
            }
        } else {
            items.subList(same, cards - tail).clear();
            items.addAll(same, made);
        }
        if (same == 0 && tail == 0 && !made.isEmpty()) {
            flow.showAsFirst(0);
        }
        shown.forEach(card -> next.stream().filter(card.card()::isLike).findFirst().ifPresent(card::take));
        select(model.selection().getValue());
        if (focused) {
            requestFocus();
        }
    }

    private void replace(int at, Card card, Item item) {
        if (!isLike(at, card)) {
            items.set(at, item);
        }
    }

    private boolean isLike(int at, Card card) {
        return items.get(at) instanceof Item.One(Card old) && old.isLike(card);
    }

    private boolean holdsFocus() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        while (owner != null && owner != this) {
            owner = owner.getParent();
        }
        return owner == this;
    }

    private Cell<Item, Node> cell(Item item) {
        return switch (item) {
            case Item.One(Card made) -> new CardCell(made);
            case Item.End() -> {
                VBox end = new VBox(10, add, fallbacks);
                end.getStyleClass().add("blocks-end");
                yield Cell.wrapNode(end);
            }
        };
    }

    /** A card while it is on the screen. */
    private final class CardCell implements Cell<Item, Node> {
        private final RuleCard card;
        private final StackPane room;

        CardCell(Card made) {
            Card newest = model.cards().get().stream().filter(made::isLike).findFirst().orElse(made);
            card = new RuleCard(newest, model, editor);
            makeMovable(card);
            card.select(newest.number() == model.selection().getValue().rule());
            card.show(BlocksViewModel.countOf(model.snapshot().getValue(), newest.number()));
            room = new StackPane(card);
            room.getStyleClass().add("card-room");
            shown.add(card);
        }

        @Override
        public Node getNode() {
            return room;
        }

        @Override
        public void dispose() {
            shown.remove(card);
        }
    }

    private void select(Selection selection) {
        shown.forEach(card -> card.select(card.card().number() == selection.rule()));
        if (selection.rule() != scrolledTo) {
            scrolledTo = selection.rule();
            if (scrolledTo > 0 && scrolledTo < items.size()) {
                flow.show(scrolledTo - 1);
            }
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
        chip.setAccessibleText(fallback.cause().word() + ", then " + fallback.verdict());
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
            model.select(Math.min(items.size() - 1, rule + 1));
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
                event.consume();
            }
        });
        card.setOnDragExited(_ -> card.pseudoClassStateChanged(TARGETED, false));
        card.setOnDragDropped(event -> {
            movedRule(event).ifPresent(n -> {
                model.gestures().move(n, card.card().number());
                event.setDropCompleted(true);
                event.consume();
            });
        });
    }

    private static Optional<Integer> movedRule(DragEvent event) {
        String text = event.getDragboard().getString();
        return text != null && text.startsWith(RULE_MARK)
                ? Optional.of(Integer.valueOf(text.substring(RULE_MARK.length()))) : Optional.empty();
    }

    // anywhere on the rules: the place for it may be out of sight
    private void acceptFields() {
        setOnDragOver(event -> {
            if (draggedField(event).isPresent() && !model.stale().getValue()) {
                event.acceptTransferModes(TransferMode.COPY);
                pseudoClassStateChanged(TARGETED, true);
            }
        });
        setOnDragExited(_ -> pseudoClassStateChanged(TARGETED, false));
        setOnDragDropped(event -> {
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
