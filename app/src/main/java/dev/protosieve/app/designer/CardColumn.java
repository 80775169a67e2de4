package dev.protosieve.app.designer;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.Cell;
import org.fxmisc.flowless.VirtualFlow;
import org.fxmisc.flowless.VirtualizedScrollPane;

/**
 * The rules below each other, between two nodes. Only what is on the screen has cards, and a screen full of new ones comes frame by
 * frame, with the text of the rule at the place of the others: keys and mouse wait for no more than what one frame makes.
 */
final class CardColumn extends StackPane {

    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    /** Where a card comes to stand that was out of view: what is before it matters too. */
    private static final double ABOVE = 0.25;
    /** Cards made in one frame. With its style and its layout one takes some 10 ms. */
    private static final int PER_FRAME = 1;

    private final Function<RuleBlock, RuleCard> maker;
    private final Consumer<RuleCard> dresser;
    private final Node head;
    private final Node end;
    private final ObservableList<Item> items = FXCollections.observableArrayList(new Item.Head(), new Item.End());
    private final VirtualFlow<Item, Cell<Item, Node>> flow = VirtualFlow.createVertical(items, this::cell);
    private final Set<RuleCard> shown = new HashSet<>();
    private final Deque<CardCell> waiting = new ArrayDeque<>();
    private final AnimationTimer frames = new AnimationTimer() {
        @Override
        public void handle(long now) {
            nextFrame();
        }
    };
    private int made;
    private boolean moved;
    private OptionalInt wanted = OptionalInt.empty();

    private sealed interface Item {
        record Head() implements Item {
        }

        record One(RuleBlock rule) implements Item {
        }

        record End() implements Item {
        }
    }

    /**
     * @param maker of a card for a rule
     * @param dresser tells a new card what is selected and counted
     */
    CardColumn(Node head, Node end, Function<RuleBlock, RuleCard> maker, Consumer<RuleCard> dresser) {
        this.maker = maker;
        this.dresser = dresser;
        this.head = head;
        this.end = end;
        flow.getStyleClass().add("block-flow");
        getChildren().add(new VirtualizedScrollPane<>(flow, ScrollPane.ScrollBarPolicy.NEVER,
                ScrollPane.ScrollBarPolicy.AS_NEEDED));
    }

    /** The cards that are on the screen. */
    Set<RuleCard> cards() {
        return shown;
    }

    Optional<RuleCard> card(int rule) {
        return shown.stream().filter(c -> c.rule().number() == rule).findFirst();
    }

    void setStale(boolean stale) {
        flow.setMouseTransparent(stale);
        flow.pseudoClassStateChanged(STALE, stale);
    }

    void scrollBy(double pixels) {
        flow.scrollYBy(pixels);
    }

    /** Shows these rules. A card that shows the same as before stays, so that nothing changes under the mouse. */
    void rebuild(List<RuleBlock> next) {
        int cards = items.size() - 2;
        int same = 0;
        while (same < Math.min(cards, next.size()) && isLike(same, next.get(same))) {
            same++;
        }
        int tail = 0;
        while (tail < Math.min(cards, next.size()) - same
                && isLike(cards - 1 - tail, next.get(next.size() - 1 - tail))) {
            tail++;
        }
        List<Item> fresh = next.subList(same, next.size() - tail).stream().<Item>map(Item.One::new).toList();
        if (fresh.size() == cards - tail - same) {
            for (int i = 0; i < fresh.size(); i++) {
                if (!isLike(same + i, next.get(same + i))) {
                    items.set(1 + same + i, fresh.get(i));
                }
            }
        } else {
            items.subList(1 + same, 1 + cards - tail).clear();
            items.addAll(1 + same, fresh);
        }
        moved |= !fresh.isEmpty() || same + tail < cards;
        if (same == 0 && tail == 0 && !fresh.isEmpty()) {
            flow.showAsFirst(0);
        }
        shown.forEach(card -> {
            int at = card.rule().number() - 1;
            if (at < next.size() && next.get(at).isLike(card.rule())) {
                card.take(next.get(at));
            }
        });
    }

    private boolean isLike(int at, RuleBlock rule) {
        return items.get(1 + at) instanceof Item.One(RuleBlock old) && old.isLike(rule);
    }

    /** Scrolls to what is above the rules. */
    void showHead() {
        flow.show(0);
    }

    /** Scrolls to a rule and gives its card, at once; with 0 to what is above them, with a number of none to what is below. */
    Optional<RuleCard> bring(int rule) {
        flow.show(rule < 0 ? items.size() - 1 : Math.min(rule, items.size() - 1));
        flow.layout();
        waiting.stream().filter(c -> c.rule.number() == rule).findFirst().ifPresent(cell -> {
            waiting.remove(cell);
            cell.make();
            flow.layout();
        });
        return card(rule);
    }

    /** Scrolls to a rule; a card that is in view stays where it is. */
    void show(int rule) {
        if (moved) {
            // a rule that was just put in has its place only then
            flow.layout();
            moved = false;
        }
        if (rule > 0 && rule < items.size() - 1 && !isInView(rule)) {
            // measuring how far it is would make the cards of both ways
            flow.showAtOffset(rule, flow.getHeight() * ABOVE);
            wanted = OptionalInt.of(rule);
            // the frame of a jump has other panes to draw
            made = PER_FRAME;
            frames.start();
        }
    }

    private boolean isInView(int rule) {
        return flow.getCellIfVisible(rule).map(Cell::getNode).filter(room -> {
            var bounds = room.getBoundsInParent();
            return bounds.getMinY() >= 0 && bounds.getMaxY() <= flow.getHeight();
        }).isPresent();
    }

    private Cell<Item, Node> cell(Item item) {
        return switch (item) {
            case Item.Head _ -> Cell.wrapNode(head);
            case Item.One(RuleBlock rule) -> new CardCell(rule);
            case Item.End() -> Cell.wrapNode(end);
        };
    }

    private void nextFrame() {
        made = 0;
        while (made < PER_FRAME && !waiting.isEmpty()) {
            CardCell next = waiting.stream().min(Comparator.comparingInt(this::urgency)).orElseThrow();
            waiting.remove(next);
            next.make();
        }
        if (made == 0) {
            frames.stop();
            // cards are higher than the texts that stood for them
            wanted.ifPresent(this::show);
            wanted = OptionalInt.empty();
        }
    }

    private int urgency(CardCell cell) {
        return wanted.isPresent() && cell.rule.number() == wanted.getAsInt() ? 0 : cell.rule.number();
    }

    /** A card while it is on the screen, or for some frames the text of its rule. */
    private final class CardCell implements Cell<Item, Node> {
        private final RuleBlock rule;
        private final StackPane room = new StackPane();

        CardCell(RuleBlock rule) {
            this.rule = rule;
            room.getStyleClass().add("card-room");
            if (made < PER_FRAME) {
                make();
                frames.start();
            } else {
                Label draft = new Label(rule.number() + "   " + rule.action().word() + " " + rule.text());
                draft.getStyleClass().add("card-draft");
                draft.setMaxWidth(Double.MAX_VALUE);
                room.getChildren().add(draft);
                waiting.add(this);
            }
        }

        void make() {
            made++;
            RuleCard card = maker.apply(rule);
            dresser.accept(card);
            room.getChildren().setAll(card);
            shown.add(card);
        }

        @Override
        public Node getNode() {
            return room;
        }

        @Override
        public void dispose() {
            waiting.remove(this);
            room.getChildren().stream().filter(RuleCard.class::isInstance).forEach(shown::remove);
        }
    }
}
