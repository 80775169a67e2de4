package dev.protosieve.app.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.task.FxThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import org.junit.jupiter.api.Test;

final class ValueCellTest {

    @Test
    void showsWhatIsChosenWhateverComesBeforeIt() {
        FxThread fx = new FxThread();
        fx.start();
        List<String> seen = CompletableFuture.supplyAsync(() -> {
            ComboBox<String> box = new ComboBox<>();
            box.setPromptText("where");
            ValueCell.on(box);
            new Scene(new Group(box));
            List<String> words = new ArrayList<>(List.of(words(box)));
            box.getItems().setAll("lo", "sim");
            box.setValue("lo");
            words.add(words(box));
            box.getItems().setAll("eth0", "lo", "sim");
            box.setValue("lo");
            words.add(words(box));
            box.getItems().setAll("eth0");
            words.add(words(box));
            box.setValue(null);
            words.add(words(box));
            return words;
        }, fx).join();
        assertEquals(List.of("where", "lo", "lo", "lo", "where"), seen);
    }

    private static String words(ComboBox<?> box) {
        box.applyCss();
        box.layout();
        return box.lookupAll(".list-cell").stream().filter(cell -> cell.getParent() == box)
                .map(cell -> ((ListCell<?>) cell).getText()).findFirst().orElseThrow();
    }
}
