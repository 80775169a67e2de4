package dev.protosieve.app.designer;

import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.theme.Icons;
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
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fxmisc.flowless.Cell;
import org.fxmisc.flowless.VirtualFlow;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The file's settings, its rules as blocks, a place to drop fields, and its expectations; one stop of the Tab key for all blocks.
 * While it is hidden it does nothing, and it catches up when it is shown.
 */
public final class BlocksView extends VBox {

    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final String INVITATION = "Drag a field here, or press N";
    /** Where a card comes to stand that was out of view: what is before it matters too. */
    private static final double ABOVE = 0.25;

    private final BlocksViewModel model;
    private final TermEditor editor;
    private final BlockKeys keys;
    private final ExpectList expectations;
    private final Button add = new Button(INVITATION);
    private final Label message = new Label();
    private final ObservableList<Item> items = FXCollections.observableArrayList(new Item.Head(), new Item.End());
    private final VirtualFlow<Item, Cell<Item, Node>> flow = VirtualFlow.createVertical(items, this::cell);
    private final Set<RuleCard> shown = new HashSet<>();
    private final StackPane head = new StackPane();
    private @Nullable SettingsStrip strip;
    private Set<Cursor> linked = Set.of();

    /** What stands in the column: only what is on the screen has nodes, so a file may have many rules. */
    private sealed interface Item {
        /** The settings of the file. */
        record Head() implements Item {
        }

        record One(RuleBlock rule) implements Item {
        }

        /** The place to drop fields, and the expectations. */
        record End() implements Item {
        }
    }

