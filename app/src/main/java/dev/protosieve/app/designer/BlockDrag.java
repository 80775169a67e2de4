package dev.protosieve.app.designer;

import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.typed.ConditionTree.Node.Group;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import javafx.animation.AnimationTimer;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Dragging of fields, blocks and rules, with a line at exactly the place where they will go. */
final class BlockDrag {

    private static final DataFormat BLOCK = format("application/x-protosieve-block");
    private static final DataFormat RULES = format("application/x-protosieve-rules");
    private static final double THICK = 3;
    private static final double ROOM_BETWEEN = 10;
    /** How near to an edge the rules begin to move, so that far ones can be reached. */
    private static final double EDGE = 26;
    private static final double PER_FRAME = 7;

    private final BlocksViewModel model;
    private final Region pane;
    private final Region line;
    private final DoubleConsumer scroll;
    private double pace;
    private final AnimationTimer rolling = new AnimationTimer() {
        @Override
        public void handle(long now) {
            scroll.accept(pace);
        }
    };

    /** Where something will go: between rules, or into a condition. */
    private sealed interface Target {

        /** In front of the rule at that position, counted from 0. */
        record Between(int position) implements Target {
        }

        record Into(int rule, List<Integer> group, int index) implements Target {
        }
    }

    private record Found(Target target, Bounds mark) {
    }

    /**
     * @param line is moved to the place, over the pane
     * @param scroll moves the rules by pixels, down where they are positive
     */
    BlockDrag(BlocksViewModel model, Region pane, Region line, DoubleConsumer scroll) {
        this.scroll = scroll;
        this.model = model;
        this.pane = pane;
        this.line = line;
        line.setManaged(false);
        line.setMouseTransparent(true);
        line.setVisible(false);
        pane.addEventHandler(MouseEvent.DRAG_DETECTED, this::start);
        pane.addEventHandler(DragEvent.DRAG_OVER, this::over);
        pane.addEventHandler(DragEvent.DRAG_EXITED, _ -> leave());
        pane.addEventHandler(DragEvent.DRAG_DROPPED, this::drop);
    }

    // a second window of the process asks for the same formats
    private static DataFormat format(String name) {
        DataFormat known = DataFormat.lookupMimeType(name);
        return known == null ? new DataFormat(name) : known;
    }

    private void start(MouseEvent event) {
        if (model.stale().getValue()) {
            return;
        }
        @Nullable Node picked = event.getPickResult().getIntersectedNode();
        Optional<BlockNode> block = above(picked, BlockNode.class);
        Optional<RuleCard> card = above(picked, RuleCard.class);
        ClipboardContent content = new ClipboardContent();
        if (block.isPresent()) {
            Cursor place = block.get().place();
            content.put(BLOCK, place.rule() + ":"
                    + place.path().stream().map(String::valueOf).collect(Collectors.joining(".")));
            var tree = model.treeOf(place.rule());
            content.putString(tree.slice(tree.at(place.path()).outer()));
        } else if (card.isPresent()) {
            int number = card.get().rule().number();
            Set<Integer> chosen = model.chosen().get().contains(number) ? model.chosen().get() : Set.of(number);
            content.put(RULES, chosen.stream().map(String::valueOf).collect(Collectors.joining(",")));
            content.putString(model.gestures().textOf(chosen));
        } else {
            return;
        }
        Dragboard board = pane.startDragAndDrop(TransferMode.COPY_OR_MOVE);
        board.setContent(content);
        Node shown = block.<Node>map(b -> b).orElseGet(card::get);
        board.setDragView(shown.snapshot(null, null), 12, 12);
        event.consume();
    }

    private void leave() {
        line.setVisible(false);
        rolling.stop();
    }

    private void roll(double y) {
        pace = y < EDGE ? -PER_FRAME : y > pane.getHeight() - EDGE ? PER_FRAME : 0;
        if (pace == 0) {
            rolling.stop();
        } else {
            rolling.start();
        }
    }

