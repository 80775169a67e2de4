package dev.protosieve.app.designer;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/** A comment of the file, as far as a few lines have room for it; the text view and a hint have all of it. */
final class Remark extends Label {

    private final Tooltip whole = new Tooltip();

    Remark(String words) {
        getStyleClass().addAll("remark", "small");
        setWrapText(true);
        setMaxWidth(Double.MAX_VALUE);
        setTooltip(whole);
        show(words);
    }

    /** Takes no room without words. */
    void show(String words) {
        setText(words);
        whole.setText(words);
        setVisible(!words.isEmpty());
        setManaged(!words.isEmpty());
    }
}