    public BlocksView(BlocksViewModel model) {
        this.model = model;
        managedProperty().bind(visibleProperty());
        this.editor = new TermEditor(model, this::requestFocus);
        this.keys = new BlockKeys(model, editor, this::here, this::say);
        this.expectations = new ExpectList(editor);
        getStyleClass().add("blocks");
        setFocusTraversable(true);
        setAccessibleText("Rules as blocks; press F1 for the keys");
        head.getStyleClass().add("settings-room");
        add.setId("add-rule");
        add.getStyleClass().add("drop-zone");
        add.setMaxWidth(Double.MAX_VALUE);
        add.setWrapText(true);
        add.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        add.setOnAction(_ -> {
            if (model.settings().get().schemas().isEmpty()) {
                model.chooseSchema();
            } else {
                editor.create(add);
            }
        });
        flow.getStyleClass().add("block-flow");
        VirtualizedScrollPane<VirtualFlow<Item, Cell<Item, Node>>> scroll = new VirtualizedScrollPane<>(flow,
                ScrollPane.ScrollBarPolicy.NEVER, ScrollPane.ScrollBarPolicy.AS_NEEDED);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Region line = new Region();
        line.getStyleClass().add("insertion-line");
        getChildren().addAll(stale(), scroll, said(), line);
        new BlockDrag(model, this, line, flow::scrollYBy);
        model.settings().subscribe(_ -> settings());
        model.rules().subscribe(this::rebuild);
        model.expectations().subscribe(expectations::show);
        model.selection().subscribe(this::select);
        model.chosen().subscribe(_ -> mark());
        model.cursor().subscribe(this::follow);
        model.snapshot().subscribe(this::count);
        visibleProperty().subscribe((_, shown) -> {
            if (shown) {
                catchUp();
            }
        });
        model.cost().subscribe(cost -> shown.forEach(card -> card.show(cost)));
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        addEventFilter(MouseEvent.MOUSE_PRESSED, this::choose);
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menu);
    }

    private void catchUp() {
        settings();
        rebuild(model.rules().get());
        select(model.selection().getValue());
        follow(model.cursor().get());
        count(model.snapshot().getValue());
    }

    private HBox stale() {
        Label words = new Label();
        words.setWrapText(true);
        words.setMaxWidth(Double.MAX_VALUE);
        words.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button show = new Button("Show the text");
        show.setId("blocks-show-text");
        show.setMinWidth(USE_PREF_SIZE);
        show.getStyleClass().add("quick-fix");
        show.setOnAction(_ -> model.showText());
        HBox stale = new HBox(8, words, show);
        stale.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        stale.getStyleClass().add("stale-note");
        VBox.setMargin(stale, new Insets(10, 12, 2, 12));
        stale.setMaxWidth(Double.MAX_VALUE);
        stale.setMinHeight(USE_PREF_SIZE);
        stale.managedProperty().bind(stale.visibleProperty());
        model.stale().subscribe(is -> {
            words.setText("The text cannot be read now"
                    + (model.rules().get().isEmpty() ? "." : ": these are the rules before."));
            stale.setVisible(is);
            flow.setMouseTransparent(is);
            flow.pseudoClassStateChanged(STALE, is);
        });
        return stale;
    }

    // what could not be pasted, until the next key or click
    private Label said() {
        message.getStyleClass().add("said-note");
        message.setId("blocks-message");
        message.setGraphic(Icons.of(Feather.INFO));
        message.setWrapText(true);
        message.setMaxWidth(Double.MAX_VALUE);
        message.setMinHeight(USE_PREF_SIZE);
        message.setVisible(false);
        message.managedProperty().bind(message.visibleProperty());
        return message;
    }

    private void say(String words) {
        message.setText(words);
        message.setVisible(true);
    }

    private void pressed(KeyEvent event) {
        message.setVisible(false);
        if (event.getTarget() == this || event.isShortcutDown() && holdsFocus()) {
            keys.pressed(event);
        }
    }

    private void typed(KeyEvent event) {
        if (event.getTarget() == this) {
            keys.typed(event);
        }
    }

    private void settings() {
        if (!isVisible()) {
            return;
        }
        Node owner = strip != null && holdsFocus() ? getScene().getFocusOwner() : null;
        boolean inside = owner != null && owner != this && isIn(owner, head);
        String first = model.settings().get().firstStep();
        add.setText(first.isEmpty() ? INVITATION : first);
        strip = new SettingsStrip(model, editor);
        head.getChildren().setAll(strip);
        if (owner != null && inside) {
            Optional.ofNullable(owner.getId()).map(id -> strip.lookup("#" + id)).orElse(this).requestFocus();
        }
        follow(model.cursor().get());
    }

    // a card that shows the same as before stays, so that nothing changes under the mouse
    private void rebuild(List<RuleBlock> next) {
        if (!isVisible()) {
            return;
        }
        boolean focused = holdsFocus();
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
        List<Item> made = next.subList(same, next.size() - tail).stream().<Item>map(Item.One::new).toList();
        if (made.size() == cards - tail - same) {
            for (int i = 0; i < made.size(); i++) {
                replace(same + i, next.get(same + i), made.get(i));
            }
        } else {
            items.subList(1 + same, 1 + cards - tail).clear();
            items.addAll(1 + same, made);
        }
        if (same == 0 && tail == 0 && !made.isEmpty()) {
            flow.showAsFirst(0);
        }
        shown.forEach(card -> {
            int at = card.rule().number() - 1;
            if (at < next.size() && next.get(at).isLike(card.rule())) {
                card.take(next.get(at));
            }
        });
        mark();
        link();
        if (focused) {
            requestFocus();
        }
    }

    private void replace(int at, RuleBlock rule, Item item) {
        if (!isLike(at, rule)) {
            items.set(1 + at, item);
        }
    }

    private boolean isLike(int at, RuleBlock rule) {
        return items.get(1 + at) instanceof Item.One(RuleBlock old) && old.isLike(rule);
    }

    private boolean holdsFocus() {
        return getScene() != null && isIn(getScene().getFocusOwner(), this);
    }

    private static boolean isIn(@Nullable Node node, Node above) {
        Node at = node;
        while (at != null && at != above) {
            at = at.getParent();
        }
        return at == above;
    }

    private Cell<Item, Node> cell(Item item) {
        return switch (item) {
            case Item.Head _ -> Cell.wrapNode(head);
            case Item.One(RuleBlock made) -> new CardCell(made);
            case Item.End() -> {
                VBox end = new VBox(10, add, expectations);
                end.getStyleClass().add("blocks-end");
                yield Cell.wrapNode(end);
            }
        };
    }

    /** A card while it is on the screen. */
    private final class CardCell implements Cell<Item, Node> {
        private final RuleCard card;
        private final StackPane room;

        CardCell(RuleBlock made) {
            List<RuleBlock> all = model.rules().get();
            RuleBlock newest = made.number() <= all.size() && all.get(made.number() - 1).isLike(made)
                    ? all.get(made.number() - 1) : made;
            card = new RuleCard(newest, model, editor);
            mark(card);
            card.show(model.cursor().get());
            card.link(linked);
            card.show(model.cost().getValue());
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

    private void mark() {
        shown.forEach(this::mark);
    }

    private void link() {
        linked = model.linked();
        shown.forEach(card -> card.link(linked));
        if (strip != null) {
            strip.match().link(linked);
        }
    }

    private void mark(RuleCard card) {
        int number = card.rule().number();
        Set<Integer> chosen = model.chosen().get();
        card.select(number == model.selection().getValue().rule(), chosen.size() > 1 && chosen.contains(number));
    }

    private void select(Selection selection) {
        if (isVisible()) {
            mark();
            link();
            show(selection.rule());
        }
    }

    // a card that is in view stays where it is
    private void show(int rule) {
        if (rule > 0 && rule < items.size() - 1 && !isInView(rule)) {
            // measuring how far it is would make the cards of both ways
            flow.showAtOffset(rule, flow.getHeight() * ABOVE);
        }
    }

    private boolean isInView(int rule) {
        return shown.stream().filter(c -> c.rule().number() == rule).anyMatch(c -> {
            var bounds = flow.sceneToLocal(c.localToScene(c.getLayoutBounds()));
            return c.getScene() != null && bounds.getMinY() >= 0 && bounds.getMaxY() <= flow.getHeight();
        });
    }

    private void follow(Cursor cursor) {
        if (!isVisible()) {
            return;
        }
        shown.forEach(card -> card.show(cursor));
        if (strip != null) {
            strip.match().blocks().forEach(b -> b.show(cursor));
        }
        if (cursor.rule() == 0) {
            flow.show(0);
        } else {
            show(cursor.rule());
        }
        setAccessibleText(words(cursor));
    }

    private String words(Cursor cursor) {
        if (cursor.block()) {
            return model.gestures().nameOf(cursor.rule()) + ", condition "
                    + model.treeOf(cursor.rule()).slice(model.treeOf(cursor.rule()).at(cursor.path()).span());
        }
        return BlockMenu.rule(model, cursor.rule())
                .map(r -> model.gestures().nameOf(r.number()) + ", " + r.action().word() + " if " + r.text())
                .orElse("Rules as blocks; press F1 for the keys");
    }

    /** The node where the keyboard is, for forms; what is not on the screen is brought there. */
    private Node here() {
        Cursor cursor = model.cursor().get();
        if (cursor.rule() == 0 && strip != null) {
            flow.show(0);
            flow.layout();
            return onScreen(strip.match().find(cursor).<Node>map(b -> b).orElse(strip));
        }
        boolean onRule = cursor.rule() > 0 && cursor.rule() < items.size() - 1;
        flow.show(onRule ? cursor.rule() : items.size() - 1);
        flow.layout();
        Optional<RuleCard> card = shown.stream().filter(c -> c.rule().number() == cursor.rule()).findFirst();
        return onScreen(card.flatMap(c -> c.condition().find(cursor)).<Node>map(b -> b)
                .or(() -> card.map(c -> c)).orElse(add));
    }

    private Node onScreen(Node node) {
        return node.getScene() == null ? this : node;
    }

    private void count(Optional<RunSnapshot> snapshot) {
        if (isVisible()) {
            shown.forEach(card -> card.show(BlocksViewModel.countOf(snapshot, card.rule().number())));
        }
    }

    // before what is pressed acts on the press itself
    private void choose(MouseEvent event) {
        message.setVisible(false);
        Optional<Cursor> place = place(event.getPickResult().getIntersectedNode());
        place.ifPresent(at -> {
            if (event.getButton() == MouseButton.PRIMARY && event.isShortcutDown() && at.rule() > 0) {
                model.toggle(at.rule());
            } else if (event.getButton() == MouseButton.PRIMARY && event.isShiftDown() && at.rule() > 0) {
                model.extendTo(at.rule());
            } else if (event.getButton() == MouseButton.PRIMARY && at.block()
                    || !model.chosen().get().contains(at.rule()) || model.chosen().get().size() < 2) {
                model.go(at);
            }
            requestFocus();
        });
    }

    private static Optional<Cursor> place(@Nullable Node picked) {
        Node node = picked;
        while (node != null) {
            if (node instanceof javafx.scene.control.TextInputControl
                    || node instanceof javafx.scene.control.ComboBoxBase) {
                return Optional.empty();
            }
            if (node instanceof BlockNode block) {
                return Optional.of(block.place());
            }
            if (node instanceof RuleCard card) {
                return Optional.of(Cursor.onRule(card.rule().number()));
            }
            node = node.getParent();
        }
        return Optional.empty();
    }

    private void menu(ContextMenuEvent event) {
        if (place(event.getPickResult().getIntersectedNode()).isPresent() && !event.isKeyboardTrigger()) {
            keys.menuAt(here(), event.getScreenX(), event.getScreenY());
            event.consume();
        }
    }

    /** Opens the form for a new rule at that node. */
    public void create(Node owner) {
        editor.create(owner);
    }
}
