package dev.protosieve.app.schema;

import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.engine.constraint.ConstraintRules;
import dev.protosieve.engine.constraint.ConstraintRules.Drop;
import dev.protosieve.engine.constraint.ConstraintRules.Offer;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What the schema demands of the selected line, and one click to drop what violates it. */
final class ConstraintStrip extends VBox {

    private static final double MOST_HEIGHT = 84;
    private static final double LEAST_HEIGHT = 50;

    private final ConstraintsViewModel model;
    private final Label title = new Label();
    private final VBox lines = new VBox(1);
    private final Button drop = new Button("Drop what violates this");
    private @Nullable SchemaNode shown;

    ConstraintStrip(ConstraintsViewModel model) {
        super(4);
        this.model = model;
        setId("schema-constraints");
        getStyleClass().add("schema-details");
        model.offers().subscribe(_ -> show(shown));
    }

    // most schemas demand nothing
    private void fill() {
        title.getStyleClass().addAll("strong", "small");
        ScrollPane scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.prefViewportHeightProperty().bind(lines.heightProperty());
        scroll.setMaxHeight(MOST_HEIGHT);
        // in a low pane the list gives way, not the button below it
        scroll.setMinHeight(LEAST_HEIGHT);
        title.setMinHeight(USE_PREF_SIZE);
        drop.setMinHeight(USE_PREF_SIZE);
        scroll.getStyleClass().add("edge-to-edge");
        drop.setId("drop-violations");
        drop.getStyleClass().add("quick-fix");
        drop.setOnAction(_ -> {
            if (shown != null) {
                model.drop(model.missing(model.of(shown)));
                show(shown);
            }
        });
        getChildren().addAll(title, scroll, drop);
    }

    void show(@Nullable SchemaNode node) {
        shown = node;
        List<Offer> offers = node == null ? List.of() : model.of(node);
        setVisible(!offers.isEmpty());
        setManaged(!offers.isEmpty());
        if (offers.isEmpty()) {
            return;
        }
        if (getChildren().isEmpty()) {
            fill();
        }
        title.setText("The schema demands (buf.validate)");
        lines.getChildren().setAll(offers.stream().map(ConstraintStrip::line).toList());
        List<Drop> missing = model.missing(offers);
        long rules = offers.stream().filter(Drop.class::isInstance).count();
        drop.setDisable(missing.isEmpty());
        drop.setText(rules == 0 ? "No rule can say this"
                : missing.isEmpty() ? "The rules drop what violates this"
                        : missing.size() == 1 ? "Drop what violates this"
                                : "Drop what violates these: " + missing.size()
                                        + " rules");
    }

    private static Label line(Offer offer) {
        String path = offer.constraint().path();
        String words = (path.isEmpty() ? "" : path + ": ") + offer.constraint().demand();
        Label line = switch (offer) {
            case Drop(var _, String rule) -> {
                Label label = new Label(words, Icons.of(Feather.CHECK));
                Hint.say(label, rule);
                yield label;
            }
            case ConstraintRules.Left(var constraint, String why) -> {
                Label label = new Label(words + " \u2013 no rule: " + why, Icons.of(Feather.MINUS));
                Hint.say(label, constraint.id());
                label.getStyleClass().add("muted");
                yield label;
            }
        };
        line.getStyleClass().add("small");
        line.setWrapText(true);
        return line;
    }
}
