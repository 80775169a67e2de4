package dev.protosieve.app.theme;

import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import org.jspecify.annotations.Nullable;

/**
 * The button of a list to choose from: it shows what is chosen. JavaFX's own goes on showing what stands at the old index when other
 * items come before it.
 */
public final class ValueCell<T> extends ListCell<T> {

    private final ComboBox<T> box;
    private final Function<T, String> words;

    private ValueCell(ComboBox<T> box, Function<T, String> words) {
        this.box = box;
        this.words = words;
        // the ends of names tell them apart
        setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        box.valueProperty().subscribe(_ -> show());
    }

    /** In the words of the list. */
    public static <T> void on(ComboBox<T> box) {
        on(box, value -> box.getConverter().toString(value));
    }

    /** In other words than those of the list. */
    public static <T> void on(ComboBox<T> box, Function<T, String> words) {
        box.setButtonCell(new ValueCell<>(box, words));
    }

    @Override
    protected void updateItem(@Nullable T item, boolean empty) {
        super.updateItem(item, empty);
        show();
    }

    private void show() {
        setText(box.getValue() == null ? box.getPromptText() : words.apply(box.getValue()));
    }
}
