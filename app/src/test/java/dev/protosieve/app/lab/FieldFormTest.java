package dev.protosieve.app.lab;

import static dev.protosieve.app.task.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** The form by keyboard, in a window. */
final class FieldFormTest {

    private final FxThread fx = new FxThread();
    private final FxRobot robot = new FxRobot();
    private LabViewModel lab;
    private Stage stage;

    @BeforeEach
    void open(@TempDir Path folder) {
        System.setProperty("testfx.robot", "glass");
        fx.start();
        stage = onFx(() -> {
            Workbench bench = new Workbench(Samples.document(folder, Samples.HEAD + "drop if msg.page > 3\n"));
            bench.check().set(new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("test")));
            lab = new LabViewModel(bench, Runnable::run, Runnable::run);
            Stage window = new Stage();
            window.setScene(new Scene(new FieldForm(lab), 500, 400));
            window.show();
            return window;
        });
        await("the form", () -> robot.lookup(".text-field").queryAll().size() >= 2);
        robot.interact(() -> field("query").requestFocus());
        await("the keys", () -> onFx(() -> field("query").isFocused()));
    }

    @AfterEach
    void close() {
        onFx(() -> {
            stage.close();
            return true;
        });
    }

    private <T> T onFx(Supplier<T> look) {
        return CompletableFuture.supplyAsync(look, fx).join();
    }

    private TextField field(String name) {
        return robot.lookup((Node n) -> n instanceof TextField && name.equals(n.getAccessibleText())).query();
    }

    private Optional<String> message() {
        return onFx(() -> lab.text(MessageForm.TEXT));
    }

    @Test
    void tabGoesFromTheValueThatWasTypedToTheNextValue() {
        robot.write("a", 0);
        robot.push(KeyCode.TAB);
        robot.write("7", 0);
        assertEquals(Optional.of("query: \"a\"\npage: 7"), message());
    }

    @Test
    void aValueIsUnsetByItsKeysAndKeepsThem() {
        robot.write("a", 0);
        robot.push(KeyCode.ALT, KeyCode.DELETE);
        assertEquals(Optional.of(""), message());
        assertEquals("", onFx(() -> field("query").getText()));
        await("the keys come back", () -> onFx(() -> field("query").isFocused()));
        robot.write("b", 0);
        assertEquals(Optional.of("query: \"b\""), message());
        assertTrue(onFx(() -> robot.lookup(".icon-button").queryAll().stream()
                .anyMatch(n -> "Unset query (Alt+Delete)".equals(n.getAccessibleText()))), "the hint names the keys");
    }
}
