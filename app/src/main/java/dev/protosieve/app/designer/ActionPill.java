package dev.protosieve.app.designer;

import dev.protosieve.engine.rule.RuleSyntax.Action;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A rule's action, and a menu of the others. The menu is made when it is asked for: a window for each card is dear. */
final class ActionPill extends Button {

    private final Consumer<Action> chosen;
    private @Nullable ContextMenu menu;

    ActionPill(Action now, int rule, Consumer<Action> chosen) {
        super(now.word());
        this.chosen = chosen;
        getStyleClass().addAll("pill", "pill-" + now.word());
        setMinWidth(Region.USE_PREF_SIZE);
        setFocusTraversable(false);
        setAccessibleRole(AccessibleRole.MENU_BUTTON);
        setAccessibleText("Action of rule " + rule + ": " + now.word());
        setOnAction(_ -> toggle());
    }

    private void toggle() {
        if (menu != null && menu.isShowing()) {
            menu.hide();
        } else {
            menu = new ContextMenu();
            menu.getItems().setAll(items());
            menu.show(this, Side.BOTTOM, 0, 0);
        }
    }

    private List<MenuItem> items() {
        return Stream.of(Action.values()).map(action -> {
            MenuItem item = new MenuItem(action.word() + "  \u2013  " + BlocksViewModel.meaning(action));
            item.setOnAction(_ -> chosen.accept(action));
            return item;
        }).toList();
    }
}
