package dev.protosieve.app.schema;

import dev.protosieve.app.schema.SchemaNode.FieldNode;
import dev.protosieve.app.theme.RuleBadge;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Name, number and type, and the numbers of the rules that read the field. */
final class SchemaCell extends TreeCell<SchemaNode> {

    private static final int MOST_BADGES = 3;

    private final SchemaViewModel model;
    private final Label name = new Label();
    private final Label detail = new Label();
    private final HBox badges = new HBox(3);
    private final HBox line = new HBox(5, name, detail);

    /** One for the cell's life: each is a window. */
    private final Tooltip tip = new Tooltip();

    SchemaCell(SchemaViewModel model) {
        this.model = model;
        tip.setWrapText(true);
        tip.setMaxWidth(420);
        name.setMinWidth(Region.USE_PREF_SIZE);
        detail.getStyleClass().addAll("muted", "small");
        detail.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        badges.setMinWidth(Region.USE_PREF_SIZE);
        badges.setAlignment(Pos.CENTER_RIGHT);
        line.getChildren().addAll(gap, badges);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinWidth(0);
        line.setPrefWidth(1);
        setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2 && getItem() != null) {
                model.addRule(getItem());
            }
        });
        setOnDragDetected(_ -> dragField());
    }

    private void dragField() {
        if (getItem() instanceof FieldNode field && field.isUsable()) {
            ClipboardContent content = new ClipboardContent();
            content.putString(dev.protosieve.app.session.Gestures.pathText(field.path()));
            startDragAndDrop(TransferMode.COPY).setContent(content);
        }
    }

    @Override
    protected void updateItem(@Nullable SchemaNode node, boolean empty) {
        super.updateItem(node, empty);
        if (empty || node == null) {
            setGraphic(null);
            setTooltip(null);
            return;
        }
        name.setText(node.name());
        name.getStyleClass().removeAll("muted");
        if (node instanceof SchemaNode.Note) {
            name.getStyleClass().add("muted");
        }
        detail.setText(node.detail());
        List<Integer> rules = model.rulesReading(node);
        badges.getChildren().setAll(rules.stream().limit(MOST_BADGES).map(RuleBadge::new).toList());
        if (rules.size() > MOST_BADGES) {
            badges.getChildren().add(new Label("+" + (rules.size() - MOST_BADGES)));
        }
        setGraphic(line);
        setTooltip(tip(node));
    }

    private @Nullable Tooltip tip(SchemaNode node) {
        if (node.fullName().isEmpty()) {
            return null;
        }
        String comment = model.comment(node).strip();
        String head = node.fullName() + (node.detail().isEmpty() ? "" : "\n" + node.detail())
                + (node.more().isEmpty() ? "" : " \u00b7 " + node.more());
        tip.setText(comment.isEmpty() ? head : head + "\n\n" + comment);
        return tip;
    }
}
