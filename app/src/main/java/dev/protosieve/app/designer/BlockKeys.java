package dev.protosieve.app.designer;

import dev.protosieve.app.theme.MenuKey;
import java.util.function.Supplier;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** What each key does while the blocks have the keyboard; {@link KeyHelp} lists them. */
final class BlockKeys {

    private final BlocksViewModel model;
    private final BlockActions actions;
    private final TermEditor editor;
    private final Supplier<Node> here;

    /** @param here the node of the block or rule where the keyboard is: forms appear at it */
    BlockKeys(BlocksViewModel model, TermEditor editor, Supplier<Node> here) {
        this.model = model;
        this.actions = new BlockActions(model);
        this.editor = editor;
        this.here = here;
    }

    void pressed(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl || model.stale().getValue()) {
            return;
        }
        boolean done = event.isShortcutDown() ? command(event)
                : event.isAltDown() ? moved(event.getCode()) : plain(event);
        if (done) {
            event.consume();
        }
    }

    /** Characters, as every keyboard layout has them somewhere. */
    void typed(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl || model.stale().getValue() || event.isShortcutDown()) {
            return;
        }
        Cursor at = model.cursor().get();
        switch (event.getCharacter()) {
            case "+" -> editor.add(here.get(), at.rule(), at.path());
            case "&" -> join("&&");
            case "|" -> join("||");
            case "!" -> actions.negate();
            case "x", "X" -> actions.exchange();
            case "u", "U" -> actions.unwrap();
            case "n", "N" -> editor.create(here.get());
            case "?" -> KeyHelp.show(here.get());
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void join(String joiner) {
        Cursor at = model.cursor().get();
        if (at.block()) {
            editor.join(here.get(), at.rule(), at.path(), joiner);
        }
    }

    private boolean command(KeyEvent event) {
        switch (event.getCode()) {
            case D -> actions.duplicate();
            case SLASH, DIVIDE -> actions.switchOff();
            case A -> model.chooseAll();
            case C -> BlockMenu.copy(actions);
            case X -> {
                BlockMenu.copy(actions);
                actions.delete();
            }
            case V -> BlockMenu.paste(actions).ifPresent(editor::say);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean moved(KeyCode code) {
        if (code == KeyCode.UP || code == KeyCode.DOWN) {
            actions.shift(code == KeyCode.UP ? -1 : 1);
            return true;
        }
        return false;
    }

    private boolean plain(KeyEvent event) {
        if (MenuKey.is(event)) {
            menu();
            return true;
        }
        Cursor at = model.cursor().get();
        switch (event.getCode()) {
            case UP, DOWN -> step(event.getCode() == KeyCode.UP ? -1 : 1, event.isShiftDown());
            case RIGHT -> actions.in();
            case LEFT -> actions.out();
            case HOME -> model.go(Cursor.onRule(1));
            case END -> model.go(Cursor.onRule(model.rules().get().size()));
            case PAGE_UP, PAGE_DOWN -> model.go(Cursor.onRule(Math.clamp(
                    at.rule() + (event.getCode() == KeyCode.PAGE_UP ? -8L : 8L), 1,
                    Math.max(1, model.rules().get().size()))));
            case ENTER -> enter(at);
            case F2 -> BlockMenu.rule(model, at.rule()).ifPresent(r -> editor.rename(here.get(), r));
            case DELETE -> actions.delete();
            case INSERT -> editor.add(here.get(), at.rule(), at.path());
            case F1 -> KeyHelp.show(here.get());
            case ESCAPE -> model.go(Cursor.onRule(Math.max(1, at.rule())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void step(int by, boolean extend) {
        Cursor at = model.cursor().get();
        if (extend && !at.block()) {
            model.extendTo(Math.clamp(at.rule() + (long) by, 1, Math.max(1, model.rules().get().size())));
        } else {
            actions.step(by);
        }
    }

    private void enter(Cursor at) {
        if (at.block()) {
            editor.edit(here.get(), at.rule(), at.path());
        } else if (at.rule() > 0) {
            BlockMenu.rule(model, at.rule()).ifPresent(r -> editor.head(here.get(), r));
        } else {
            editor.create(here.get());
        }
    }

    private void menu() {
        if (!model.cursor().get().equals(Cursor.NOWHERE)) {
            BlockMenu.of(model, editor, here.get()).show(here.get(), Side.BOTTOM, 20, 0);
        }
    }

    /** For a click with the right button. */
    void menuAt(Node node, double screenX, double screenY) {
        BlockMenu.of(model, editor, node).show(node, screenX, screenY);
    }
}
