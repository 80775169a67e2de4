package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is typed in the place of a text block. */
final class TextBlockTest {

    private final FxThread fx = new FxThread();
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void start() {
        fx.start();
    }

    /** The file after that block was opened, edited and taken with Enter, with Ctrl where the field has lines. */
    private String after(String text, List<Integer> path, UnaryOperator<String> edit) {
        return CompletableFuture.supplyAsync(() -> {
            Workbench bench = new Workbench(Document.unsaved(Path.of("."), text));
            BlocksViewModel model = new BlocksViewModel(bench, new Gestures(bench));
            HBox place = new HBox();
            new TermEditor(model, () -> {
            }, said::add).inPlace(place, new Label("what it is called"), 1, path);
            TextInputControl input = (TextInputControl) place.getChildren().getFirst();
            input.setText(edit.apply(input.getText()));
            boolean lines = input instanceof TextArea;
            Event.fireEvent(input,
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, lines, false, lines));
            return bench.document().get().text();
        }, fx).join();
    }

    @Test
    void linesAndCommentsOfATextBlockStay() {
        String text = "drop if (msg.safe ? msg.page > 3 # beta\n : msg.page > 9) && msg.query == \"a\"\n";
        assertEquals(text.replace("9", "8"), after(text, List.of(0), cel -> cel.replace("9", "8")));

        String string = "drop if f(msg.query, \"\"\"a\n\tb\"\"\") || msg.safe\n";
        assertEquals(string.replace("b", "c"), after(string, List.of(0), cel -> cel.replace("b", "c")));
    }

    @Test
    void whatIsPastedIntoOneLineLosesNoCondition() {
        assertEquals("a && b == '#'", CompletableFuture.supplyAsync(() -> {
            TextInputControl input = CelInput.of("a", 20);
            assertInstanceOf(TextField.class, input);
            input.appendText(" # c\n  && b == '#'");
            return input.getText();
        }, fx).join());
    }

    @Test
    void largeConditionIsEditedAndNotItsCaption() {
        String large = IntStream.range(0, 300).mapToObj(i -> "msg.page == " + i).collect(Collectors.joining(" || "));
        assertEquals("drop if " + large.replace("299", "7") + "\n",
                after("drop if " + large + "\n", List.of(), cel -> cel.replace("299", "7")));
    }

    @Test
    void whatCelCannotReadIsNotTaken() {
        String text = "drop if f(1) || msg.safe\n";
        assertEquals(text, after(text, List.of(0), _ -> "f(1 # )"));
        assertEquals(List.of("CEL cannot read this; Esc leaves the block as it was."), said);
    }
}
