package dev.protosieve.app.shell;

import dev.protosieve.app.project.TextDifference;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import org.jspecify.annotations.Nullable;

/** Two texts in one column: signs and colours say which line is in which. */
final class DifferenceView extends ListView<TextDifference.Line> {

    private static final int AROUND = 2;

    DifferenceView(List<TextDifference.Line> lines) {
        getStyleClass().addAll("difference", "mono");
        setAccessibleText("The lines that differ");
        getItems().setAll(near(lines));
        setCellFactory(_ -> new Cell());
    }

    /** The lines that differ, and a few around them. */
    private static List<TextDifference.Line> near(List<TextDifference.Line> lines) {
        List<TextDifference.Line> near = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < lines.size(); i++) {
            int from = Math.max(0, i - AROUND);
            int to = Math.min(lines.size(), i + AROUND + 1);
            if (lines.subList(from, to).stream().anyMatch(l -> l.sign() != ' ')) {
                if (last >= 0 && last < i - 1) {
                    near.add(new TextDifference.Line(' ', "\u2026"));
                }
                near.add(lines.get(i));
                last = i;
            }
        }
        return near;
    }

    private static final class Cell extends ListCell<TextDifference.Line> {
        @Override
        protected void updateItem(TextDifference.@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().removeAll("line-added", "line-gone");
            if (empty || line == null) {
                setText(null);
                return;
            }
            setText((line.sign() == '-' ? '\u2212' : line.sign()) + " " + line.text());
            if (line.sign() != ' ') {
                getStyleClass().add(line.sign() == '+' ? "line-added" : "line-gone");
            }
        }
    }
}
