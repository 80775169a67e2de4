package dev.protosieve.app.event;

import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.session.RunSnapshot.SeenEvent;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.RuleBadge;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
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

    /** Letters that leave room for a message beside who sent it. */
    private static final double WITH_SOURCE = 38;

    private final MonitorViewModel model;
    private Map<String, Integer> numbers = Map.of();
    private boolean takingIn;

    EventList(MonitorViewModel model) {
        this.model = model;
        setId("events");
        getStyleClass().add("events");
        setPlaceholder(new Label(""));
        setCellFactory(_ -> new Cell());
        setAccessibleText("Newest events; Enter opens one in the packet lab");
        setOnContextMenuRequested(e -> chosen()
                .ifPresent(event -> menu(event).show(this, e.getScreenX(), e.getScreenY())));
        setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                chosen().ifPresent(model::openInLab);
            }
        });
        setOnMouseClicked(e -> {
            if (e.getClickCount() == 2) {
                chosen().ifPresent(model::openInLab);
            }
        });
        getSelectionModel().selectedItemProperty().subscribe(event -> {
            if (event != null && event.rule() > 0 && !takingIn) {
                model.select(event);
            }
        });
    }

    private Optional<SeenEvent> chosen() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem());
    }

    /** Signs events with the numbers that their rules have now, as the chart does: an edit may have moved them. */
    void number(List<RuleCount> atWork) {
        Map<String, Integer> next = atWork.stream().collect(Collectors.toMap(RuleCount::key, RuleCount::number));
        if (!next.equals(numbers)) {
            numbers = next;
            refresh();
        }
    }

    /** About that event, whatever is chosen when the entry is. */
    ContextMenu menu(SeenEvent event) {
        MenuItem open = new MenuItem("Open in packet lab");
        open.setOnAction(_ -> model.openInLab(event));
        return new ContextMenu(open);
    }

    /**
     * Shows these, the newest first, and keeps the one that is chosen; stays as it is while the user reads further down.
     *
     * @param ended whether no others come, so that nothing may be left out
     */
    void show(List<SeenEvent> events, boolean ended) {
        Optional<SeenEvent> chosen = chosen();
        boolean same = !events.isEmpty() && !getItems().isEmpty() && getItems().getFirst().equals(events.getFirst());
        if (same || !ended && chosen.isPresent() && isHover()) {
            return;
        }
        List<SeenEvent> next = new ArrayList<>(events);
        chosen.filter(event -> hasPassed(event, events)).ifPresent(next::add);
        takingIn = true;
        getItems().setAll(next);
        getSelectionModel().clearSelection();
        chosen.map(next::indexOf).filter(at -> at >= 0).ifPresent(getSelectionModel()::select);
        takingIn = false;
    }

    /** Whether so many newer ones of the same run came that it is no longer among them. */
    private boolean hasPassed(SeenEvent event, List<SeenEvent> events) {
        return !events.isEmpty() && events.getFirst().sequence() > getItems().getFirst().sequence()
                && event.sequence() < events.getLast().sequence();
    }

    private final class Cell extends ListCell<SeenEvent> {
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
            source.visibleProperty().bind(Bindings.createBooleanBinding(
                    () -> EventList.this.getWidth() > WITH_SOURCE * source.getFont().getSize(),
                    EventList.this.widthProperty(), source.fontProperty()));
            source.managedProperty().bind(source.visibleProperty());
        }

        private Label mono(String style) {
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
            badge.show(numbers.getOrDefault(event.key(), 0), MonitorView.isTrouble(event.cause()));
            verdict(MonitorViewModel.verdict(event));
            source.setText(event.source());
            message.setText(event.message());
            Hint.say(this, event.source() + "  " + event.message());
            setGraphic(line);
        }

        // new nodes and new classes are styled anew, which takes longer than all the rest
        private void verdict(String next) {
            if (!next.equals(word)) {
                verdict.getStyleClass().remove(style(word));
                word = next;
                verdict.setText(word);
                verdict.getStyleClass().add(style(word));
            }
        }

        private static String style(String word) {
            return "verdict-" + word.replace(' ', '-');
        }
    }
}
