package dev.protosieve.app.schema;

import dev.protosieve.app.remote.ServerAddress;
import dev.protosieve.app.session.Sources;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/** Asks for the address of a server whose schema is to be read. */
final class ServerForm {

    private ServerForm() {
    }

    static void show(Node below, Sources sources) {
        Label head = new Label("Read the schema of a running gRPC server");
        head.getStyleClass().add("strong");
        TextField address = new TextField("localhost:50051");
        address.setId("server-address");
        address.setAccessibleText("Host and port of the server");
        CheckBox tls = new CheckBox("The server speaks TLS");
        Label words = new Label("It must have server reflection. What it tells is kept in a file beside the rules, so "
                + "that they work without it.");
        words.setWrapText(true);
        words.getStyleClass().addAll("muted", "small");
        words.setPrefWidth(300);
        Button read = new Button("Read");
        read.setId("server-read");
        read.setDefaultButton(true);
        read.disableProperty().bind(address.textProperty().map(t -> ServerAddress.of(t, false).isEmpty()));
        VBox box = new VBox(9, head, address, tls, words, read);
        box.getStyleClass().add("pop-form");
        PopOver popup = new PopOver(box);
        popup.setAnimated(false);
        popup.setArrowLocation(PopOver.ArrowLocation.TOP_LEFT);
        popup.setOnShown(_ -> {
            address.requestFocus();
            address.selectAll();
        });
        read.setOnAction(_ -> {
            Optional<ServerAddress> where = ServerAddress.of(address.getText(), tls.isSelected());
            popup.hide();
            where.ifPresent(sources::openServer);
        });
        popup.show(below);
    }
}
