package dev.protosieve.app.shell;

import dev.protosieve.app.project.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** The first line of the window: its name, the menus, and the way to everything by typing. */
final class MenuRow extends HBox {

    private final MenuBar bar = new MenuBar();

    /**
     * @param groups the actions, in groups that lines separate in the menus
     * @param recent the files that were open last
     */
    MenuRow(List<List<Action>> groups, Supplier<Stream<Path>> recent, Consumer<Path> open, Action palette) {
        getStyleClass().add("menu-row");
        setAlignment(Pos.CENTER_LEFT);
        for (Action.Menu menu : Action.Menu.values()) {
            bar.getMenus().add(menu(menu, groups));
        }
        Menu files = new Menu("Open recent");
        files.setId("menu-recent");
        files.getItems().add(new MenuItem("Nothing was open yet"));
        bar.getMenus().getFirst().setOnShowing(_ -> fill(files, recent.get().toList(), open));
        bar.getMenus().getFirst().getItems().add(3, files);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button find = new Button("All commands  " + palette.keyText());
        find.setId("all-commands");
        find.getStyleClass().addAll("flat", "find-command");
        find.setAccessibleText("Find a command by typing");
        find.setOnAction(_ -> palette.runIfPossible());
        getChildren().addAll(name(), bar, gap, find);
    }

    private static TextFlow name() {
        Text first = new Text("Proto");
        first.getStyleClass().addAll("app-name");
        Text second = new Text("sieve");
        second.getStyleClass().addAll("app-name", "app-name-accent");
        TextFlow flow = new TextFlow(first, second);
        flow.setMinWidth(USE_PREF_SIZE);
        flow.setMaxHeight(USE_PREF_SIZE);
        return flow;
    }

    private static Menu menu(Action.Menu menu, List<List<Action>> groups) {
        Menu items = new Menu("_" + menu.title());
        items.setId("menu-" + menu.title().toLowerCase(Locale.ROOT));
        for (List<Action> group : groups) {
            List<MenuItem> of = items(group.stream().filter(a -> a.menu() == menu).toList());
            if (!of.isEmpty() && !items.getItems().isEmpty()) {
                items.getItems().add(new SeparatorMenuItem());
            }
            items.getItems().addAll(of);
        }
        return items;
    }

    private static List<MenuItem> items(List<Action> actions) {
        Map<String, Menu> submenus = new HashMap<>();
        List<MenuItem> items = new ArrayList<>();
        for (Action action : actions) {
            if (action.submenu().isEmpty()) {
                items.add(item(action));
            } else {
                submenus.computeIfAbsent(action.submenu(), name -> {
                    Menu made = new Menu(name);
                    items.add(made);
                    return made;
                }).getItems().add(item(action));
            }
        }
        return items;
    }

    private static MenuItem item(Action action) {
        MenuItem item = new MenuItem();
        item.setId("item-" + action.id());
        item.setMnemonicParsing(false);
        item.textProperty().bind(action.title());
        action.keys().ifPresent(item::setAccelerator);
        item.disableProperty().bind(action.possible().map(can -> !can));
        item.setOnAction(_ -> action.runIfPossible());
        return item;
    }

    private static void fill(Menu menu, List<Path> files, Consumer<Path> open) {
        if (files.isEmpty()) {
            return;
        }
        menu.getItems().setAll(files.stream().map(file -> {
            boolean there = Files.exists(file);
            MenuItem item = new MenuItem(file.getFileName() + "    " + file.getParent() + (there ? "" : "  (missing)"));
            item.setMnemonicParsing(false);
            item.setDisable(!there);
            if (!there) {
                item.getStyleClass().add("missing");
            }
            item.setOnAction(_ -> open.accept(file));
            return item;
        }).toList());
    }

    /** Both kinds of recent files, rule files first. */
    static Stream<Path> recent(Settings settings) {
        return Stream.concat(settings.recent("rules").stream(), settings.recent("schema").stream()).distinct();
    }
}
