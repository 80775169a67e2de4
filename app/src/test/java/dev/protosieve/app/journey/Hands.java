package dev.protosieve.app.journey;

import dev.protosieve.app.shell.GuiLauncher;
import dev.protosieve.app.task.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TreeCell;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.testfx.api.FxRobot;

/** A user's eyes and hands: finds what is visible, clicks, drags and types. */
final class Hands {

    private static final Path PICTURES = Path.of("target", "pictures");

    final FxRobot robot = new FxRobot();
    final GuiLauncher gui;

    Hands(GuiLauncher gui) {
        this.gui = gui;
    }

    /** Waits for it, with patience for a slow machine. */
    static void await(String what, BooleanSupplier condition) {
        Patience.await(what, condition);
    }

    void picture(String name) throws IOException {
        gui.picture(PICTURES.resolve("journey-" + name + ".png"));
    }

    /** What a person can see of it: shown, in a shown window, with a size. */
    private static boolean isSeen(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return node.getScene() != null && node.getScene().getWindow() != null
                && node.getScene().getWindow().isShowing() && node.getLayoutBounds().getWidth() > 0;
    }

    // the scene changes under the eyes of any other thread
    private static <T> T onFx(Callable<T> look) {
        return org.testfx.util.WaitForAsyncUtils.waitForAsyncFx(30_000, look);
    }

    /** Each window with the node that has the keys there. */
    List<String> windows() {
        return onFx(() -> Window.getWindows().stream().map(w -> w.getClass().getSimpleName()
                + (w.isFocused() ? " (focused): " : ": ") + w.getScene().getFocusOwner()).toList());
    }

    Optional<Node> seen(String query) {
        return onFx(() -> robot.lookup(query).queryAll().stream().filter(Hands::isSeen).findFirst());
    }

    boolean sees(String query) {
        return seen(query).isPresent();
    }

    Node see(String query) {
        List<Node> found = new ArrayList<>();
        await(query, () -> seen(query).map(found::add).orElse(false));
        return found.getLast();
    }

    /** Words anywhere on the screen. */
    boolean reads(String words) {
        return onFx(() -> robot.lookup((Node n) -> n instanceof Text t && t.getText().contains(words)
                || n instanceof Labeled l && l.getText() != null && l.getText().contains(words)).queryAll().stream()
                .anyMatch(Hands::isSeen));
    }

    void read(String words) {
        await("the words " + words, () -> reads(words));
    }

    String said(String id) {
        return robot.lookup(id).tryQueryAs(Labeled.class).map(Labeled::getText).orElse("");
    }

    /** What is read aloud of a field's line in the schema. */
    String field(String name) {
        List<String> found = new ArrayList<>();
        await("the field " + name, () -> line(name).map(l -> found.add(l.getAccessibleText())).orElse(false));
        return found.getLast();
    }

    private Optional<Node> line(String name) {
        return found(n -> n instanceof TreeCell<?> c && !c.isEmpty() && c.getAccessibleText() != null
                && c.getAccessibleText().startsWith(name + ", "));
    }

    private Optional<Node> found(Predicate<Node> wanted) {
        return onFx(() -> robot.lookup((Node n) -> wanted.test(n) && isSeen(n)).tryQuery());
    }

    void click(String query) {
        clickFound(query + " to be ready", () -> seen(query).filter(n -> !n.isDisabled()));
    }

    /** A button by its words. */
    void press(String words) {
        clickFound("the button " + words,
                () -> found(n -> n instanceof Button b && words.equals(b.getText()) && !n.isDisabled()));
    }

    // a card may be made anew between a look and a click, and a cell be used for another line
    private void clickFound(String what, Supplier<Optional<Node>> look) {
        List<Point2D> places = new ArrayList<>();
        await(what, () -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            Optional<Point2D> now = onFx(() -> look.get().map(Hands::at));
            boolean rests = now.isPresent() && !places.isEmpty() && places.getLast().equals(now.get());
            now.ifPresentOrElse(places::add, places::clear);
            return rests;
        });
        robot.clickOn(places.getLast());
    }

    /** One of what a combo box offers. */
    void choose(String comboBox, String words) {
        click(comboBox);
        pick(words);
    }

    /** A line of a menu or a list by its words. */
    void pick(String words) {
        clickFound("the line " + words, () -> found(n -> n instanceof Labeled l && !(n instanceof Button)
                && words.equals(l.getText()) && n.getScene().getWindow() instanceof PopupWindow));
    }

    private static Point2D at(Node node) {
        Bounds bounds = node.localToScreen(node.getLayoutBounds());
        return new Point2D(bounds.getCenterX(), bounds.getCenterY());
    }

    void keys(KeyCode... codes) {
        robot.push(codes);
    }

    void write(String text) {
        robot.write(text, 0);
    }

    /** Waits until what is typed goes there. */
    void awaitKeys(String query) {
        await("the keys at " + query, () -> seen(query)
                .filter(n -> n.isFocused() && n.getScene().getWindow().isFocused()).isPresent());
    }

    /** Writes into a field that has the keys, over what it holds. */
    void fill(String query, String text) {
        awaitKeys(query);
        keys(KeyCode.CONTROL, KeyCode.A);
        write(text);
    }

    /** A rule on a field of the schema. */
    void makeRule(String field) {
        clickFound("the field " + field, () -> line(field));
        awaitKeys("#schema-tree");
        await("the selected field " + field, () -> selected("#schema-tree").startsWith(field + ", "));
        keys(KeyCode.ENTER);
    }

    /** A command by its letters, as in the palette. */
    void command(String letters) {
        keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        see("#finder-letters");
        write(letters);
        keys(KeyCode.ENTER);
        await("the end of the palette", () -> !sees("#finder-letters"));
    }

    String rules() {
        return gui.document().text();
    }

    void rulesBecome(String text) {
        Patience.await(() -> "the rules\n" + text + "\nthere are\n" + rules(),
                () -> rules().equals(text) && gui.checkedText().equals(text));
    }

    /** Waits until the rules have it and all panes show them so: before that, what is clicked may be replaced. */
    void awaitRule(String part) {
        await(part + " in the rules", () -> rules().contains(part) && gui.checkedText().equals(rules()));
    }

    long count(String query) {
        return robot.lookup(query).queryAll().stream().filter(Hands::isSeen).count();
    }

    boolean is(String query, String state) {
        return robot.lookup(query).queryAll().stream().map(Node::getPseudoClassStates)
                .anyMatch(states -> states.contains(PseudoClass.getPseudoClass(state)));
    }

    /** Clicks the first byte with that value in the lab's dump. */
    void clickByte(String hex) {
        clickFound("the byte " + hex, () -> found(n -> n.getStyleClass().contains("hex-byte") && n instanceof Labeled l
                && l.getText().equals(hex)));
    }

    /** What is read aloud of the selected line of a tree. */
    String selected(String tree) {
        return robot.lookup(tree + " .tree-cell").queryAll().stream()
                .filter(n -> n instanceof TreeCell<?> c && c.isSelected()).map(Node::getAccessibleText)
                .filter(Objects::nonNull).findFirst().orElse("");
    }
}
