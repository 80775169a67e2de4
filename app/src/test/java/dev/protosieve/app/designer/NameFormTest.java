package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

final class NameFormTest {

    @Test
    void nameOfAnotherRuleIsNotTaken() {
        FxThread fx = new FxThread();
        fx.start();
        CompletableFuture.runAsync(() -> {
            Workbench bench = new Workbench(
                    Document.unsaved(Path.of("."), "\"a\" drop if msg.x\n\"b\" drop if msg.y\n"));
            Gestures gestures = new Gestures(bench);
            NameForm form = new NameForm(new BlocksViewModel(bench, gestures).rules().get().getLast(), gestures);
            TextField name = (TextField) form.lookup("#rule-name");
            assertTrue(form.valid().get(), "its own name");
            name.setText("a");
            assertFalse(form.valid().get());
            name.setText("c");
            assertTrue(form.valid().get());
            assertEquals(Optional.of("c"), form.label());
        }, fx).join();
    }
}
