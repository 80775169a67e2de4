package dev.protosieve.app.shell;

import dev.protosieve.app.session.DiskWatch;
import dev.protosieve.app.theme.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** Says that the rule file is no longer on the disk, so that its text is only in the window. */
final class GoneStrip extends HBox {

    private final Label words = new Label("", Icons.of(Feather.ALERT_TRIANGLE));

    GoneStrip(DiskWatch disk, FileDesk desk) {
        super(8);
        setId("gone");
        getStyleClass().add("conflict-strip");
        setAlignment(Pos.CENTER_LEFT);
        words.getStyleClass().add("severity-warning");
        words.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(words, gap, button("gone-save", "Save it again", desk::save),
                button("gone-save-as", "Save as\u2026", desk::saveAs));
        managedProperty().bind(visibleProperty());
        disk.gone().subscribe(gone -> {
            setVisible(gone.isPresent());
            gone.ifPresent(file -> words.setText(file.getFileName()
                    + " was deleted, moved or renamed by another program. Its text is still here, and not saved."));
        });
    }

    private static Button button(String id, String words, Runnable action) {
        Button button = new Button(words);
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