    private void over(DragEvent event) {
        Optional<Found> found = find(event);
        roll(found.isEmpty() ? pane.getHeight() / 2
                : pane.sceneToLocal(event.getSceneX(), event.getSceneY()).getY());
        line.setVisible(found.isPresent());
        found.ifPresent(f -> {
            event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
            line.resizeRelocate(f.mark.getMinX(), f.mark.getMinY(), Math.max(THICK, f.mark.getWidth()),
                    Math.max(THICK, f.mark.getHeight()));
            line.toFront();
            event.consume();
        });
    }

    private void drop(DragEvent event) {
        Optional<Found> found = find(event);
        leave();
        // files are for the window
        found.ifPresent(f -> {
            take(event.getDragboard(), f.target);
            pane.requestFocus();
            event.setDropCompleted(true);
            event.consume();
        });
    }

    private void take(Dragboard board, Target target) {
        if (board.getContent(RULES) instanceof String rules) {
            if (target instanceof Target.Between(int position)) {
                model.move(numbers(rules), position);
            }
        } else if (board.getContent(BLOCK) instanceof String block) {
            int colon = block.indexOf(':');
            int from = Integer.parseInt(block.substring(0, colon));
            String dots = block.substring(colon + 1);
            List<Integer> path = dots.isEmpty() ? List.of()
                    : Arrays.stream(dots.split("\\.")).map(Integer::valueOf).toList();
            switch (target) {
                case Target.Into(int rule, var group, int index) ->
                    model.conditions().move(from, path, rule, group, index);
                case Target.Between(int position) -> model.gestures().addRule(
                        RuleSyntax.Action.DROP, board.getString(), position);
            }
        } else {
            field(board.getString(), target);
        }
    }

    private void field(String field, Target target) {
        switch (target) {
            case Target.Between(int position) -> model.gestures().addRuleFor(field, position);
            case Target.Into(int rule, var group, int index) -> model.gestures().starter(field)
                    .ifPresent(cel -> model.conditions().insert(rule, group, index, cel));
        }
    }

    private static Set<Integer> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Found> find(DragEvent event) {
        Dragboard board = event.getDragboard();
        boolean rules = board.hasContent(RULES);
        boolean field = !rules && !board.hasContent(BLOCK);
        if (model.stale().getValue()
                || field && (board.getString() == null || model.gestures().starter(board.getString()).isEmpty())) {
            return Optional.empty();
        }
        @Nullable Node picked = event.getPickResult().getIntersectedNode();
        Point2D at = new Point2D(event.getSceneX(), event.getSceneY());
        Optional<RuleCard> card = above(picked, RuleCard.class);
        if (!rules) {
            Optional<Found> block = above(picked, BlockNode.class).flatMap(b -> beside(b, at));
            Optional<ConditionView> condition = above(picked, ConditionView.class)
                    .or(() -> card.filter(c -> isInside(c, at)).map(RuleCard::condition));
            if (block.isPresent() || condition.isPresent()) {
                return block.or(() -> condition.map(this::behind)).filter(f -> fits(board.getString(), f.target));
            }
        }
        return Optional.of(card.or(() -> beside(at)).map(c -> between(c, at)).orElseGet(() -> atEnd(picked)));
    }

    private boolean fits(String text, Target target) {
        return !(target instanceof Target.Into(int rule, var _, var _)) || model.takes(rule, text);
    }

    // the room between two cards belongs to the one that is nearer, not to the end of the column
    private Optional<RuleCard> beside(Point2D at) {
        return pane.lookupAll(".rule-card").stream().filter(RuleCard.class::isInstance).map(RuleCard.class::cast)
                .filter(card -> distance(card, at) <= ROOM_BETWEEN)
                .min(Comparator.comparingDouble(card -> distance(card, at)));
    }

    private static double distance(RuleCard card, Point2D at) {
        Bounds bounds = card.localToScene(card.getLayoutBounds());
        return Math.max(0, Math.max(bounds.getMinY() - at.getY(), at.getY() - bounds.getMaxY()));
    }

