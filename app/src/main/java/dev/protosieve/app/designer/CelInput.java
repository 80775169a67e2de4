package dev.protosieve.app.designer;

import dev.protosieve.engine.typed.CelText;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** A field for CEL that shows every character: more than one line high where the text has ends of lines or tabs. */
final class CelInput {

    private static final int MOST_ROWS = 12;

    private CelInput() {
    }

    static TextInputControl of(String text, int columns) {
        TextInputControl input = text.matches("[^\\n\\r\\t]*") ? field(columns) : area(text, columns);
        input.setText(text);
        input.getStyleClass().add("mono");
        return input;
    }

    private static TextField field(int columns) {
        TextField field = new OneLine();
        field.setPrefColumnCount(columns);
        return field;
    }

    private static TextArea area(String text, int columns) {
        TextArea area = new TextArea();
        area.setPrefColumnCount(columns);
        area.setPrefRowCount(Math.clamp(text.lines().count() + 1, 2, MOST_ROWS));
        return area;
    }

    /** Whether Enter begins another line in it; Ctrl+Enter takes the text then. */
    static boolean hasLines(TextInputControl input) {
        return input instanceof TextArea;
    }

    /** Whether that key takes the text. */
    static boolean takes(TextInputControl input, KeyEvent key) {
        return key.getCode() == KeyCode.ENTER && (key.isShortcutDown() || !hasLines(input));
    }

    /** Of what is pasted comments go with the ends of their lines: they would take the next line along. */
    private static final class OneLine extends TextField {
        @Override
        public void replaceText(int start, int end, String text) {
            super.replaceText(start, end, text.contains("\n")
                    ? CelText.withoutComments(text).replaceAll("\\s*\\R\\s*", " ") : text);
        }
    }
}
