package dev.protosieve.app.lab;

import dev.protosieve.app.session.Capture;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.engine.typed.Decision;
import dev.protosieve.engine.typed.Verdict;
import java.io.File;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The packets of a capture file with their verdicts; the selected one is in the lab. */
final class CaptureList extends BorderPane {

    /** With less room the two ends of a packet stand below each other. */
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    /** Number, verdict and two IPv4 addresses with ports come first; what is wider has room for more. */
    private static final double ROOM_FOR_LENGTH = 400;
    private static final double ROOM_FOR_TIME = 500;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final LabViewModel model;
    private final ListView<Capture.Packet> packets = new ListView<>();
    private final Label note = new Label();
    private Optional<Capture> shown = Optional.empty();
    private boolean filling;

    CaptureList(LabViewModel model) {
        this.model = model;
        getStyleClass().add("capture");
        Button open = new Button("Open a capture file", Icons.of(Feather.FOLDER));
        open.setId("lab-open-capture");
        open.setMinWidth(USE_PREF_SIZE);
        Hint.say(open, "pcap and pcapng, as tcpdump and Wireshark write them");
        open.setOnAction(_ -> choose());
        note.setWrapText(true);
        HBox top = new HBox(8, open, note);
        top.setAlignment(Pos.CENTER_LEFT);
        top.getStyleClass().add("lab-head");
        packets.setId("lab-packets");
        packets.setAccessibleText("Packets of the capture file");
        packets.getStyleClass().add("why-lines");
        packets.widthProperty().subscribe(
                room -> packets.pseudoClassStateChanged(NARROW, room.doubleValue() <= ROOM_FOR_LENGTH));
        packets.setPlaceholder(new Label(""));
        packets.setCellFactory(this::line);
        packets.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                take(packets.getSelectionModel().getSelectedItem());
            }
        });
        packets.getSelectionModel().selectedItemProperty().subscribe(this::take);
        setTop(top);
        setCenter(packets);
        model.capture().subscribe(this::show);
    }

    private void say(Optional<Capture> capture) {
        boolean broken = capture.filter(c -> c.packets().isEmpty() && !c.note().isEmpty()).isPresent();
        note.setText(capture.map(c -> c.opened().file().getFileName()
                + (broken ? ": " : ", %,d packets. ".formatted(c.packets().size())) + c.note())
                .orElse("pcap or pcapng"));
        note.setGraphic(broken ? Icons.of(Feather.ALERT_TRIANGLE) : null);
        note.getStyleClass().setAll("label", "small", broken ? "severity-error" : "muted");
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open a capture file");
        chooser.getExtensionFilters().addAll(
                new FileChooser.ExtensionFilter("Captures", "*.pcap", "*.pcapng", "*.cap", "*.pcap.gz", "*.pcapng.gz"),
                new FileChooser.ExtensionFilter("All files", "*"));
        File file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) {
            model.openCapture(file.toPath());
        }
    }

    private Line line(ListView<Capture.Packet> list) {
        Line line = new Line(list.widthProperty());
        // before the list hears of it: a selected packet is selected once more, and that is no change
        line.addEventFilter(MouseEvent.MOUSE_PRESSED, press -> {
            if (line.isSelected() && press.getButton() == MouseButton.PRIMARY) {
                take(line.getItem());
            }
        });
        return line;
    }

    private void take(Capture.@Nullable Packet packet) {
        if (packet != null && !filling) {
            model.take(packet);
        }
    }

    private void show(Optional<Capture> capture) {
        filling = true;
        int selected = packets.getSelectionModel().getSelectedIndex();
        boolean kept = capture.filter(now -> shown.filter(before -> now.keeps(before, selected)).isPresent())
                .isPresent();
        shown = capture;
        packets.getSelectionModel().clearSelection();
        packets.getItems().setAll(capture.map(Capture::packets).orElse(List.of()));
        if (kept) {
            packets.getSelectionModel().select(selected);
        }
        filling = false;
        say(capture);
    }

    private static final class Line extends ListCell<Capture.Packet> {

        private final Label number = label("muted");
        private final Label verdict = label("strong");
        private final Label time = label("muted");
        private final StringProperty fromTo = new SimpleStringProperty("");
        private final Label ends = label("mono");
        private final Label length = label("muted");
        private final HBox line = new HBox(7, number, verdict, length, ends, time);

        /** @param room of the list: the width of a line is known only when its height is settled */
        Line(ReadOnlyDoubleProperty room) {
            verdict.setMinWidth(64);
            number.setMinWidth(28);
            number.setAlignment(Pos.CENTER_RIGHT);
            ends.setMinWidth(0);
            ends.textProperty().bind(Bindings.createStringBinding(() -> room.get() > ROOM_FOR_LENGTH
                    ? fromTo.get() : fromTo.get().replace(" \u2192 ", "\n\u2192 "), fromTo, room));
            withRoom(time, room, ROOM_FOR_TIME);
            withRoom(length, room, ROOM_FOR_LENGTH);
            line.setAlignment(Pos.CENTER_LEFT);
            line.setMinWidth(0);
            line.setPrefWidth(1);
        }

        private static void withRoom(Label part, ReadOnlyDoubleProperty room, double least) {
            part.managedProperty().bind(room.greaterThan(least));
            part.visibleProperty().bind(part.managedProperty());
        }

        private static Label label(String style) {
            Label label = new Label();
            label.getStyleClass().addAll("small", style);
            label.setMinWidth(USE_PREF_SIZE);
            return label;
        }

        @Override
        protected void updateItem(Capture.@Nullable Packet packet, boolean empty) {
            super.updateItem(packet, empty);
            if (empty || packet == null) {
                setGraphic(null);
                setAccessibleText(null);
                Hint.say(this, "");
                return;
            }
            number.setText("" + packet.number());
            verdict.setText(words(packet.decision()));
            verdict.getStyleClass().removeAll("verdict-drop", "verdict-pass", "muted");
            verdict.getStyleClass().add(packet.decision()
                    .map(d -> d.verdict() == Verdict.DROP ? "verdict-drop" : "verdict-pass").orElse("muted"));
            time.setText(TIME.format(packet.captured().time().atZone(ZoneId.systemDefault())));
            fromTo.set(packet.ends().isEmpty() ? "no UDP or TCP" : packet.ends());
            length.setText(packet.captured().length() + " B" + (packet.captured().isCut() ? ", cut" : ""));
            String all = packet.number() + ": " + verdict.getText() + ", " + fromTo.get() + ", " + length.getText()
                    + ", " + time.getText();
            setAccessibleText(all);
            Hint.say(this, all);
            setGraphic(line);
        }

        private static String words(Optional<Decision> decision) {
            return decision.map(d -> d.verdict().word())
                    .orElse("no match");
        }
    }
}
