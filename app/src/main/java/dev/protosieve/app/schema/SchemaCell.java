package dev.protosieve.app.schema;

import dev.protosieve.app.schema.SchemaNode.FieldNode;
import dev.protosieve.app.schema.SchemaNode.FoundNode;
import dev.protosieve.app.schema.SchemaNode.MessageNode;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.app.theme.RuleBadge;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TreeCell;
import javafx.scene.image.WritableImage;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseButton;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Sign, name, number and type, and the numbers of the rules that read the field. */
final class SchemaCell extends TreeCell<SchemaNode> {

    private static final int MOST_BADGES = 3;

    private final SchemaViewModel model;
    private final StackPane sign = new StackPane();
    private final Label name = new Label();
    private final Label hit = new Label();
    private final Label rest = new Label();
    private final HBox words = new HBox(name, hit, rest);
    private final Label detail = new Label();
    private final HBox badges = new HBox(3);
    private final HBox line = new HBox(5, sign, words, detail);

    SchemaCell(SchemaViewModel model) {
        this.model = model;
        hit.getStyleClass().add("search-hit");
        detail.getStyleClass().addAll("muted", "small");
        // gets what the name leaves
        detail.setMinWidth(0);
        detail.setPrefWidth(0);
        detail.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(detail, Priority.ALWAYS);
        words.setMinWidth(0);
        words.setAlignment(Pos.CENTER_LEFT);
        sign.setMinWidth(14);
        badges.setMinWidth(Region.USE_PREF_SIZE);
        badges.setAlignment(Pos.CENTER_RIGHT);
        line.getChildren().add(badges);
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
        if (getItem() != null && SchemaNode.target(getItem()) instanceof FieldNode && model.canBegin(getItem())) {
            ClipboardContent content = new ClipboardContent();
            content.putString(Gestures.pathText(model.wayTo(getItem())));
            Dragboard board = startDragAndDrop(TransferMode.COPY);
            board.setContent(content);
            board.setDragView(picture(), -12, -6);
        }
    }

    /** The words of the line on a ground of their own, as the pictures that are dragged have none. */
    WritableImage picture() {
        words.getStyleClass().add("dragged");
        WritableImage picture = words.snapshot(null, null);
        words.getStyleClass().remove("dragged");
        return picture;
    }

    /** Shows the same line again, as other rules may read its field: a cell is not told of a line that is equal. */
    void again() {
        if (!isEmpty()) {
            updateItem(getItem(), false);
        }
    }

    @Override
    protected void updateItem(@Nullable SchemaNode node, boolean empty) {
        super.updateItem(node, empty);
        if (empty || node == null) {
            setGraphic(null);
            Hint.say(this, "");
            setAccessibleText("");
            return;
        }
        showName(node);
        detail.setText(node.detail());
        showSign(node);
        List<Integer> rules = model.rulesReading(node);
        badges.getChildren().setAll(rules.stream().limit(MOST_BADGES).map(RuleBadge::new).toList());
        if (rules.size() > MOST_BADGES) {
            badges.getChildren().add(new Label("+" + (rules.size() - MOST_BADGES)));
        }
        setGraphic(line);
        Hint.say(this, hint(node));
        setAccessibleText(node.name() + ", " + node.detail()
                + (rules.isEmpty() ? "" : ", read by rules " + rules));
    }

    private void showName(SchemaNode node) {
        name.getStyleClass().removeAll("muted", "small");
        if (node instanceof FoundNode(var _, String text, int from, int to, var _) && to > from) {
            name.setText(text.substring(0, from));
            hit.setText(text.substring(from, to));
            rest.setText(text.substring(to));
        } else {
            name.setText(node.name());
            hit.setText("");
            rest.setText("");
        }
        if (node instanceof SchemaNode.Note) {
            name.getStyleClass().addAll("muted", "small");
        }
        words.setMinWidth(node instanceof FoundNode ? 0 : Region.USE_PREF_SIZE);
        name.setMinWidth(node instanceof FoundNode ? 0 : Region.USE_PREF_SIZE);
        name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        hit.setMinWidth(Region.USE_PREF_SIZE);
        hit.setManaged(!hit.getText().isEmpty());
        hit.setVisible(hit.isManaged());
        rest.setManaged(!rest.getText().isEmpty());
    }

    private void showSign(SchemaNode node) {
        Optional<Feather> icon = icon(SchemaNode.target(node));
        sign.getChildren().setAll(icon.map(Icons::of).stream().toList());
        sign.setManaged(icon.isPresent());
    }

    /** Fields have none: they are the many, and their number and type say what they are. */
    private static Optional<Feather> icon(SchemaNode node) {
        return switch (node) {
            case SchemaNode.FileNode _ -> Optional.of(Feather.FILE_TEXT);
            case SchemaNode.UnlinkedNode _ -> Optional.of(Feather.FILE);
            case SchemaNode.FolderNode _ -> Optional.of(Feather.FOLDER);
            case MessageNode _ -> Optional.of(Feather.BOX);
            case SchemaNode.EnumNode _ -> Optional.of(Feather.LIST);
            case SchemaNode.OneofNode _ -> Optional.of(Feather.GIT_BRANCH);
            case SchemaNode.ServiceNode _ -> Optional.of(Feather.SERVER);
            case SchemaNode.MethodNode _ -> Optional.of(Feather.REPEAT);
            case FieldNode field when field.field().isExtension() -> Optional.of(Feather.PLUS_SQUARE);
            case FieldNode _, SchemaNode.ValueNode _, SchemaNode.Note _, FoundNode _ -> Optional.empty();
        };
    }

    private String hint(SchemaNode node) {
        if (node.fullName().isEmpty()) {
            return "";
        }
        String comment = model.comment(node).strip();
        String head = node.fullName() + (node.detail().isEmpty() ? "" : "\n" + node.detail())
                + (node.more().isEmpty() ? "" : " \u00b7 " + node.more());
        return comment.isEmpty() ? head : head + "\n\n" + comment;
    }
}
