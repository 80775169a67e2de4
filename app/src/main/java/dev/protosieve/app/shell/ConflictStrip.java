package dev.protosieve.app.shell;

import dev.protosieve.app.project.TextDifference;
import dev.protosieve.app.session.DiskWatch;
import dev.protosieve.app.session.DiskWatch.Conflict;
import dev.protosieve.app.theme.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.PopOver;
import org.kordamp.ikonli.feather.Feather;

/** Asks what to do when another program changed the rule file while there is unsaved work. Nothing is lost either way. */
final class ConflictStrip extends HBox {

    private final DiskWatch disk;
    private final Label words = new Label("", Icons.of(Feather.ALERT_TRIANGLE));

    ConflictStrip(DiskWatch disk) {
        super(8);
        this.disk = disk;
        setId("conflict");
        getStyleClass().add("conflict-strip");
        setAlignment(Pos.CENTER_LEFT);
        words.getStyleClass().add("severity-warning");
        words.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button show = button("conflict-show", "Show the difference", () -> {
        });
        show.setOnAction(_ -> disk.conflict().get().ifPresent(c -> difference(c, show)));
        getChildren().addAll(words, gap, show, button("conflict-mine", "Keep mine", disk::keepMine),
                button("conflict-theirs", "Take theirs", disk::takeTheirs));
        disk.conflict().subscribe(conflict -> {
            setVisible(conflict.isPresent());
            setManaged(conflict.isPresent());
            conflict.ifPresent(c -> words.setText(c.file().getFileName()
                    + " was changed by another program, and here is work that is not saved."));
        });
    }

    private static Button button(String id, String words, Runnable action) {
        Button button = new Button(words);
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private void difference(Conflict conflict, Button below) {
        DifferenceView lines = new DifferenceView(TextDifference.of(conflict.theirs().text(), conflict.mine()));
        lines.setPrefSize(640, 320);
        Label head = new Label("Lines with + are yours, lines with \u2212 are in the file now");
        head.getStyleClass().addAll("muted", "small");
        VBox box = new VBox(8, head, lines);
        box.getStyleClass().add("pop-form");
        PopOver popup = new PopOver(box);
        popup.setAnimated(false);
        // with the difference in sight, one click on an answer is enough
        popup.setConsumeAutoHidingEvents(false);
        popup.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        popup.show(below);
        Subscription decided = disk.conflict().subscribe((_, _) -> popup.hide());
        popup.setOnHidden(_ -> decided.unsubscribe());
    }
}
