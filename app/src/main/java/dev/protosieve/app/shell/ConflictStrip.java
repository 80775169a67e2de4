package dev.protosieve.app.shell;

import dev.protosieve.app.project.TextDifference;
import dev.protosieve.app.session.DiskWatch;
import dev.protosieve.app.session.DiskWatch.Conflict;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.PopOver;

/** Asks what to do when another program changed the rule file while there is unsaved work. Nothing is lost either way. */
final class ConflictStrip {

    private final DiskWatch disk;

    private ConflictStrip(DiskWatch disk) {
        this.disk = disk;
    }

    static WarningStrip of(DiskWatch disk) {
        return new ConflictStrip(disk).strip();
    }

    private WarningStrip strip() {
        Button show = WarningStrip.answer("conflict-show", "Show the difference", () -> {
        });
        show.setOnAction(_ -> disk.conflict().get().ifPresent(c -> difference(c, show)));
        WarningStrip strip = new WarningStrip("conflict",
                List.of(show, WarningStrip.answer("conflict-mine", "Keep mine", disk::keepMine),
                        WarningStrip.answer("conflict-theirs", "Take theirs", disk::takeTheirs)));
        disk.conflict().subscribe(conflict -> strip.say(conflict.map(c -> c.file().getFileName()
                + " was changed by another program, and here is work that is not saved.")));
        return strip;
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
