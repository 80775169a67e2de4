package dev.protosieve.app.schema;

import dev.protosieve.app.schema.SchemaNode.MessageNode;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** What can be done with a line of the schema tree. */
final class SchemaMenu {

    private SchemaMenu() {
    }

    /** A menu without items where there is nothing to do. */
    static ContextMenu of(SchemaNode node, SchemaViewModel model) {
        List<MenuItem> items = new ArrayList<>();
        SchemaNode target = SchemaNode.target(node);
        if (!model.wayTo(node).isEmpty()) {
            items.add(item("Add a rule on " + target.name(), () -> model.addRule(node)));
        }
        if (target instanceof MessageNode message && !message.root()) {
            items.add(item("Make the rules about " + message.name(), () -> model.sources().choose(message.fullName())));
        }
        if (!target.fullName().isEmpty()) {
            items.add(item("Copy the name " + target.fullName(), () -> copy(target.fullName())));
        }
        return new ContextMenu(items.toArray(MenuItem[]::new));
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
