package dev.protosieve.app.shell;

import static dev.protosieve.app.task.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.app.session.Samples;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;
import dev.protosieve.app.theme.Pane;
import dev.protosieve.engine.sim.SimulatorTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Text;
import javafx.stage.Window;
import org.controlsfx.control.StatusBar;
import org.fxmisc.flowless.VirtualFlow;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The whole window without a mouse and without eyes: where the keys go, and what a screen reader says there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KeyboardTest {

    /** More than the window has stops. */
    private static final int MOST_STOPS = 90;
    private static final String RULES = Samples.HEAD + IntStream.range(0, 30)
            .mapToObj(i -> "\"r" + i + "\" drop if msg.page == " + i + "\n").collect(Collectors.joining());

    private final Workers workers = new Workers(Throwable::printStackTrace);
    private final FxRobot robot = new FxRobot();
    private Path folder;
    private GuiLauncher gui;

    @BeforeAll
    void open(@TempDir Path work) throws IOException {
        folder = work;
        System.setProperty("testfx.robot", "glass");
        Files.createDirectories(folder);
        gui = GuiLauncher.open(GuiOptions.STANDARD.size(960, 640), Samples.checker(),
                List.of(new SimulatorTarget()), "", workers, new FxThread());
        gui.awaitComplete();
    }

    @AfterAll
    void close() {
        gui.close();
        workers.close();
    }

    private <T> T onFx(Supplier<T> look) {
        AtomicReference<T> found = new AtomicReference<>();
        robot.interact(() -> found.set(look.get()));
        return found.get();
    }

    private Scene scene() {
        return onFx(() -> Window.getWindows().getFirst().getScene());
    }

    private static Stream<Node> all(Node node) {
        return Stream.concat(Stream.of(node), node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream().flatMap(KeyboardTest::all) : Stream.empty());
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNamed(Node node) {
        boolean words = node instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isBlank();
        return words || node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
    }

    private static String path(Node node) {
        List<String> path = new ArrayList<>();
        for (Node at = node; at != null && path.size() < 5; at = at.getParent()) {
            path.add(at.getClass().getSimpleName() + (at.getId() == null ? "" : "#" + at.getId())
                    + at.getStyleClass());
        }
        return String.join(" in ", path);
    }

    private List<String> nameless() {
        return onFx(() -> Window.getWindows().stream().map(Window::getScene).flatMap(s -> all(s.getRoot()))
                .filter(n -> n.isFocusTraversable() && isSeen(n) && !isNamed(n)).map(KeyboardTest::path)
                .distinct().toList());
    }

    private void openRules() {
        gui.openFile(Samples.document(folder, RULES).file().orElseThrow());
        await("the rules", () -> robot.lookup(".rule-card").tryQuery().isPresent());
        await("the compile", () -> gui.checkedText().equals(RULES));
    }

    private void askForARule() {
        robot.interact(() -> robot.lookup(".blocks").query().requestFocus());
        robot.write("n", 0);
        await("the form", () -> robot.lookup("#term-field").tryQuery().isPresent());
    }

    @Test
    @Order(0)
    void whatIsOpenedFromTheFirstPageIsSaidThereAndCanBeStopped() throws IOException {
        LargeTree.write(folder);
        AtomicBoolean stopped = new AtomicBoolean();
        // on the spot: a moment later it may be open
        robot.interact(() -> robot.lookup("#schema-busy").query().visibleProperty().subscribe(shown -> {
            if (shown && stopped.compareAndSet(false, true)) {
                robot.lookup("#schema-cancel").queryAs(ButtonBase.class).fire();
            }
        }));
        gui.openFile(folder.resolve("acme"));
        await("a way to stop", stopped::get);
        await("the end", () -> !onFx(() -> isSeen(robot.lookup("#schema-busy").query())));
        assertTrue(robot.lookup("#welcome").tryQuery().isPresent());
        assertEquals("", gui.document().text());
    }

    @Test
    @Order(1)
    void aNewFileIsCalmAndItsRulesHaveTheKeys() {
        robot.push(KeyCode.CONTROL, KeyCode.N);
        await("the new file", () -> robot.lookup("#first-schema").tryQuery().filter(KeyboardTest::isSeen).isPresent());
        await("the keys", () -> onFx(() -> path(scene().getFocusOwner())).contains("BlocksView"));
        assertFalse(gui.document().isDirty(), "nothing was written yet");
        assertFalse(robot.lookup(".stale-note").queryAll().stream().anyMatch(KeyboardTest::isSeen),
                "what lacks only a schema can be read");
    }

    @Test
    @Order(2)
    void aRuleCanBeMadeWhereverTheRulesStand() {
        openRules();
        askForARule();
        robot.push(KeyCode.ESCAPE);
        await("the form is gone", () -> Window.getWindows().size() == 1);
        await("the keys come back", () -> onFx(() -> path(scene().getFocusOwner())).contains("BlocksView"));
    }

    @Test
    @Order(3)
    void aFieldIsFoundByItsLettersAndEnterOnlyTakesIt() {
        askForARule();
        await("the field has the keys", () -> onFx(() -> robot.lookup("#term-field").query().isFocused()));
        ComboBox<?> field = robot.lookup("#term-field").queryAs(ComboBox.class);
        ComboBox<?> operator = robot.lookup("#term-operator").queryAs(ComboBox.class);
        for (String letters : List.of("price", "kind")) {
            robot.interact(field::requestFocus);
            robot.push(KeyCode.SPACE);
            await("the list", field::isShowing);
            assertEquals(List.of(), nameless());
            robot.write(letters, 0);
            robot.push(KeyCode.ENTER);
            await(letters, () -> onFx(() -> ("" + field.getValue()).endsWith(letters)));
            String sign = letters.equals("kind") ? "=" : ">";
            await("what the button says: " + sign, () -> sign.equals(onFx(() -> operator.getButtonCell().getText())));
            assertEquals(letters.equals("kind") ? "==" : ">", operator.getValue());
            await("the value has the keys",
                    () -> onFx(() -> path(operator.getScene().getFocusOwner())).contains("ValueEditor"));
        }
        robot.interact(field::requestFocus);
        robot.push(KeyCode.SPACE);
        await("the list", field::isShowing);
        robot.write("nothing at all", 0);
        robot.push(KeyCode.ENTER);
        await("the field of before", () -> onFx(() -> ("" + field.getValue()).endsWith("kind")));
        assertEquals(RULES, gui.document().text(), "Enter took the field and added no rule");
        robot.interact(field::requestFocus);
        robot.push(KeyCode.SPACE);
        await("the list", field::isShowing);
        robot.write("kind", 0);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(field.isShowing(), "letters of the field that is chosen already");
        robot.push(KeyCode.ESCAPE);
        await("the list is gone", () -> !field.isShowing());
        robot.push(KeyCode.ESCAPE);
        await("the form is gone", () -> Window.getWindows().size() == 1);
    }

    @Test
    @Order(4)
    void everythingThatTakesTheKeysHasAName() {
        openRules();
        Set<String> nameless = new LinkedHashSet<>(nameless());
        robot.push(KeyCode.CONTROL, KeyCode.L);
        await("the lab", () -> robot.lookup("#lab-form").tryQuery().isPresent()
                || robot.lookup(".lab-head").tryQuery().isPresent());
        for (String part : List.of("Form", "Text", "JSON", "Hex", "Capture", "Why", "Step")) {
            robot.interact(() -> robot.lookup(".lab-head .toggle-button").queryAllAs(ButtonBase.class).stream()
                    .filter(b -> b.getText().equals(part)).findFirst().orElseThrow().fire());
            nameless.addAll(nameless());
        }
        robot.push(KeyCode.CONTROL, KeyCode.L);
        robot.push(KeyCode.CONTROL, KeyCode.T);
        nameless.addAll(nameless());
        robot.push(KeyCode.CONTROL, KeyCode.F);
        nameless.addAll(nameless());
        robot.push(KeyCode.ESCAPE);
        robot.push(KeyCode.CONTROL, KeyCode.B);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        nameless.addAll(nameless());
        robot.push(KeyCode.ESCAPE);
        askForARule();
        nameless.addAll(nameless());
        robot.push(KeyCode.ESCAPE);
        assertEquals(Set.of(), nameless);
    }

    @Test
    @Order(5)
    void tabGoesRoundTheWholeWindowAndIsAlwaysSeen() {
        openRules();
        robot.interact(() -> robot.lookup(".blocks").query().requestFocus());
        Node start = onFx(() -> scene().getFocusOwner());
        List<Node> stops = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        Scene scene = scene();
        do {
            robot.push(KeyCode.TAB);
            // looked at while it has the keys: a button that ends a task goes with the task
            robot.interact(() -> {
                Node stop = scene.getFocusOwner();
                stops.add(stop);
                if (!isSeen(stop) || stop instanceof StatusBar) {
                    unseen.add(path(stop));
                }
            });
        } while (stops.getLast() != start && stops.size() < MOST_STOPS);
        assertTrue(stops.size() < MOST_STOPS, () -> "the keys do not come back; last at " + path(stops.getLast()));
        assertEquals(List.of(), unseen, "a stop where nothing shows that it has the keys");
        for (String wanted : List.of("schema-tree", "schema-search", "listing", "all-commands", "add-rule")) {
            assertTrue(stops.stream().anyMatch(n -> wanted.equals(n.getId())), wanted);
        }
    }

    @Test
    @Order(6)
    void listsToChooseFromSayWhatTheyAreFor() {
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        TextField letters = robot.lookup("#finder-letters").queryAs(TextField.class);
        Paint fill = onFx(() -> all(letters).filter(Text.class::isInstance)
                .map(Text.class::cast).filter(t -> t.getText().startsWith("Type a few"))
                .findFirst().orElseThrow().getFill());
        assertFalse(fill.equals(Color.TRANSPARENT), "also while the field has the keys");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    @Order(7)
    void everyPaneHasAKeyAndNoneComesWithoutRoom() {
        for (KeyCode digit : List.of(KeyCode.DIGIT6, KeyCode.DIGIT5, KeyCode.DIGIT4, KeyCode.DIGIT3, KeyCode.DIGIT2,
                KeyCode.DIGIT1)) {
            robot.push(KeyCode.CONTROL, digit);
            List<Double> widths = onFx(() -> robot.lookup(".pane").queryAllAs(Pane.class).stream()
                    .filter(p -> p.getScene() != null).map(Pane::getWidth).toList());
            assertTrue(widths.stream().allMatch(w -> w > 100), () -> digit + " gave " + widths);
        }
        assertEquals(5, onFx(() -> robot.lookup(".pane").queryAll().size()), "the lab went when the verifier came");
    }

    @Test
    @Order(8)
    void lettersGrowByTheKeysOfEveryKeyboard() {
        double before = onFx(() -> robot.lookup("#all-commands").queryAs(Labeled.class).getFont().getSize());
        robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.EQUALS);
        await("larger letters", () -> onFx(
                () -> robot.lookup("#all-commands").queryAs(Labeled.class).getFont().getSize()) > before * 1.2);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT0);
        await("the letters of before", () -> onFx(
                () -> robot.lookup("#all-commands").queryAs(Labeled.class).getFont().getSize()) == before);
    }

    @Test
    @Order(9)
    void menuOfALineOfTheSchemaComesByItsKey() {
        openRules();
        TreeView<?> tree = robot.lookup("#schema-tree").queryAs(TreeView.class);
        robot.interact(() -> {
            tree.requestFocus();
            tree.getSelectionModel().select(2);
        });
        for (KeyCode[] keys : new KeyCode[][]{{KeyCode.CONTEXT_MENU}, {KeyCode.SHIFT, KeyCode.F10}}) {
            robot.push(keys);
            await("the menu", () -> onFx(() -> items().anyMatch(text -> text.startsWith("Add a rule on "))));
            robot.push(KeyCode.ESCAPE);
            await("the menu is gone", () -> Window.getWindows().size() == 1);
        }
    }

    private static Stream<String> items() {
        return Window.getWindows().stream().filter(ContextMenu.class::isInstance).map(ContextMenu.class::cast)
                .flatMap(menu -> menu.getItems().stream()).map(MenuItem::getText);
    }

    @Test
    @Order(10)
    void hintsComeWithTheMouse() {
        robot.moveTo("#theme");
        await("the hint", () -> onFx(() -> Window.getWindows().stream()
                .anyMatch(w -> w instanceof Tooltip hint && hint.getText().equals("Light or dark"))));
        assertEquals("Light or dark", onFx(() -> robot.lookup("#theme").query().getAccessibleHelp()));
    }

    @Test
    @Order(11)
    void aFormStaysWhenTheWindowGetsAnotherSize() {
        openRules();
        askForARule();
        Window form = onFx(() -> robot.lookup("#term-field").query().getScene().getWindow());
        AtomicBoolean went = new AtomicBoolean();
        robot.interact(() -> {
            form.showingProperty().subscribe(shown -> went.set(went.get() || !shown));
            Window window = Window.getWindows().getFirst();
            window.setWidth(window.getWidth() + 80);
        });
        await("the form goes while the window is resized", went::get);
        await("the form comes back", () -> onFx(() -> form.isShowing()
                && robot.lookup("#term-field").tryQuery().filter(KeyboardTest::isSeen).isPresent()));
        robot.push(KeyCode.ESCAPE);
        await("the form is gone", () -> Window.getWindows().size() == 1);
        await("the keys come back", () -> onFx(() -> path(scene().getFocusOwner())).contains("BlocksView"));
    }

    @Test
    @Order(13)
    void enterBeginsALineOfAFormAndControlEnterTakesTheForm() {
        openRules();
        String one = Samples.HEAD + "drop if msg.page == 1\n";
        gui.type(one);
        askForAnExpectation();
        robot.write("page: 7 {", 0);
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        robot.push(KeyCode.BACK_SPACE);
        robot.push(KeyCode.ENTER);
        robot.write("safe: true", 0);
        assertEquals("page: 7 \nsafe: true",
                onFx(() -> robot.lookup("#expect-body").queryAs(TextArea.class).getText()));
        assertEquals(one, gui.document().text());
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        await("the form is gone", () -> Window.getWindows().size() == 1);
        await("the line", () -> gui.document().text().startsWith(one) && gui.document().text().contains("expect drop"));
        await("the keys come back", () -> onFx(() -> path(scene().getFocusOwner())).contains("BlocksView"));
    }

    private void askForAnExpectation() {
        await("the button", () -> robot.lookup("#add-expectation").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#add-expectation").<ButtonBase>query().fire());
        await("the form", () -> robot.lookup("#expect-body").tryQuery().filter(Node::isFocused).isPresent());
    }

    @Test
    @Order(12)
    void aBlockThatIsHalfOutOfViewTakesTheClick() {
        openRules();
        VirtualFlow<?, ?> column = robot.lookup(".block-flow").queryAs(VirtualFlow.class);
        List<Node> cut = new ArrayList<>();
        await("a card that is cut off below its condition", () -> {
            robot.interact(() -> column.scrollYBy(-7));
            cut.addAll(onFx(() -> robot.lookup(".chip-value").queryAll().stream()
                    .filter(chip -> isCut(chip, column)).toList()));
            return !cut.isEmpty();
        });
        robot.clickOn(cut.getFirst());
        await("the form", () -> robot.lookup("#term-value").tryQuery().isPresent());
        robot.push(KeyCode.ESCAPE);
        await("the form is gone", () -> Window.getWindows().size() == 1);
    }

    private static boolean isCut(Node chip, Node column) {
        double bottom = column.localToScreen(column.getLayoutBounds()).getMaxY();
        Node card = chip;
        while (card != null && !card.getStyleClass().contains("rule-card")) {
            card = card.getParent();
        }
        return card != null && chip.localToScreen(chip.getLayoutBounds()).getMaxY() < bottom
                && card.localToScreen(card.getLayoutBounds()).getMaxY() > bottom + 2;
    }

    @Test
    @Order(12)
    void keysStayWithWhatComesInThePlaceOfThePaneThatHadThem() {
        openRules();
        for (String button : List.of("#show-lab", "#show-monitor")) {
            robot.interact(() -> {
                ButtonBase to = robot.lookup(button).query();
                to.requestFocus();
                to.fire();
            });
            String pane = button.equals("#show-lab") ? "Packet lab" : "Monitor";
            await("the keys in " + pane, () -> keysAreIn(pane));
        }
    }

    private boolean keysAreIn(String title) {
        return onFx(() -> {
            Node at = scene().getFocusOwner();
            while (at != null && !(at instanceof Pane)) {
                at = at.getParent();
            }
            return at instanceof Pane pane && pane.title().equals(title);
        });
    }

    private void awaitKeys(String where) {
        await("the keys at " + where, () -> onFx(() -> path(scene().getFocusOwner())).contains(where));
    }

    @Test
    @Order(13)
    void keysStayWithTheRulesWhenTheyAreShownInTheOtherWay() {
        openRules();
        robot.interact(() -> robot.lookup(".blocks").query().requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.T);
        awaitKeys("CodeArea");
        robot.push(KeyCode.CONTROL, KeyCode.B);
        awaitKeys("BlocksView");
    }

    @Test
    @Order(14)
    void keysGoBackToWhatHadThemBeforeTheLab() {
        openRules();
        robot.interact(() -> robot.lookup("#schema-tree").query().requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.L);
        await("the lab", () -> robot.lookup("#lab-fields").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#lab-fields").query().requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.L);
        awaitKeys("#schema-tree");
    }

    @Test
    @Order(15)
    void measuringLeavesTheKeysWhereTheyAre() {
        openRules();
        Node measure = robot.lookup("#listing-measure").query();
        await("rules to measure", () -> onFx(() -> !measure.isDisabled()));
        AtomicBoolean lost = new AtomicBoolean();
        robot.interact(() -> {
            measure.requestFocus();
            measure.focusedProperty().subscribe(on -> lost.set(lost.get() || !on));
        });
        robot.push(KeyCode.SPACE);
        await("an answer", () -> onFx(() -> robot.lookup("#listing-cost").queryAs(Labeled.class).getText())
                .contains("live kernel"));
        assertFalse(lost.get());
    }

    @Test
    @Order(16)
    void columnsOfTheLabComeBackWithTheLettersOfBefore() {
        openRules();
        robot.push(KeyCode.CONTROL, KeyCode.L);
        await("the lab", () -> robot.lookup("#lab-fields").tryQuery().isPresent());
        double before = bytesWidth();
        for (int i = 0; i < 5; i++) {
            robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
        }
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT0);
        await("the letters of before", () -> Math.abs(bytesWidth() - before) < 2);
        robot.push(KeyCode.CONTROL, KeyCode.L);
    }

    private double bytesWidth() {
        return onFx(() -> robot.lookup(".bytes-view").queryAs(Region.class).getWidth());
    }

    @Test
    @Order(17)
    void menuOfARuleOffersNothingThatDoesNothing() {
        openRules();
        robot.interact(() -> robot.lookup(".blocks").query().requestFocus());
        robot.push(KeyCode.HOME);
        robot.push(KeyCode.CONTEXT_MENU);
        await("the menu", () -> onFx(() -> items().anyMatch("Up"::equals)));
        List<String> off = onFx(() -> Window.getWindows().stream().filter(ContextMenu.class::isInstance)
                .flatMap(menu -> ((ContextMenu) menu).getItems().stream()).filter(MenuItem::isDisable)
                .map(MenuItem::getText).toList());
        assertEquals(List.of("Up"), off);
        robot.push(KeyCode.ESCAPE);
        await("the menu is gone", () -> Window.getWindows().size() == 1);
        assertFalse(onFx(() -> scene().getAccelerators().keySet().stream()
                .anyMatch(keys -> keys.getDisplayText().equals("Del"))), "the whole window deletes rules");
    }

    @Test
    @Order(18)
    void menusFitIntoASmallWindow() {
        MenuBar bar = robot.lookup(".menu-bar").queryAs(MenuBar.class);
        for (Menu menu : bar.getMenus()) {
            robot.interact(menu::show);
            await(menu.getText(), () -> onFx(() -> Window.getWindows().size() > 1));
            double height = onFx(() -> Window.getWindows().getLast().getHeight());
            assertTrue(height < 480, () -> menu.getText() + " is " + height + " high");
            robot.interact(menu::hide);
            await("the menu is gone", () -> Window.getWindows().size() == 1);
        }
    }

    @Test
    @Order(19)
    void anotherFileIsShownFromItsBeginning() throws IOException {
        gui.openFile(Samples.document(folder, RULES + "# " + "long ".repeat(200) + "\n").file().orElseThrow());
        gui.showBlocks(false);
        await("the text", () -> onFx(() -> robot.lookup("#rule-text").queryAs(CodeArea.class).getText())
                .contains("long"));
        CodeArea area = robot.lookup("#rule-text").queryAs(CodeArea.class);
        robot.interact(() -> {
            area.requestFocus();
            area.moveTo(area.getLength() - 1);
            area.requestFollowCaret();
        });
        await("the end of the line", () -> onFx(() -> area.getEstimatedScrollX()) > 500);
        Path other = Files.writeString(folder.resolve("other.sieve"), RULES + "# " + "word ".repeat(100) + "\n");
        gui.openFile(other);
        await("the other file", () -> onFx(area::getText).contains("word"));
        await("its beginning", () -> onFx(() -> area.getEstimatedScrollX()) < 1 && area.getCaretPosition() == 0);
        robot.push(KeyCode.CONTROL, KeyCode.B);
    }
}
