package dev.protosieve.app.schema;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What is known of the selected line: full name, type, options, comment. */
final class DetailStrip extends ScrollPane {

    private final SchemaViewModel model;
    private final Label name = new Label();
    private final Label detail = new Label();
    private final Label comment = new Label();

    DetailStrip(SchemaViewModel model) {
        this.model = model;
        setId("schema-details");
        getStyleClass().add("schema-details");
        setAccessibleText("About the selected line");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinHeight(0);
        setMaxHeight(130);
        name.getStyleClass().addAll("strong", "small");
        detail.getStyleClass().addAll("muted", "small");
        comment.getStyleClass().add("small");
        VBox box = new VBox(2, name, detail, comment);
        box.getChildren().forEach(label -> ((Label) label).setWrapText(true));
        setContent(box);
        show(null);
    }

    void show(@Nullable SchemaNode node) {
        boolean any = node != null && !node.fullName().isEmpty();
        setVisible(any);
        setManaged(any);
        if (node != null && any) {
            SchemaNode target = SchemaNode.target(node);
            name.setText(target.fullName());
            detail.setText(target.detail() + (target.more().isEmpty() ? "" : " \u00b7 " + target.more()));
            comment.setText(model.comment(target).strip());
            comment.setManaged(!comment.getText().isEmpty());
            setVvalue(0);
        }
    }
}
