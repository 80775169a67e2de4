package dev.protosieve.app.schema;

import dev.protosieve.app.session.Sources;
import java.nio.file.Path;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Takes schemas that are dropped on the pane: the first one at once, later ones after asking what is meant. */
final class SchemaDrop {

    private static final PseudoClass TARGETED = PseudoClass.getPseudoClass("targeted");

    private final Node pane;
    private final Sources sources;

    SchemaDrop(Node pane, Sources sources) {
        this.pane = pane;
        this.sources = sources;
        pane.setOnDragOver(this::over);
        pane.setOnDragExited(_ -> pane.pseudoClassStateChanged(TARGETED, false));
        pane.setOnDragDropped(this::dropped);
    }

    private static boolean fits(DragEvent drag) {
        return drag.getDragboard().hasFiles() && drag.getDragboard().getFiles().size() == 1
                && !Sources.isRules(drag.getDragboard().getFiles().getFirst().toPath());
    }

    private void over(DragEvent drag) {
        if (fits(drag)) {
            drag.acceptTransferModes(TransferMode.COPY);
            pane.pseudoClassStateChanged(TARGETED, true);
            drag.consume();
        }
    }

    private void dropped(DragEvent drag) {
        if (fits(drag)) {
            take(drag.getDragboard().getFiles().getFirst().toPath(), drag.getScreenX(), drag.getScreenY());
            drag.setDropCompleted(true);
            drag.consume();
        }
    }

    private void take(Path source, double x, double y) {
        if (!sources.hasSchema()) {
            sources.open(source);
            return;
        }
        String name = String.valueOf(source.getFileName());
        ContextMenu menu = new ContextMenu(item("Add " + name + " to these rules", () -> sources.add(source)),
                item("Use " + name + " instead of the schema there is", () -> sources.replace(source)),
                item("New rules for " + name, () -> sources.open(source)));
        menu.show(pane, x, y);
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
