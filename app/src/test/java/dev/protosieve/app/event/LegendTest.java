package dev.protosieve.app.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.session.RunSnapshot.Band;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Scene;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LegendTest {

    private final FxThread fx = new FxThread();

    @BeforeEach
    void open() {
        fx.start();
    }

    private static Band band(int rule, String name, double perSecond) {
        return new Band(rule, Cause.RULE, name, Verdict.DROP, true, new double[]{0, perSecond});
    }

    /** The names that are shown in so many pixels. */
    private List<String> shown(double width, Band... bands) {
        return CompletableFuture.supplyAsync(() -> {
            Legend legend = new Legend(_ -> {
            });
            HBox row = new HBox(legend);
            legend.setMinWidth(width);
            legend.setMaxWidth(width);
            new Scene(row, 2000, 50);
            legend.show(List.of(bands));
            row.applyCss();
            row.layout();
            return legend.names();
        }, fx).join();
    }

    @Test
    void showsAllNamesWhereThereIsRoom() {
        assertEquals(List.of("no delivery", "bank account"),
                shown(900, band(1, "no delivery", 4), band(2, "bank account", 0)));
    }

    @Test
    void leavesOutWholeNamesOfWhatIsIdleFirst() {
        assertEquals(List.of("no delivery"), shown(150, band(1, "bank account", 0), band(2, "no delivery", 4)));
        assertEquals(List.of("bank account"), shown(150, band(1, "bank account", 4), band(2, "no delivery", 0)));
    }

    @Test
    void showsNoNameInPart() {
        assertEquals(List.of(), shown(60, band(1, "bank account", 4), band(2, "no delivery", 4)));
    }
}
