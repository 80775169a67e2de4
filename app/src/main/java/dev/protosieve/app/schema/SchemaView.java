package dev.protosieve.app.schema;

import dev.protosieve.app.schema.SchemaLines.Branch;
import dev.protosieve.app.schema.SchemaNode.FoundNode;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.MenuKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.controlsfx.control.textfield.CustomTextField;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The tree of files, messages and fields, with a search box, and what to do about a schema that is missing or broken. */
public final class SchemaView extends VBox {

    private static final KeyCombination FIND = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);

    /** Five lines, however much there is to say of one. */
    private static final double LEAST_TREE = 100;
    /** What stands above a line that is scrolled to. */
    private static final int ROWS_ABOVE = 2;
    private static final double MENU_INDENT = 20;
    /** As long as a second click may take to make one that is double: what comes in the meantime would be hit by it. */
    private static final Duration DOUBLE_CLICK = Duration.millis(500);

    private final SchemaViewModel model;
    private final TreeView<SchemaNode> tree = new TreeView<>();
    private final CustomTextField search = new CustomTextField();
    private final DetailStrip details;
    private final ConstraintStrip constraints;
    private final PauseTransition afterClick = new PauseTransition(DOUBLE_CLICK);
    private final Map<String, Boolean> openByUser = new HashMap<>();
    private boolean rebuilding;
    private boolean pressing;

    public SchemaView(SchemaViewModel model) {
        this.model = model;
        getStyleClass().add("schema");
        details = new DetailStrip(model);
        constraints = new ConstraintStrip(model.constraints());
        VBox.setVgrow(tree, Priority.ALWAYS);
        HBox.setHgrow(search, Priority.ALWAYS);
        searchField();
        tree.setId("schema-tree");
        tree.setAccessibleText("Schema: files, messages and fields");
        tree.setMinHeight(LEAST_TREE);
        tree.setShowRoot(false);
        tree.setCellFactory(_ -> new SchemaCell(model));
        tree.addEventFilter(KeyEvent.KEY_PRESSED, this::treeKey);
        tree.setOnContextMenuRequested(this::menu);
        selectOnRelease();
        tree.getSelectionModel().selectedItemProperty().subscribe(item -> {
            if (item != null && !rebuilding && !pressing) {
                model.select(item.getValue());
            }
            if (pressing) {
                afterClick.playFromStart();
            } else {
                afterClick.stop();
                tell();
            }
        });
        afterClick.setOnFinished(_ -> tell());
        HBox line = new HBox(4, search, new SourceMenu(model.sources()));
        getChildren().addAll(new MessageLine(model), line, new BusyStrip(model.sources()), new ProblemStrip(model),
                first(), tree, said(), details, constraints);
        new SchemaDrop(this, model.sources());
        sceneProperty().subscribe(this::keys);
        model.top().subscribe(this::show);
        model.use().subscribe(_ -> showUse());
        model.selectedField().subscribe(this::follow);
    }

    // keys are told apart in treeKey
    private void menu(ContextMenuEvent request) {
        Node under = request.getPickResult() == null ? null : request.getPickResult().getIntersectedNode();
        while (under != null && !(under instanceof SchemaCell)) {
            under = under.getParent();
        }
        if (under instanceof SchemaCell cell && cell.getItem() != null && !request.isKeyboardTrigger()) {
            SchemaMenu.of(cell.getItem(), model).show(cell, request.getScreenX(), request.getScreenY());
        }
        request.consume();
    }

    private void menuOf(SchemaNode line) {
        tree.lookupAll(".tree-cell").stream().filter(c -> c instanceof SchemaCell cell && cell.isSelected()).findFirst()
                .ifPresent(cell -> SchemaMenu.of(line, model).show(cell, Side.BOTTOM, MENU_INDENT, 0));
    }

    private Button first() {
        Button first = new Button("Open a schema\u2026", Icons.of(Feather.FILE_TEXT));
        first.setId("first-schema");
        first.setMaxWidth(Double.MAX_VALUE);
        first.setOnAction(_ -> model.chooseFirst());
        first.visibleProperty().bind(model.lacking());
        first.managedProperty().bind(first.visibleProperty());
        return first;
    }

    private Label said() {
        Label said = new Label("", Icons.of(Feather.INFO));
        said.setId("schema-message");
        said.getStyleClass().add("said-note");
        said.setWrapText(true);
        said.setMaxWidth(Double.MAX_VALUE);
        said.setMinHeight(USE_PREF_SIZE);
        said.textProperty().bind(model.said());
        said.visibleProperty().bind(said.textProperty().isNotEmpty());
        said.managedProperty().bind(said.visibleProperty());
        return said;
    }

    // other panes follow when the button is up: a field that is dragged must not move the place it is dragged to
    private void selectOnRelease() {
        tree.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> pressing = true);
        tree.addEventFilter(MouseEvent.DRAG_DETECTED, _ -> pressing = false);
        tree.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> {
            TreeItem<SchemaNode> item = tree.getSelectionModel().getSelectedItem();
            if (pressing && item != null) {
                model.select(item.getValue());
            }
            pressing = false;
        });
    }

    // the strips take room from the tree, in which the line that they are about stays in view
    private void tell() {
        TreeItem<SchemaNode> item = tree.getSelectionModel().getSelectedItem();
        VirtualFlow<?> flow = (VirtualFlow<?>) tree.lookup(".virtual-flow");
        Node line = item == null || flow == null ? null : flow.getVisibleCell(tree.getRow(item));
        double bottom = line == null ? 0 : line.getBoundsInParent().getMaxY();
        details.show(item == null ? null : item.getValue());
        constraints.show(item == null ? null : item.getValue());
        if (flow != null && line != null) {
            applyCss();
            layout();
            flow.scrollPixels(Math.max(0, bottom - flow.getHeight()));
        }
    }

    // what another pane has selected; a search is left as it is
    private void follow(List<String> field) {
        TreeItem<SchemaNode> now = tree.getSelectionModel().getSelectedItem();
        boolean known = now != null && model.isSelected(now.getValue());
        if (field.isEmpty() || known || !model.search().get().isBlank()) {
            return;
        }
        SchemaPath.find(tree.getRoot(), model.along(field)).ifPresent(item -> {
            rebuilding = true;
            tree.getSelectionModel().select(item);
            rebuilding = false;
            tree.scrollTo(Math.max(0, tree.getRow(item) - ROWS_ABOVE));
        });
    }

    private void searchField() {
        search.setId("schema-search");
        search.setLeft(Icons.of(Feather.SEARCH));
        search.setPromptText("Search the schema");
        search.setAccessibleText("Search the schema");
        search.textProperty().bindBidirectional(model.search());
        search.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.DOWN) {
                tree.requestFocus();
                select(firstFound());
            } else if (key.getCode() == KeyCode.ENTER && firstFound() != null) {
                model.addRule(firstFound().getValue());
            } else if (key.getCode() == KeyCode.ESCAPE) {
                search.clear();
            }
        });
    }

    private void keys(@Nullable Scene scene) {
        if (scene != null) {
            scene.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
                if (FIND.match(key) && getScene() == scene) {
                    search.requestFocus();
                    search.selectAll();
                    key.consume();
                }
            });
        }
    }

    private void treeKey(KeyEvent key) {
        TreeItem<SchemaNode> selected = tree.getSelectionModel().getSelectedItem();
        if (key.getCode() == KeyCode.ENTER && selected != null) {
            model.addRule(selected.getValue());
            key.consume();
        } else if (MenuKey.is(key) && selected != null) {
            menuOf(selected.getValue());
            key.consume();
        } else if (key.getCode() == KeyCode.UP && tree.getSelectionModel().getSelectedIndex() <= 0
                && !model.search().get().isBlank()) {
            search.requestFocus();
            key.consume();
        }
    }

    private @Nullable TreeItem<SchemaNode> firstFound() {
        return tree.getRoot().getChildren().stream().filter(i -> i.getValue() instanceof FoundNode).findFirst()
                .orElse(null);
    }

    private void select(@Nullable TreeItem<SchemaNode> item) {
        if (item != null) {
            tree.getSelectionModel().select(item);
        }
    }

    private void show(Branch top) {
        rebuilding = true;
        String selected = tree.getSelectionModel().getSelectedItem() instanceof LazyItem was ? was.key() : "";
        boolean searching = !model.search().get().isBlank();
        LazyItem root = new LazyItem(top, "", model, searching ? new HashMap<>() : openByUser);
        root.setExpanded(true);
        tree.setRoot(root);
        if (!selected.isEmpty()) {
            reselect(root, selected);
        }
        rebuilding = false;
    }

    private void showUse() {
        tree.lookupAll(".tree-cell").forEach(cell -> {
            if (cell instanceof SchemaCell line) {
                line.again();
            }
        });
    }

    /** Only what is open is looked at: looking makes lines. */
    private boolean reselect(TreeItem<SchemaNode> item, String wanted) {
        if (item instanceof LazyItem lazy && lazy.key().equals(wanted)) {
            tree.getSelectionModel().select(item);
            return true;
        }
        boolean above = item instanceof LazyItem lazy && wanted.startsWith(lazy.key());
        ObservableList<TreeItem<SchemaNode>> below = item.isExpanded() && above ? item.getChildren()
                : FXCollections.observableArrayList();
        return below.stream().anyMatch(child -> reselect(child, wanted));
    }
}
