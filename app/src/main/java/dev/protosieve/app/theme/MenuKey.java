package dev.protosieve.app.theme;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keys that ask for the menu of what is selected, on keyboards with a menu key and without. */
public final class MenuKey {

    private MenuKey() {
    }

    public static boolean is(KeyEvent key) {
        return key.getCode() == KeyCode.CONTEXT_MENU || key.getCode() == KeyCode.F10 && key.isShiftDown();
    }
}
