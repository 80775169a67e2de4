package dev.protosieve.app.designer;

import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.Selection;
import dev.protosieve.app.theme.Icons;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The file's settings, its rules as blocks, a place to drop fields, and its expectations; one stop of the Tab key for all blocks.
 * While it is hidden it does nothing, and it catches up when it is shown.
 */
public final class BlocksView extends VBox {

    private static final String INVITATION = "Drag a field here, or press N";

    private final BlocksViewModel model;
    private final TermEditor editor;
    private final BlockKeys keys;
    private final ExpectList expectations;
    private final Button add = new Button(INVITATION);
    private final Remark belowRules = new Remark("");
    private final Remark aboveExpectations = new Remark("");
    private final Label message = new Label();
    private final StackPane head = new StackPane();
    private final CardColumn column;
    private @Nullable SettingsStrip strip;
    private Set<Cursor> linked = Set.of();
    /** While a press chooses what is under the mouse: were it scrolled away, the click would meet something else. */
    private boolean pressing;

    public BlocksView(BlocksViewModel model) {
        this.model = model;
        managedProperty().bind(visibleProperty());
        this.editor = new TermEditor(model, this::requestFocus, this::say);
        this.keys = new BlockKeys(model, editor, this::here);
        this.expectations = new ExpectList(editor);
        getStyleClass().add("blocks");
        setFocusTraversable(true);
        setAccessibleText("Rules as blocks; press F1 for the keys");
        head.getStyleClass().add("settings-room");
        add.setId("add-rule");
        add.getStyleClass().add("drop-zone");
        add.setMaxWidth(Double.MAX_VALUE);
        add.setWrapText(true);
        add.setTextAlignment(TextAlignment.CENTER);
        add.setOnAction(_ -> {
            if (model.settings().get().schemas().isEmpty()) {
                model.chooseSchema();
            } else {
                editor.create(add);
            }
        });
        VBox end = new VBox(10, belowRules, add, aboveExpectations, expectations);
        end.getStyleClass().add("blocks-end");
        column = new CardColumn(head, end, rule -> new RuleCard(newest(rule), model, editor), this::dress);
        VBox.setVgrow(column, Priority.ALWAYS);
        Region line = new Region();
        line.getStyleClass().add("insertion-line");
        getChildren().addAll(stale(), column, said(), line);
        new BlockDrag(model, this, line, column::scrollBy);
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
        model.cost().subscribe(cost -> column.cards().forEach(card -> card.show(cost)));
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
        stale.setAlignment(Pos.CENTER_LEFT);
        stale.getStyleClass().add("stale-note");
        VBox.setMargin(stale, new Insets(10, 12, 2, 12));
        stale.setMaxWidth(Double.MAX_VALUE);
        stale.setMinHeight(USE_PREF_SIZE);
        stale.managedProperty().bind(stale.visibleProperty());
        model.stale().subscribe(is -> {
            words.setText("The text cannot be read now"
                    + (model.rules().get().isEmpty() ? "." : ": these are the rules before."));
            stale.setVisible(is);
            column.setStale(is);
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
        Remarks remarks = model.settings().get().remarks();
        belowRules.show(remarks.at(Remarks.Place.END));
        aboveExpectations.show(remarks.at(Remarks.Place.EXPECTATIONS));
        if (strip == null) {
            strip = new SettingsStrip(model, editor);
            head.getChildren().setAll(strip);
        }
        strip.show(model.settings().get());
        if (owner != null && inside && owner.getScene() == null) {
            Optional.ofNullable(owner.getId()).map(id -> strip.lookup("#" + id)).orElse(this).requestFocus();
        }
        mark(model.cursor().get());
    }

    private void rebuild(List<RuleBlock> next) {
        if (!isVisible()) {
            return;
        }
        boolean focused = holdsFocus();
        column.rebuild(next);
        mark();
        link();
        if (focused) {
            requestFocus();
        }
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

    // a rule may have got another line since its place in the column was made
    private RuleBlock newest(RuleBlock rule) {
        List<RuleBlock> all = model.rules().get();
        return rule.number() <= all.size() && all.get(rule.number() - 1).isLike(rule) ? all.get(rule.number() - 1)
                : rule;
    }

    private void dress(RuleCard card) {
        mark(card);
        card.show(model.cursor().get());
        card.link(linked);
        card.show(model.cost().getValue());
        card.show(model.count(card.rule().number()));
    }

    private void mark() {
        column.cards().forEach(this::mark);
    }

    private void link() {
        linked = model.linked();
        column.cards().forEach(card -> card.link(linked));
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
            if (!pressing) {
                column.show(selection.rule());
            }
        }
    }

    private void follow(Cursor cursor) {
        if (!isVisible()) {
            return;
        }
        mark(cursor);
        if (cursor.rule() == 0 && !pressing) {
            column.showHead();
        } else if (!pressing) {
            column.show(cursor.rule());
        }
        setAccessibleText(words(cursor));
    }

    private void mark(Cursor cursor) {
        column.cards().forEach(card -> card.show(cursor));
        if (strip != null) {
            strip.match().blocks().forEach(b -> b.show(cursor));
        }
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
            column.bring(0);
            return onScreen(strip.match().find(cursor).<Node>map(b -> b).orElse(strip));
        }
        Optional<RuleCard> card = column.bring(cursor.rule());
        return onScreen(card.flatMap(c -> c.condition().find(cursor)).<Node>map(b -> b)
                .or(() -> card.map(c -> c)).orElse(add));
    }

    private Node onScreen(Node node) {
        return node.getScene() == null ? this : node;
    }

    private void count(Optional<RunSnapshot> snapshot) {
        if (isVisible()) {
            column.cards().forEach(card -> card.show(model.count(card.rule().number())));
        }
    }

    // before what is pressed acts on the press itself
    private void choose(MouseEvent event) {
        message.setVisible(false);
        place(event.getPickResult().getIntersectedNode()).ifPresent(at -> {
            pressing = true;
            try {
                choose(event, at);
            } finally {
                pressing = false;
            }
            requestFocus();
        });
    }

    private void choose(MouseEvent event, Cursor at) {
        if (event.getButton() == MouseButton.PRIMARY && event.isShortcutDown() && at.rule() > 0) {
            model.toggle(at.rule());
        } else if (event.getButton() == MouseButton.PRIMARY && event.isShiftDown() && at.rule() > 0) {
            model.extendTo(at.rule());
        } else if (event.getButton() == MouseButton.PRIMARY && at.block()
                || !model.chosen().get().contains(at.rule()) || model.chosen().get().size() < 2) {
            model.go(at);
        }
    }

    private static Optional<Cursor> place(@Nullable Node picked) {
        Node node = picked;
        while (node != null) {
            if (node instanceof TextInputControl
                    || node instanceof ComboBoxBase) {
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
