package dev.protosieve.app.schema;

import dev.protosieve.app.schema.SchemaLines.Branch;
import dev.protosieve.app.schema.SchemaNode.UnlinkedNode;
import java.util.List;
import java.util.Map;
import javafx.collections.ObservableList;
import javafx.scene.control.TreeItem;

/** A line of the tree whose lines below are made when they are looked at. */
final class LazyItem extends TreeItem<SchemaNode> {

    private final Branch branch;
    private final String key;
    private final SchemaViewModel model;
    private final Map<String, Boolean> openByUser;
    private boolean made;

    /**
     * @param above the key of the line above
     * @param openByUser by key, what a person opened and closed
     */
    LazyItem(Branch branch, String above, SchemaViewModel model, Map<String, Boolean> openByUser) {
        super(branch.node());
        this.branch = branch;
        this.key = above + "/" + branch.node().fullName();
        this.model = model;
        this.openByUser = openByUser;
        setExpanded(isLeaf() ? false : openByUser.getOrDefault(key, branch.open()));
        expandedProperty().subscribe((_, open) -> openByUser.put(key, open));
    }

    String key() {
        return key;
    }

    @Override
    public boolean isLeaf() {
        return branch.below().isEmpty() && !(SchemaNode.target(getValue()) instanceof UnlinkedNode);
    }

    @Override
    public ObservableList<TreeItem<SchemaNode>> getChildren() {
        ObservableList<TreeItem<SchemaNode>> children = super.getChildren();
        if (!made && !isLeaf()) {
            made = true;
            if (SchemaNode.target(getValue()) instanceof UnlinkedNode unlinked) {
                children.setAll(List.of(new TreeItem<>(new SchemaNode.Note("Reading\u2026"))));
                model.link(unlinked, lines -> lines.ifPresentOrElse(this::fill, this::giveBack));
            } else {
                fill(branch.lines());
            }
        }
        return children;
    }

    private void fill(List<Branch> lines) {
        super.getChildren().setAll(lines.stream().map(b -> new LazyItem(b, key, model, openByUser)).toList());
    }

    // as it was before it was looked at
    private void giveBack() {
        setExpanded(false);
        made = false;
    }
}
