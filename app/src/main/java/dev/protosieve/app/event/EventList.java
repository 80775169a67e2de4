package dev.protosieve.app.event;

import dev.protosieve.app.session.RunSnapshot.SeenEvent;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.RuleBadge;
import dev.protosieve.engine.typed.Cause;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The newest events, one line each. */
final class EventList extends ListView<SeenEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private long newest = -1;

    EventList(MonitorViewModel model) {
        setId("events");
        getStyleClass().add("events");
        setPlaceholder(new Label(""));
        setCellFactory(_ -> new Cell());
        setAccessibleText("Newest events; Enter opens one in the packet lab");
        MenuItem open = new MenuItem("Open in packet lab");
        open.setOnAction(_ -> open(model));
        setOnContextMenuRequested(e -> new ContextMenu(open).show(this, e.getScreenX(), e.getScreenY()));
        setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                open(model);
            }
        });
        setOnMouseClicked(e -> {
            if (e.getClickCount() == 2) {
                open(model);
            }
        });
        getSelectionModel().selectedItemProperty().subscribe(event -> {
            if (event != null && event.rule() > 0) {
                model.select(event.rule());
            }
        });
    }

    private void open(MonitorViewModel model) {
        SeenEvent event = getSelectionModel().getSelectedItem();
        if (event != null) {
            model.openInLab(event);
        }
    }

    /** Shows these, the newest first; stays as it is while the user reads further down. */
    void show(List<SeenEvent> events) {
        boolean reading = getSelectionModel().getSelectedItem() != null && isHover();
        long top = events.isEmpty() ? -1 : events.getFirst().sequence();
        if (reading || top == newest && !events.isEmpty()) {
            return;
        }
        newest = top;
        getItems().setAll(events);
    }

    private static final class Cell extends ListCell<SeenEvent> {
        private final Label time = mono("event-time");
        private final RuleBadge badge = new RuleBadge(0);
        private final StackPane sign = new StackPane(badge);
        private final Label verdict = mono("event-verdict");
        private final Label source = mono("event-source");
        private final Label message = mono("event-message");
        private final HBox line = new HBox(7, time, sign, verdict, source, message);

        private String word = "";

        Cell() {
            sign.setMinWidth(20);
            line.setAlignment(Pos.CENTER_LEFT);
            line.setMinWidth(0);
            line.setPrefWidth(1);
            message.setMinWidth(0);
        }

        private static Label mono(String style) {
            Label label = new Label();
            label.getStyleClass().addAll("mono", style);
            label.setMinWidth(USE_PREF_SIZE);
            return label;
        }

        @Override
        protected void updateItem(@Nullable SeenEvent event, boolean empty) {
            super.updateItem(event, empty);
            if (empty || event == null) {
                setGraphic(null);
                Hint.say(this, "");
                return;
            }
            time.setText(TIME.format(event.time().atZone(ZoneId.systemDefault())));
            badge.show(event.rule(), MonitorView.isTrouble(event.cause()));
            verdict(event.cause() == Cause.RULE || event.cause() == Cause.DEFAULT ? event.action().word()
                    : event.cause().word());
            source.setText(event.source());
            message.setText(event.message());
            Hint.say(this, event.message());
            setGraphic(line);
        }

        // new nodes and new classes are styled anew, which takes longer than all the rest
        private void verdict(String next) {
            if (!next.equals(word)) {
                verdict.getStyleClass().remove("verdict-" + word);
                word = next;
                verdict.setText(word);
                verdict.getStyleClass().add("verdict-" + word);
            }
        }
    }
}
