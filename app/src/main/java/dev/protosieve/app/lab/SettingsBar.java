package dev.protosieve.app.lab;

import dev.protosieve.app.theme.Icons;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.kordamp.ikonli.feather.Feather;

/** The headers around the message in one line, and a form to change them. */
final class SettingsBar extends HBox {

    private static final int MOST_PORT = 0xffff;
    private static final int MOST_VLAN = 0x0fff;

    private final LabViewModel model;
    private final Label words = new Label();
    private final Button change = Icons.button(Feather.SLIDERS, "Change the packet around the message", this::open);

    SettingsBar(LabViewModel model) {
        super(6);
        this.model = model;
        getStyleClass().add("lab-settings");
        setAlignment(Pos.CENTER_LEFT);
        words.getStyleClass().addAll("muted", "small");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        change.setId("lab-settings");
        getChildren().addAll(words, change);
        model.draft().subscribe(d -> words.setText(d.settings().words()));
    }

    private void open() {
        PacketSettings now = model.draft().get().settings();
        ComboBox<String> transport = new ComboBox<>();
        transport.getItems().addAll("UDP", "TCP");
        transport.setValue(now.tcp() ? "TCP" : "UDP");
        TextField source = new TextField(now.source());
        TextField destination = new TextField(now.destination());
        TextField sourcePort = new TextField("" + now.sourcePort());
        TextField destinationPort = new TextField("" + now.destinationPort());
        TextField vlan = new TextField(now.vlan() == 0 ? "" : "" + now.vlan());
        vlan.setPromptText("none");
        Label problem = new Label();
        problem.getStyleClass().add("verdict-drop");
        GridPane grid = new GridPane(10, 6);
        row(grid, 0, "Transport", transport);
        row(grid, 1, "From address", source);
        row(grid, 2, "From port", sourcePort);
        row(grid, 3, "To address", destination);
        row(grid, 4, "To port", destinationPort);
        row(grid, 5, "VLAN id", vlan);
        Label hint = new Label("IPv6 addresses make it an IPv6 packet. The hook is the one chosen above.");
        hint.setWrapText(true);
        hint.setMaxWidth(300);
        hint.getStyleClass().addAll("muted", "small");
        Button done = new Button("Use");
        done.setDefaultButton(true);
        VBox form = new VBox(10, grid, hint, problem, done);
        form.getStyleClass().add("pop-form");
        PopOver pop = new PopOver(form);
        pop.setTitle("The packet around the message");
        pop.setArrowLocation(PopOver.ArrowLocation.BOTTOM_RIGHT);
        Function<TextField, Integer> port = f -> number(f, MOST_PORT);
        done.setOnAction(_ -> {
            PacketSettings next = new PacketSettings(transport.getValue().equals("TCP"), number(vlan, MOST_VLAN),
                    source.getText().strip(), destination.getText().strip(), port.apply(sourcePort),
                    port.apply(destinationPort));
            String wrong = next.problem().isEmpty() && (next.vlan() < 0 || next.sourcePort() < 0
                    || next.destinationPort() < 0) ? "Ports are 0 to 65535, VLAN ids 0 to 4095." : next.problem();
            problem.setText(wrong);
            if (wrong.isEmpty()) {
                model.settings(next);
                pop.hide();
            }
        });
        pop.getRoot().getStylesheets().setAll(getScene().getStylesheets());
        pop.show(change);
    }

    private static void row(GridPane grid, int row, String name, Control editor) {
        Label label = new Label(name);
        label.setLabelFor(editor);
        editor.setAccessibleText(name);
        editor.setMaxWidth(Double.MAX_VALUE);
        grid.addRow(row, label, editor);
    }

    /** -1 for what is no such number; 0 for nothing. */
    private static int number(TextField field, int most) {
        String text = field.getText().strip();
        if (text.isEmpty()) {
            return 0;
        }
        try {
            int value = Integer.parseInt(text);
            return value < 0 || value > most ? -1 : value;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
