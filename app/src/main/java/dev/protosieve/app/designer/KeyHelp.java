package dev.protosieve.app.designer;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/** The keys of the blocks on one card. */
final class KeyHelp {

    private static final List<String[]> KEYS = List.of(new String[]{"\u2191 \u2193", "next rule, or next block"},
            new String[]{"\u2192 \u2190", "into a rule or group, and out"},
            new String[]{"Enter", "change"}, new String[]{"+", "add a condition"},
            new String[]{"& | !", "wrap in all of, any of, not"},
            new String[]{"X", "exchange all of and any of"}, new String[]{"U", "unwrap"},
            new String[]{"N", "new rule"}, new String[]{"F2", "name of the rule"},
            new String[]{"Ctrl+/", "switch rules off or on"},
            new String[]{"Alt+\u2191 \u2193", "move a rule or a block"},
            new String[]{"Shift+\u2191 \u2193", "choose several rules"}, new String[]{"Ctrl+A", "choose all rules"},
            new String[]{"Ctrl+C X V", "copy, cut, paste as text"}, new String[]{"Ctrl+D", "duplicate"},
            new String[]{"Del", "delete"}, new String[]{"Ctrl+Z Y", "undo, redo"},
            new String[]{"Shift+F10", "menu"});

    private KeyHelp() {
    }

    static void show(Node owner) {
        GridPane grid = new GridPane(18, 4);
        for (int i = 0; i < KEYS.size(); i++) {
            Label key = new Label(KEYS.get(i)[0]);
            key.getStyleClass().addAll("mono", "strong");
            int half = (KEYS.size() + 1) / 2;
            grid.add(key, i / half * 2, i % half);
            grid.add(new Label(KEYS.get(i)[1]), i / half * 2 + 1, i % half);
        }
        Label head = new Label("Keys of the blocks");
        head.getStyleClass().add("strong");
        VBox box = new VBox(10, head, grid);
        box.getStyleClass().add("pop-form");
        PopOver help = new PopOver(box);
        help.setArrowLocation(PopOver.ArrowLocation.BOTTOM_CENTER);
        help.setDetachable(false);
        help.setAnimated(false);
        help.getRoot().getStylesheets().setAll(owner.getScene().getStylesheets());
        help.show(owner);
    }
}
