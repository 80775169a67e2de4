package dev.protosieve.app.designer;

import dev.protosieve.app.designer.RuleBlock.Problem;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One block of a condition on the screen, with what was found wrong with it. */
final class BlockNode extends VBox {

    private static final PseudoClass CURSOR = PseudoClass.getPseudoClass("cursor");
    private static final PseudoClass LINKED = PseudoClass.getPseudoClass("linked");

    private final Cursor place;
    private final boolean group;
    private final boolean inline;

    /**
     * @param group whether dropped blocks go into it, and not beside it
     * @param inline whether its neighbours stand beside it, and not above and below
     */
    BlockNode(Cursor place, Node content, boolean group, boolean inline, List<Problem> problems) {
        super(2, content);
        this.place = place;
        this.group = group;
        this.inline = inline;
        getStyleClass().add("block");
        setMinWidth(0);
        setFillWidth(group);
        problems.forEach(problem -> getChildren().add(words(problem)));
        if (!problems.isEmpty()) {
            getStyleClass().add(problems.stream().anyMatch(Problem::isError) ? "faulty" : "doubtful");
        }
    }

    static Label words(Problem problem) {
        Label text = new Label(problem.message() + (problem.hint().isEmpty() ? "" : " \u2013 " + problem.hint()));
        Hint.say(text, text.getText());
        text.setGraphic(Icons.of(problem.isError() ? Feather.ALERT_CIRCLE : Feather.ALERT_TRIANGLE));
        text.getStyleClass().addAll("card-problem", "small", "severity-" + problem.severity().word());
        text.setAccessibleText((problem.isError() ? "Error: " : "Warning: ") + text.getText());
        text.setWrapText(true);
        text.setMinWidth(0);
        text.setMinHeight(Region.USE_PREF_SIZE);
        return text;
    }

    Cursor place() {
        return place;
    }

    boolean isGroup() {
        return group;
    }

    boolean isInline() {
        return inline;
    }

    /** @param linked whether it belongs to what is selected in another pane */
    void link(boolean linked) {
        pseudoClassStateChanged(LINKED, linked);
    }

    void show(Cursor cursor) {
        pseudoClassStateChanged(CURSOR, cursor.equals(place));
    }
}
