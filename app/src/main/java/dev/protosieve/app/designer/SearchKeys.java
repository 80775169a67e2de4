package dev.protosieve.app.designer;

import java.util.concurrent.TimeUnit;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keys that a list with a search lacks: Space and letters open it, Enter takes an entry and presses no button besides. */
final class SearchKeys {

    /** The list is told of a key first, and closes: the same press comes by here then. */
    private static final long SAME_PRESS = TimeUnit.MILLISECONDS.toNanos(150);

    private final ComboBox<?> list;
    private long closed;
    private boolean openedBySpace;

    private SearchKeys(ComboBox<?> list) {
        this.list = list;
        list.showingProperty().subscribe(shown -> {
            closed = shown ? 0 : System.nanoTime();
            list.lookupAll(".combo-box-search").forEach(
                    search -> search.setAccessibleText("Search, " + list.getAccessibleText()));
        });
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER && (list.isShowing() || System.nanoTime() - closed < SAME_PRESS)) {
                key.consume();
            }
        });
        list.addEventFilter(KeyEvent.KEY_TYPED, key -> {
            if (openedBySpace) {
                openedBySpace = false;
                key.consume();
            }
        });
    }

    static void on(ComboBox<?> list) {
        new SearchKeys(list);
    }

    private void pressed(KeyEvent key) {
        KeyCode code = key.getCode();
        boolean plain = !key.isShortcutDown() && !key.isAltDown();
        if (!list.isShowing() && plain && (code == KeyCode.SPACE || code.isLetterKey() || code.isDigitKey())) {
            openedBySpace = code == KeyCode.SPACE;
            list.show();
            key.consume();
        }
    }
}
