package dev.protosieve.app.rule;

import dev.protosieve.engine.text.Span;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.IndexRange;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fxmisc.richtext.CodeArea;

/** The keys of the editor, before the text area takes them. */
final class EditorKeys {

    /** With Ctrl; JavaFX's text fields take the first of them as a backspace. */
    static final Set<KeyCode> REPLACE = Set.of(KeyCode.H, KeyCode.R);

    private static final int LETTERS = 2;
    private static final char BACKSPACE = '\b';

    private final CodeArea area;
    private final RuleTextViewModel model;
    private final CompletionPopup completion;
    private final Help help;
    private boolean handled;
    /** The character that is about to come into the text; 0 for none. */
    private char pending;

    /** What the view shows on request. */
    interface Help {
        void explainAtCaret();

        void fixes();

        void find(boolean replace);

        void goToProblem(boolean forward);

        boolean leave();
    }

    EditorKeys(CodeArea area, RuleTextViewModel model, CompletionPopup completion, Help help) {
        this.area = area;
        this.model = model;
        this.completion = completion;
        this.help = help;
        area.addEventFilter(KeyEvent.KEY_PRESSED, e -> take(e, pressed(e)));
        area.addEventFilter(KeyEvent.KEY_TYPED, e -> take(e, handled || typed(e)));
        area.caretPositionProperty().addListener((_, _, _) -> {
            char c = pending;
            pending = 0;
            if (c != 0) {
                offer(c);
            } else {
                completion.hide();
            }
        });
    }

    private static void take(KeyEvent event, boolean taken) {
        if (taken) {
            event.consume();
        }
    }

    private boolean pressed(KeyEvent e) {
        pending = e.getCode() == KeyCode.BACK_SPACE && completion.isShowing() ? BACKSPACE : 0;
        handled = completion.isShowing() && inList(e) || command(e);
        return handled;
    }

    private boolean inList(KeyEvent e) {
        if (e.isShortcutDown() || e.isAltDown()) {
            return false;
        }
        switch (e.getCode()) {
            case DOWN -> completion.move(1);
            case UP -> completion.move(-1);
            case PAGE_DOWN -> completion.move(8);
            case PAGE_UP -> completion.move(-8);
            case ESCAPE -> completion.hide();
            case TAB -> completion.accept();
            case ENTER -> {
                if (!completion.isChosen()) {
                    completion.hide();
                    return false;
                }
                completion.accept();
            }
            case LEFT, RIGHT, HOME, END -> {
                completion.hide();
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean command(KeyEvent e) {
        boolean shortcut = e.isShortcutDown() && !e.isAltDown();
        KeyCode key = e.getCode();
        if (shortcut && key == KeyCode.SPACE) {
            offer(true);
        } else if (shortcut && !e.isShiftDown() && key == KeyCode.F) {
            help.find(false);
        } else if (shortcut && !e.isShiftDown() && REPLACE.contains(key)) {
            help.find(true);
        } else if (shortcut && (key == KeyCode.Z || key == KeyCode.Y)) {
            model.undo(key == KeyCode.Z && !e.isShiftDown());
        } else if (e.isAltDown() && key == KeyCode.ENTER) {
            help.fixes();
        } else if (key == KeyCode.F1 && !shortcut) {
            help.explainAtCaret();
        } else if (key == KeyCode.F8) {
            help.goToProblem(!e.isShiftDown());
        } else if (key == KeyCode.ESCAPE) {
            return help.leave();
        } else {
            return edit(e, shortcut);
        }
        return true;
    }

    private boolean edit(KeyEvent e, boolean shortcut) {
        String text = area.getText();
        Span selected = selected();
        KeyCode key = e.getCode();
        boolean plain = !e.isShortcutDown() && !e.isAltDown();
        boolean moving = e.isAltDown() && !e.isShortcutDown();
        Optional<TextEdit> edit = Optional.empty();
        if (shortcut && (key == KeyCode.SLASH || key == KeyCode.DIVIDE)) {
            edit = Optional.of(LineEdits.toggle(text, selected));
        } else if (shortcut && !e.isShiftDown() && key == KeyCode.D) {
            edit = Optional.of(LineEdits.duplicate(text, selected));
        } else if (moving && (key == KeyCode.UP || key == KeyCode.DOWN)) {
            edit = LineEdits.move(text, selected, key == KeyCode.UP);
        } else if (plain && key == KeyCode.ENTER) {
            edit = Optional.of(TypingAid.newLine(text, selected));
        } else if (plain && key == KeyCode.BACK_SPACE) {
            edit = TypingAid.erased(text, selected);
        } else if (plain && key == KeyCode.TAB && !e.isShiftDown() && selected.length() == 0) {
            edit = Optional.of(TextEdit.at("typing", selected, "    ", selected.end() + 4));
        }
        edit.ifPresent(this::apply);
        return edit.isPresent();
    }

    private boolean typed(KeyEvent e) {
        String typed = e.getCharacter();
        if (typed.length() != 1 || e.isShortcutDown() && !e.isAltDown() || e.isAltDown() && !e.isShortcutDown()) {
            return false;
        }
        Optional<TextEdit> edit = TypingAid.typed(area.getText(), selected(), typed.charAt(0));
        pending = edit.isPresent() ? 0 : typed.charAt(0);
        edit.ifPresent(this::apply);
        return edit.isPresent();
    }

    /** After a character that may begin a name: the list, without being asked. */
    private void offer(char c) {
        if (Painter.isTooLong(area.getText())) {
            return;
        }
        boolean word = Character.isLetterOrDigit(c) || c == '_';
        boolean goesOn = completion.isShowing() && (word || c == BACKSPACE);
        if (c == '.' || goesOn || word && letters() >= LETTERS) {
            offer(false);
        } else {
            completion.hide();
        }
    }

    /** The list is there when the caret has its new place on the screen. */
    void offer(boolean asked) {
        Scene scene = area.getScene();
        int hidden = completion.timesHidden();
        Runnable[] once = new Runnable[1];
        once[0] = () -> {
            scene.removePostLayoutPulseListener(once[0]);
            if (completion.timesHidden() == hidden) { // nothing typed since that ends it
                completion.show(model.complete(area.getText(), area.getCaretPosition()), asked);
            }
        };
        scene.addPostLayoutPulseListener(once[0]);
        area.requestFollowCaret();
        area.requestLayout();
    }

    private int letters() {
        String text = area.getText();
        int at = area.getCaretPosition();
        int from = at;
        while (from > 0 && (Character.isLetterOrDigit(text.charAt(from - 1)) || text.charAt(from - 1) == '_')) {
            from--;
        }
        return from < at && Character.isLetter(text.charAt(from)) ? at - from : 0;
    }

    private Span selected() {
        IndexRange range = area.getSelection();
        return new Span(range.getStart(), range.getEnd());
    }

    void apply(TextEdit edit) {
        model.edit(edit);
        int length = area.getLength();
        area.selectRange(Math.min(edit.anchor(), length), Math.min(edit.caret(), length));
        area.requestFollowCaret();
    }
}