    // the upper and lower edge of a card are for places between rules
    private static boolean isInside(RuleCard card, Point2D at) {
        Bounds bounds = card.localToScene(card.getLayoutBounds());
        return at.getY() > bounds.getMinY() + 6 && at.getY() < bounds.getMaxY() - 6;
    }

    private Optional<Found> beside(BlockNode block, Point2D scene) {
        Cursor place = block.place();
        Bounds bounds = in(block);
        Point2D at = pane.sceneToLocal(scene);
        if (block.isGroup()) {
            int last = model.treeOf(place.rule()).at(place.path()).children().size();
            Bounds mark = block.isInline()
                    ? new BoundingBox(bounds.getMaxX() - THICK, bounds.getMinY(), THICK,
                            bounds.getHeight())
                    : new BoundingBox(bounds.getMinX(), bounds.getMaxY() - 1, bounds.getWidth(),
                            THICK);
            return Optional.of(new Found(new Target.Into(place.rule(), place.path(), last), mark));
        }
        boolean before = block.isInline() ? at.getX() < bounds.getCenterX() : at.getY() < bounds.getCenterY();
        Bounds mark = block.isInline()
                ? new BoundingBox(before ? bounds.getMinX() - 4 : bounds.getMaxX() + 2,
                        bounds.getMinY(), THICK, bounds.getHeight())
                : new BoundingBox(bounds.getMinX(),
                        before ? bounds.getMinY() - 3 : bounds.getMaxY() + 1, bounds.getWidth(), THICK);
        boolean grouped = !place.path().isEmpty()
                && model.treeOf(place.rule()).at(place.above()) instanceof Group;
        Target target = grouped
                ? new Target.Into(place.rule(), place.above(), place.path().getLast() + (before ? 0 : 1))
                : new Target.Into(place.rule(), place.path(), before ? 0 : 1);
        return Optional.of(new Found(target, mark));
    }

    private Found behind(ConditionView condition) {
        Bounds bounds = in(condition);
        int rule = condition.rule();
        int last = Math.max(1, model.treeOf(rule).root().children().size());
        return new Found(new Target.Into(rule, List.of(), last), new BoundingBox(bounds.getMinX(),
                bounds.getMaxY(), bounds.getWidth(), THICK));
    }

    private Found between(RuleCard card, Point2D scene) {
        Bounds bounds = in(card);
        boolean before = pane.sceneToLocal(scene).getY() < bounds.getCenterY();
        int number = card.rule().number();
        return new Found(new Target.Between(before ? number - 1 : number), new BoundingBox(
                bounds.getMinX(), before ? bounds.getMinY() - 6 : bounds.getMaxY() + 3, bounds.getWidth(), THICK));
    }

    private Found atEnd(@Nullable Node picked) {
        int last = model.rules().get().size();
        Bounds all = pane.getLayoutBounds();
        Optional<Bounds> zone = Optional.ofNullable(pane.lookup("#add-rule")).filter(Node::isVisible).map(this::in);
        double y = zone.map(Bounds::getMinY).orElse(all.getMaxY() - 8);
        boolean top = picked != null && above(picked, SettingsStrip.class).isPresent();
        double at = top ? in(above(picked, SettingsStrip.class).orElseThrow()).getMaxY() + 2 : y - 5;
        return new Found(new Target.Between(top ? 0 : last),
                new BoundingBox(12, at, all.getWidth() - 24, THICK));
    }

    private Bounds in(Node node) {
        return pane.sceneToLocal(node.localToScene(node.getLayoutBounds()));
    }

    private static <T extends Node> Optional<T> above(@Nullable Node from, Class<T> kind) {
        Node node = from;
        while (node != null && !kind.isInstance(node)) {
            node = node.getParent();
        }
        return Optional.ofNullable(node).map(kind::cast);
    }
}
