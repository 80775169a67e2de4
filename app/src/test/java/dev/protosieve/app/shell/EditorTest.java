package dev.protosieve.app.shell;

import static dev.protosieve.app.task.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Samples;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.sim.SimulatorTarget;
import java.nio.file.Path;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** The text editor by keyboard, in the real window. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EditorTest {

    private static final String RULES = Samples.HEAD + "\"no A\" drop if msg.query.contains(\"A\")\n";

    /** A problem with sentences that fit into its line. */
    private static final double ONE_LINE = 46;

    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final FxRobot robot = new FxRobot();
    private GuiLauncher gui;

    @BeforeAll
    void open(@TempDir Path folder) {
        System.setProperty("testfx.robot", "glass");
        Path file = Samples.document(folder, RULES).file().orElseThrow();
        gui = GuiLauncher.open(GuiOptions.STANDARD.file(file).size(1000, 720),
                Samples.checker(), List.of(new SimulatorTarget()), "", workers,
                new FxThread());
        await("the first compile", () -> !robot.lookup("#listing").queryAs(ListView.class).getItems().isEmpty());
        gui.showBlocks(false);
    }

    @AfterAll
    void close() {
        gui.close();
        workers.close();
    }

    @BeforeEach
    void begin() {
        gui.type(RULES);
        await("the text", () -> area().getText().equals(RULES));
        robot.interact(() -> {
            area().requestFocus();
            area().moveTo(area().getLength());
        });
    }

    private CodeArea area() {
        return robot.lookup("#rule-text").queryAs(CodeArea.class);
    }

    private String last() {
        return area().getText().substring(RULES.length());
    }

    private boolean offers() {
        return robot.lookup("#completion").tryQuery().filter(n -> n.getScene().getWindow().isShowing()).isPresent();
    }

    @Test
    void goesToARuleByItsWords() {
        gui.type(RULES + "drop if msg.page > 3\n");
        await("the text", () -> last().contains("page"));
        robot.push(KeyCode.CONTROL, KeyCode.G);
        await("the list", () -> robot.lookup("#finder-letters").tryQuery().filter(Node::isFocused).isPresent());
        robot.write("page", 0);
        robot.push(KeyCode.ENTER);
        await("the caret", () -> area().isFocused() && area().getCaretPosition() == RULES.length());
    }

    @Test
    void completesByKeyboardAndLeavesPlainEnterAlone() {
        robot.write("drop if msg.");
        await("the fields", this::offers);
        robot.write("qu");
        await("one field", () -> robot.lookup("#completion").queryAs(ListView.class).getItems().size() == 1);
        robot.type(KeyCode.TAB);
        await("the field", () -> last().equals("drop if msg.query"));
        robot.write(".");
        await("the methods", this::offers);
        robot.type(KeyCode.DOWN, KeyCode.ENTER);
        await("the method", () -> last().equals("drop if msg.query.startsWith(\"\")"));
        robot.write("x");
        assertEquals("drop if msg.query.startsWith(\"x\")", last());
        robot.type(KeyCode.END);
        robot.type(KeyCode.ENTER);
        robot.write("pa");
        await("the words", this::offers);
        robot.type(KeyCode.ENTER);
        await("a plain new line", () -> last().endsWith("\npa\n"));
    }

    @Test
    void offersNothingBehindAWordThatWasTypedToItsEnd() {
        robot.write("drop if msg.que");
        await("the fields", this::offers);
        // faster than the next frame, as from a paste or a keyboard that is caught up with
        robot.interact(() -> "ry ".chars().forEach(c -> Event.fireEvent(area(), new KeyEvent(KeyEvent.KEY_TYPED,
                Character.toString(c), "", KeyCode.UNDEFINED, false, false, false, false))));
        await("the word", () -> last().equals("drop if msg.query "));
        await("the compile", () -> gui.checkedText().equals(area().getText()));
        assertFalse(offers());
    }

    @Test
    void mendsUnderTheCaretAndDuplicatesAndTakesBack() {
        robot.write("drop if msg.qurey == ''");
        await("the problem", () -> robot.lookup("#problems").<Node>query().isVisible());
        await("the lamp", () -> robot.lookup(".fix-lamp").tryQuery().isPresent());
        robot.push(KeyCode.ALT, KeyCode.ENTER);
        await("the menu", () -> robot.lookup("Write query").tryQuery().isPresent());
        robot.clickOn("Write query");
        await("the mended rule", () -> last().equals("drop if msg.query == ''"));
        robot.interact(() -> area().requestFocus());
        await("the keys", () -> area().isFocused());
        robot.push(KeyCode.CONTROL, KeyCode.D);
        await("the copy", () -> last().equals("drop if msg.query == ''\ndrop if msg.query == ''"));
        robot.push(KeyCode.CONTROL, KeyCode.SLASH);
        await("the rule that is off", () -> last().endsWith("\noff drop if msg.query == ''"));
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await("one rule again", () -> last().equals("drop if msg.query == ''"));
    }

    @Test
    void aThousandRulesAreTypedInWithoutWaiting() {
        StringBuilder many = new StringBuilder(RULES);
        for (int i = 0; i < 1_000; i++) {
            many.append("\"rule ").append(i).append("\" drop if msg.page == ").append(i).append('\n');
        }
        gui.type(many.toString());
        await("the text", () -> area().getLength() == many.length());
        robot.interact(() -> {
            area().requestFocus();
            area().moveTo(RULES.length());
        });
        long[] longest = new long[1];
        for (char c : "pass if msg.safe ".toCharArray()) {
            robot.interact(() -> {
                long begin = System.nanoTime();
                area().insertText(area().getCaretPosition(), String.valueOf(c));
                longest[0] = Math.max(longest[0], System.nanoTime() - begin);
            });
        }
        assertTrue(longest[0] < 2_000_000_000L, () -> "one key took " + longest[0] / 1_000_000 + " ms");
    }

    @Test
    void replacesFromTheFieldToFind() {
        robot.push(KeyCode.CONTROL, KeyCode.F);
        TextField wanted = robot.lookup("#find-text").queryAs(TextField.class);
        robot.interact(() -> wanted.setText("page"));
        robot.push(KeyCode.CONTROL, KeyCode.H);
        await("the field to replace", () -> robot.lookup("#replace-text").query().getParent().isVisible());
        assertEquals("page", wanted.getText());
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void saysThatAMistakeHasNoQuickFixAndShowsAllOfItsWords() {
        robot.write("x");
        await("the compile", () -> gui.checkedText().equals(area().getText()));
        await("the problem", () -> robot.lookup("#problems").<Node>query().isVisible());
        robot.push(KeyCode.ALT, KeyCode.ENTER);
        await("the menu", () -> robot.lookup("There is no quick fix for this one").tryQuery().isPresent());
        robot.push(KeyCode.ESCAPE);
        await("whole sentences", () -> {
            List<String> words = robot.lookup("#problems .text").queryAllAs(Text.class).stream().map(Text::getText)
                    .toList();
            return words.stream().anyMatch(w -> w.startsWith("known: ")) && words.stream().noneMatch(
                    w -> w.endsWith("...") || w.endsWith("\u2026"));
        });
        Region list = robot.lookup("#problems").queryAs(Region.class);
        await("room for them", () -> list.lookupAll(".list-cell").stream().map(ListCell.class::cast)
                .filter(cell -> !cell.isEmpty()).mapToDouble(cell -> cell.getHeight())
                .anyMatch(cell -> cell > ONE_LINE && list.getHeight() > cell && list.getHeight() < cell + 4));
    }
}
