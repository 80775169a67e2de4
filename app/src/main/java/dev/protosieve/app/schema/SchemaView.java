package dev.protosieve.app.schema;

import dev.protosieve.app.schema.SchemaViewModel.Branch;
import dev.protosieve.app.theme.Icons;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.kordamp.ikonli.feather.Feather;

/** The tree of files, messages and fields, with a search box. */
public final class SchemaView extends VBox {

    private final SchemaViewModel model;
    private final TreeView<SchemaNode> tree = new TreeView<>();
    private final Map<String, Boolean> openByUser = new HashMap<>();
    private boolean rebuilding;

    public SchemaView(SchemaViewModel model) {
        this.model = model;
        getStyleClass().add("schema");
        CustomTextField search = new CustomTextField();
        search.setId("schema-search");
        search.setLeft(Icons.of(Feather.SEARCH));
        search.setPromptText("Search fields");
        search.textProperty().bindBidirectional(model.search());
        VBox.setVgrow(tree, Priority.ALWAYS);
        tree.setId("schema-tree");
        tree.setShowRoot(false);
        tree.setCellFactory(_ -> new SchemaCell(model));
        tree.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER && tree.getSelectionModel().getSelectedItem() != null) {
                model.addRule(tree.getSelectionModel().getSelectedItem().getValue());
            }
        });
        tree.getSelectionModel().selectedItemProperty().subscribe(item -> {
            if (item != null && !rebuilding) {
                model.select(item.getValue());
            }
        });
        getChildren().addAll(search, tree);
        model.top().subscribe(this::show);
    }

    private void show(Branch top) {
        rebuilding = true;
        TreeItem<SchemaNode> was = tree.getSelectionModel().getSelectedItem();
        String selected = was == null ? "" : key(was);
        TreeItem<SchemaNode> root = item(top, "");
        tree.setRoot(root);
        reselect(root, selected, new HashSet<>());
        rebuilding = false;
    }

    private TreeItem<SchemaNode> item(Branch branch, String above) {
        TreeItem<SchemaNode> item = new TreeItem<>(branch.node());
        String key = above + "/" + branch.node().fullName();
        boolean searching = !model.search().get().isBlank();
        item.setExpanded(searching ? branch.open() : openByUser.getOrDefault(key, branch.open()));
        item.expandedProperty().subscribe((_, open) -> openByUser.put(key, open));
        branch.below().forEach(b -> item.getChildren().add(item(b, key)));
        return item;
    }

    private static String key(TreeItem<SchemaNode> item) {
        String above = item.getParent() == null ? "" : key(item.getParent());
        return above + "/" + item.getValue().fullName();
    }

    private void reselect(TreeItem<SchemaNode> item, String wanted, Set<String> seen) {
        if (seen.add(key(item)) && key(item).equals(wanted)) {
            tree.getSelectionModel().select(item);
        }
        item.getChildren().forEach(c -> reselect(c, wanted, seen));
    }
}
