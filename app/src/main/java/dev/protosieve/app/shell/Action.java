package dev.protosieve.app.shell;

import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;

/**
 * Something the window can do: it stands in a menu, in the command palette and in the list of keys.
 *
 * @param id stable, for tests
 * @param title a verb and what it is done to; may change with what it would do
 * @param keys empty when it has none
 * @param possible whether it can be done now
 * @param submenu of its menu where it stands; empty for the menu itself
 */
record Action(String id, Menu menu, ObservableValue<String> title, Optional<KeyCombination> keys,
        ObservableValue<Boolean> possible, String submenu, Runnable run) {

    /** The menus in their order. */
    enum Menu {
        FILE("File"), EDIT("Edit"), VIEW("View"), RUN("Run"), HELP("Help");

        private final String title;

        Menu(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** One that can be done at any time. */
    static Action of(String id, Menu menu, String title, String keys, Runnable run) {
        return new Action(id, menu, new SimpleStringProperty(title),
                Optional.of(keys).filter(k -> !k.isEmpty()).map(KeyCombination::keyCombination),
                new SimpleBooleanProperty(true), "", run);
    }

    /** The same, possible at some times only. */
    Action when(ObservableValue<Boolean> condition) {
        return new Action(id, menu, title, keys, condition, submenu, run);
    }

    /** The same under a title that says what it would do now. */
    Action called(ObservableValue<String> words) {
        return new Action(id, menu, words, keys, possible, submenu, run);
    }

    /** The same, in a menu of the menu. */
    Action under(String name) {
        return new Action(id, menu, title, keys, possible, name, run);
    }

    /** {@code Ctrl+Shift+P}, as this system writes it; empty without keys. */
    String keyText() {
        return keys.map(KeyCombination::getDisplayText).orElse("");
    }

    void runIfPossible() {
        if (possible.getValue()) {
            run.run();
        }
    }
}
