package dev.protosieve.app.lab;

import dev.protosieve.app.session.LabReport;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import java.util.HexFormat;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** Keeps the message: as a test in the rule file, or in the clipboard. */
final class SaveBar extends HBox {

    private static final String ADDS = "Adds an expect line with this message and this verdict to the rules";

    private static final String HAS = "The rules have an expect line with this message and this verdict";

    SaveBar(LabViewModel model) {
        super(6);
        Button save = new Button("", Icons.of(Feather.CHECK_SQUARE));
        save.textProperty().bind(model.isTest().map(saved -> saved ? "Saved as test" : "Save as test"));
        save.setId("lab-save");
        // a button that is off shows no hint of its own
        StackPane place = new StackPane(save);
        Hint.words(place).bind(Bindings.createStringBinding(() -> model.isTest().get() ? HAS
                : model.report().getValue().filter(r -> r.body().isEmpty()).map(LabReport::noBody).orElse(ADDS),
                model.isTest(), model.report()));
        save.accessibleHelpProperty().bind(Hint.words(place));
        save.setOnAction(_ -> model.saveExpectation());
        save.disableProperty().bind(model.report().map(r -> r.flatMap(LabReport::body).isEmpty()).orElse(true));
        MenuButton copy = new MenuButton("Copy");
        copy.setId("lab-copy");
        copy.setAccessibleText("Copy the message");
        for (MessageForm form : MessageForm.values()) {
            MenuItem item = new MenuItem("Message as " + form.title());
            item.setOnAction(_ -> model.text(form).ifPresent(SaveBar::put));
            copy.getItems().add(item);
        }
        MenuItem packet = new MenuItem("Whole packet as Hex");
        packet.setOnAction(_ -> put(HexFormat.of().formatHex(model.bench().probe().get().packet())));
        copy.getItems().add(packet);
        getChildren().addAll(place, copy);
    }

    private static void put(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
