package dev.protosieve.app.schema;

import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What is known of the selected line: full name, type, options, comment; the hover has what is too long for it. */
final class DetailStrip extends VBox {

    private static final double MOST_HEIGHT = 96;

    private final SchemaViewModel model;
    private final Label name = new Label();
    private final Label detail = new Label();
    private final Label comment = new Label();

    DetailStrip(SchemaViewModel model) {
        super(2);
        this.model = model;
        setId("schema-details");
        getStyleClass().add("schema-details");
        setMinHeight(USE_PREF_SIZE);
        name.getStyleClass().addAll("strong", "small");
        name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        detail.getStyleClass().addAll("muted", "small");
        comment.getStyleClass().add("small");
        detail.setWrapText(true);
        comment.setWrapText(true);
        comment.setMaxHeight(MOST_HEIGHT);
        getChildren().addAll(name, detail, comment);
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
        }
    }
}
