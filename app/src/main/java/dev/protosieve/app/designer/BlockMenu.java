package dev.protosieve.app.designer;

import dev.protosieve.app.theme.Icons;
import dev.protosieve.engine.text.LineEnds;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.kordamp.ikonli.feather.Feather;

/** What can be done at the place where the keyboard is; each line names its key. */
final class BlockMenu {

    private BlockMenu() {
    }

    /** @param owner where forms appear */
    static ContextMenu of(BlocksViewModel model, TermEditor editor, Node owner) {
        ContextMenu menu = new ContextMenu();
        Cursor at = model.cursor().get();
        BlockActions actions = new BlockActions(model);
        if (at.block()) {
            menu.getItems().addAll(item("Change\u2026", "Enter", Feather.EDIT_2,
                    () -> editor.edit(owner, at.rule(), at.path())),
                    item("Add a condition\u2026", "+", Feather.PLUS, () -> editor.add(owner, at.rule(), at.path())),
                    new SeparatorMenuItem(),
                    item("Wrap in all of\u2026", "&", Feather.LAYERS,
                            () -> editor.join(owner, at.rule(), at.path(), "&&")),
                    item("Wrap in any of\u2026", "|", Feather.GIT_BRANCH,
                            () -> editor.join(owner, at.rule(), at.path(), "||")),
                    item("Not", "!", Feather.SLASH, actions::negate),
                    when(actions.canExchange(),
                            item("Exchange all of and any of", "X", Feather.REPEAT, actions::exchange)),
                    when(actions.canUnwrap(), item("Unwrap", "U", Feather.MINIMIZE_2, actions::unwrap)));
        } else {
            rule(model, at.rule()).ifPresent(rule -> menu.getItems().addAll(
                    item("Action\u2026", "Enter", Feather.EDIT_2, () -> editor.head(owner, rule)),
                    item("Name\u2026", "F2", Feather.TAG, () -> editor.rename(owner, rule)),
                    item("Add a condition\u2026", "+", Feather.PLUS,
                            () -> editor.add(owner, rule.number(), List.of())),
                    item(rule.enabled() ? "Switch off" : "Switch on", "Ctrl+/",
                            rule.enabled() ? Feather.EYE_OFF : Feather.EYE, actions::switchOff)));
        }
        menu.getItems().addAll(new SeparatorMenuItem(),
                item("Cut", "Ctrl+X", Feather.SCISSORS, () -> {
                    copy(actions);
                    actions.delete();
                }), item("Copy", "Ctrl+C", Feather.COPY, () -> copy(actions)),
                item("Paste", "Ctrl+V", Feather.CLIPBOARD,
                        () -> paste(actions).ifPresent(editor::say)),
                item("Duplicate", "Ctrl+D", Feather.PLUS_SQUARE, actions::duplicate),
                when(actions.canShift(-1), item("Up", "Alt+Up", Feather.ARROW_UP, () -> actions.shift(-1))),
                when(actions.canShift(1), item("Down", "Alt+Down", Feather.ARROW_DOWN, () -> actions.shift(1))),
                new SeparatorMenuItem(),
                item("Delete", "Del", Feather.TRASH_2, actions::delete));
        return menu;
    }

    static Optional<RuleBlock> rule(BlocksViewModel model, int number) {
        return model.rules().get().stream().filter(r -> r.number() == number).findFirst();
    }

    /** Puts in what the clipboard has; else says why not. */
    static Optional<String> paste(BlockActions actions) {
        return actions
                .paste(LineEnds.unified(Optional.ofNullable(Clipboard.getSystemClipboard().getString()).orElse("")));
    }

    static void copy(BlockActions actions) {
        ClipboardContent content = new ClipboardContent();
        content.putString(actions.copy());
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static MenuItem item(String text, String key, Feather icon, Runnable action) {
        MenuItem item = new MenuItem(text, Icons.of(icon));
        item.setAccelerator(new KeyWords(key));
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static MenuItem when(boolean possible, MenuItem item) {
        item.setDisable(!possible);
        return item;
    }

    /** Names a key in the menu's second column; the blocks listen to it, not the whole window. */
    private static final class KeyWords extends KeyCombination {

        private final String words;

        KeyWords(String words) {
            this.words = words;
        }

        @Override
        public boolean match(KeyEvent event) {
            return false;
        }

        @Override
        public String getDisplayText() {
            return words;
        }
    }
}
