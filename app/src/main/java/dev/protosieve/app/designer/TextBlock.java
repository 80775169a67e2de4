package dev.protosieve.app.designer;

import dev.protosieve.app.theme.Icons;
import dev.protosieve.engine.typed.ConditionTree;
import dev.protosieve.engine.typed.ConditionTree.Node.Free;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;

/** A text block that is edited in its place, until Enter or Esc. */
final class TextBlock {

    private final BlocksViewModel model;
    private final Cursor at;
    private final HBox place;
    private final Label shown;
    private final String before;
    private final TextInputControl input;

    private TextBlock(BlocksViewModel model, Cursor at, HBox place, Label shown) {
        this.model = model;
        this.at = at;
        this.place = place;
        this.shown = shown;
        ConditionTree tree = model.treeOf(at.rule());
        before = tree.slice(tree.at(at.path()).span());
        int longest = before.lines().mapToInt(String::length).max().orElse(0);
        input = CelInput.of(before, Math.clamp(longest + 2L, 20, 60));
        input.setId("text-block");
        input.setAccessibleText("CEL text of this condition");
    }

    /**
     * @param place what shows the block
     * @param leave gives the keyboard back to the blocks
     * @param say takes one sentence for the user
     */
    static void edit(BlocksViewModel model, Cursor at, HBox place, Label shown, Runnable leave, Consumer<String> say) {
        model.go(at);
        TextBlock block = new TextBlock(model, at, place, shown);
        block.input.addEventFilter(KeyEvent.KEY_PRESSED, key -> block.pressed(key, leave, say));
        Label hint = new Label((CelInput.hasLines(block.input) ? "Ctrl+Enter" : "Enter") + " to take it, Esc to leave");
        hint.getStyleClass().addAll("muted", "small");
        hint.setGraphic(Icons.of(Feather.CORNER_DOWN_LEFT));
        HBox.setHgrow(block.input, Priority.ALWAYS);
        place.getChildren().setAll(block.input, hint);
        block.input.requestFocus();
        block.input.positionCaret(block.before.length());
    }

    private void pressed(KeyEvent key, Runnable leave, Consumer<String> say) {
        boolean taken = CelInput.takes(input, key);
        if (taken && !isReadable(input.getText())) {
            say.accept("CEL cannot read this; Esc leaves the block as it was.");
            key.consume();
        } else if (taken || key.getCode() == KeyCode.ESCAPE) {
            key.consume();
            String cel = input.getText().strip();
            place.getChildren().setAll(shown);
            leave.run();
            if (taken && !cel.isEmpty() && !cel.equals(before)) {
                model.conditions().replace(at.rule(), at.path(), cel);
            }
        }
    }

    private boolean isReadable(String cel) {
        return cel.isBlank() || !(ConditionTree.of(cel).root() instanceof Free free) || free.readable();
    }
}
