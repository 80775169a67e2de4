package dev.protosieve.app.lab;

import dev.protosieve.app.session.LabReport;
import dev.protosieve.app.session.Links;
import dev.protosieve.app.session.Selection;
import dev.protosieve.engine.sim.Trace;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.wire.ByteNode;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** The packet as a tree of headers and fields above its bytes; one selection in both. */
final class BytesView extends BorderPane {

    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");

    private final LabViewModel model;
    private final TreeView<ByteNode> tree = new TreeView<>();
    private final HexDump dump;
    private boolean following;

    BytesView(LabViewModel model) {
        this.model = model;
        getStyleClass().add("bytes-view");
        dump = new HexDump(span -> model.selectBytes(span));
        tree.setId("lab-tree");
        tree.setAccessibleText("Headers and fields of the packet");
        tree.getStyleClass().add("byte-tree");
        tree.setShowRoot(false);
        tree.setCellFactory(_ -> new NodeCell());
        tree.getSelectionModel().selectedItemProperty().subscribe(item -> {
            if (item != null && !following) {
                model.selectBytes(new Span(item.getValue().start(), item.getValue().end()));
            }
        });
        SplitPane split = new SplitPane(tree, dump);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.52);
        setCenter(split);
        model.report().subscribe(this::show);
        model.bench().selection().subscribe(this::select);
        model.bench().labStep().subscribe(_ -> read());
    }

    private void show(Optional<LabReport> report) {
        following = true;
        TreeItem<ByteNode> root = report.map(r -> item(r.tree(), 0)).orElse(null);
        tree.setRoot(root);
        following = false;
        dump.show(report.map(r -> r.probe().packet()).orElse(new byte[0]),
                report.flatMap(r -> r.tree().firstBroken()).map(ByteNode::start).orElse(-1));
        select(model.bench().selection().get());
        read();
        if (root != null && !root.getChildren().isEmpty()
                && model.bench().selection().get().bytes().equals(Span.NONE)) {
            report.ifPresent(r -> dump.scrollToByte(r.tree().parts().getLast().start()));
            tree.scrollTo(tree.getRow(root.getChildren().getLast()));
        }
    }

    private static TreeItem<ByteNode> item(ByteNode node, int depth) {
        TreeItem<ByteNode> item = new TreeItem<>(node);
        node.parts().forEach(p -> item.getChildren().add(item(p, depth + 1)));
        boolean message = node.kind() == ByteNode.Kind.LAYER && node.name().contains(".");
        boolean nested = node.kind() == ByteNode.Kind.FIELD && node.value().isEmpty();
        item.setExpanded(depth == 0 || message || nested || node.firstBroken().isPresent());
        return item;
    }

    private void select(Selection now) {
        dump.select(now.bytes());
        TreeItem<ByteNode> root = tree.getRoot();
        if (root == null) {
            return;
        }
        following = true;
        if (now.bytes().equals(Span.NONE)) {
            tree.getSelectionModel().clearSelection();
        } else {
            TreeItem<ByteNode> found = find(root, now.bytes());
            TreeItem<ByteNode> shown = tree.getSelectionModel().getSelectedItem();
            if (shown != found) {
                for (TreeItem<ByteNode> above = found.getParent(); above != null; above = above.getParent()) {
                    above.setExpanded(true);
                }
                tree.getSelectionModel().select(found);
                tree.scrollTo(Math.max(0, tree.getRow(found) - 2));
            }
        }
        following = false;
    }

    /** The node with just those bytes, or the smallest one that holds them all. */
    private static TreeItem<ByteNode> find(TreeItem<ByteNode> item, Span bytes) {
        if (item.getValue().start() == bytes.start() && item.getValue().end() == bytes.end()) {
            return item;
        }
        for (TreeItem<ByteNode> part : item.getChildren()) {
            if (part.getValue().start() <= bytes.start() && part.getValue().end() >= bytes.end()) {
                return find(part, bytes);
            }
        }
        return item;
    }

    private void read() {
        dump.read(model.report().getValue().flatMap(r -> r.trace().flatMap(t -> touched(r, t))).orElse(Span.NONE));
    }

    private Optional<Span> touched(LabReport report, Trace trace) {
        return trace.touch(model.bench().labStep().get()).flatMap(t -> Links.inPacket(t, report));
    }

    private static final class NodeCell extends TreeCell<ByteNode> {

        private final Label name = new Label();
        private final Label value = new Label();
        private final Label detail = new Label();
        private final HBox line = new HBox(8, name, value, detail);

        NodeCell() {
            name.setMinWidth(USE_PREF_SIZE);
            value.getStyleClass().addAll("mono", "small");
            value.setMinWidth(0);
            detail.getStyleClass().addAll("muted", "small");
            detail.setMinWidth(0);
            line.setMinWidth(0);
            line.setPrefWidth(1);
        }

        @Override
        protected void updateItem(@Nullable ByteNode node, boolean empty) {
            super.updateItem(node, empty);
            boolean broken = !empty && node != null && node.kind() == ByteNode.Kind.BROKEN;
            pseudoClassStateChanged(BROKEN, broken);
            if (empty || node == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            name.setText(broken ? "\u26a0 " + node.name() : node.name());
            value.setText(node.value());
            detail.setText(node.detail().equals(node.value()) ? "from byte " + node.start() : node.detail());
            setAccessibleText(node.name() + " " + node.value() + " " + node.detail());
            setGraphic(line);
        }
    }
}
