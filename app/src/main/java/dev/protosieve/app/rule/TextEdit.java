package dev.protosieve.app.rule;

import dev.protosieve.engine.text.Span;

/**
 * One change of the text, one step of undo.
 *
 * @param name what the step is called behind "Undo: "
 * @param span what goes away
 * @param text what comes in its place
 * @param anchor where the selection begins afterwards
 * @param caret where it ends, with the caret
 */
record TextEdit(String name, Span span, String text, int anchor, int caret) {

    static TextEdit at(String name, Span span, String text, int caret) {
        return new TextEdit(name, span, text, caret, caret);
    }

    String applied(String before) {
        return before.substring(0, span.start()) + text + before.substring(span.end());
    }
}
