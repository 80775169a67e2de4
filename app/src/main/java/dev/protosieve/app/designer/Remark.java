package dev.protosieve.app.designer;

import dev.protosieve.app.theme.Hint;
import javafx.scene.control.Label;

/** A comment of the file, as far as a few lines have room for it; the text view and a hint have all of it. */
final class Remark extends Label {

    Remark(String words) {
        getStyleClass().addAll("remark", "small");
        setWrapText(true);
        setMaxWidth(Double.MAX_VALUE);
        show(words);
    }

    /** Takes no room without words. */
    void show(String words) {
        setText(words);
        Hint.say(this, words);
        setVisible(!words.isEmpty());
        setManaged(!words.isEmpty());
    }
}
